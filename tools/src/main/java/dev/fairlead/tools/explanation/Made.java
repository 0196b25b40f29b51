package dev.fairlead.tools.explanation;

import dev.fairlead.tools.Field;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What came of a call that was made; empty for one that was not. */
record Made(
    @Field("id of the decision") @Nullable String decision,
    @Field("when it was made") @Nullable String at,
    @Field("how it ran") @Nullable String path,
    @Field("what the caller was told, if it failed") @Nullable String message,
    @Field("what the answer did without") List<String> degraded,
    @Field("what was tried, in order") List<Tried> attempts,
    @Field("USD") @Nullable Double cost,
    Spent spent,
    @Field("ms in all") @Nullable Double totalMs,
    @Field("ms until the first word") @Nullable Double firstTokenMs) {
  /** Nothing was called. */
  static final Made NOTHING =
      new Made(null, null, null, null, List.of(), List.of(), null, Spent.NOTHING, null, null);

  record Tried(
      @Field("model id") String model,
      @Field("who serves it") String provider,
      @Field("the key, by name") String key,
      @Field("how it ran") String path,
      @Field("how it failed") @Nullable String error,
      @Field("the same in words") @Nullable String message,
      @Field("new, restarted or continued") String start,
      @Field("USD") double cost,
      @Field("ms in all") double tookMs,
      Spent spent) {
    static Tried of(Row row) {
      return new Tried(
          row.text("model"),
          row.text("provider"),
          row.text("key"),
          row.text("path"),
          row.orNull("error"),
          row.orNull("error_text"),
          row.text("start"),
          row.numberOr0("cost_usd"),
          row.numberOr0("took_ms"),
          Spent.of(row));
    }

    String inWords(boolean answered) {
      String end = error == null ? (answered ? "answered" : "cut off") : error + ": " + message;
      String begin = start.equals("new") ? "" : ", " + start;
      String parts = spent.clause();
      return String.format(
          Locale.ROOT,
          "%s (%s, key %s) via %s%s: %s after %s, $%.4f%s",
          model,
          provider,
          key,
          path,
          begin,
          end,
          Spent.millis(tookMs),
          cost,
          parts.isEmpty() ? "" : " (" + parts + ")");
    }

    Map<String, Object> data() {
      Map<String, Object> data = new LinkedHashMap<>();
      data.put("model", model);
      data.put("provider", provider);
      data.put("key", key);
      data.put("path", path);
      if (error != null) {
        data.put("error", error);
        data.put("message", String.valueOf(message));
      }
      data.put("start", start);
      data.put("cost", cost);
      data.put("took_ms", tookMs);
      spent.put(data);
      return data;
    }
  }

  static Made of(Row row) {
    return new Made(
        row.text("id"),
        row.text("at"),
        row.text("path"),
        row.orNull("message"),
        row.texts("degradations"),
        row.rows("attempts").stream().map(Tried::of).toList(),
        row.numberOr0("cost_usd"),
        Spent.of(row),
        row.numberOr0("took_ms"),
        row.number("first_token_ms"));
  }

  String headline(String tool, String outcome) {
    String end = message == null ? "" : " It was told: " + message;
    String without = degraded.isEmpty() ? "" : ", degraded: " + String.join(", ", degraded);
    return String.format(
        Locale.ROOT,
        "%s of %s (decision %s) was %s via %s%s, $%.4f.%s",
        tool,
        at == null ? "" : at.replaceFirst("\\..*", "Z"),
        decision,
        outcome,
        path,
        without,
        cost,
        end);
  }

  /** What was tried, and where the time went, in lines. */
  List<String> lines(String outcome) {
    List<String> lines = new ArrayList<>();
    if (!attempts.isEmpty()) {
      lines.add("Tried:");
    }
    int number = 1;
    for (Tried tried : attempts) {
      lines.add(number++ + ". " + tried.inWords(outcome.equals("answered")));
    }
    List<String> parts = spent.lines();
    String first =
        firstTokenMs == null ? "" : ", the first word after " + Spent.millis(firstTokenMs);
    double total = totalMs == null ? 0 : totalMs;
    lines.add(
        parts.isEmpty()
            ? "It took " + Spent.millis(total) + "; on what was not written down yet."
            : "Where the time went (" + Spent.millis(total) + " in all" + first + "):");
    lines.addAll(parts);
    return lines;
  }

  void put(Map<String, Object> data) {
    if (decision == null) {
      return;
    }
    data.put("decision", decision);
    data.put("at", String.valueOf(at));
    data.put("path", String.valueOf(path));
    Data.put(data, "message", message);
    data.put("degraded", degraded);
    data.put("attempts", attempts.stream().map(Tried::data).toList());
    data.put("cost", cost == null ? 0.0 : cost);
    spent.put(data);
    data.put("total_ms", totalMs == null ? 0.0 : totalMs);
    Data.put(data, "first_token_ms", firstTokenMs);
  }
}
