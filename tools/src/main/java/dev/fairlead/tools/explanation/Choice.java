package dev.fairlead.tools.explanation;

import dev.fairlead.routing.selection.Candidate;
import dev.fairlead.routing.selection.Degradation;
import dev.fairlead.routing.selection.Health.Speed;
import dev.fairlead.tools.Field;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A model that can do the call, and how it would. */
record Choice(
    @Field("model id") String model,
    @Field("who serves it") String provider,
    @Field("the key, by name") String key,
    @Field("how it would run") String path,
    @Field("capabilities in use") @Nullable List<String> using,
    @Field("how hard it would think") @Nullable String effort,
    @Field("what it does without") List<String> degraded,
    @Field("rank, higher is better") double score,
    @Field("estimated USD") double cost,
    Expected expected) {
  static Choice of(Candidate candidate, @Nullable Speed measured) {
    return new Choice(
        candidate.model().id(),
        candidate.model().provider(),
        candidate.access().id(),
        candidate.path().label(),
        Explanation.labels(candidate.using()),
        candidate.effort() == null ? null : candidate.effort().label(),
        candidate.degradations().stream().map(Degradation::describe).toList(),
        candidate.score(),
        candidate.estimatedCost(),
        Expected.of(candidate.model(), measured));
  }

  /** What the log says of a candidate. */
  static Choice of(Row row) {
    return new Choice(
        row.text("model"),
        row.text("provider"),
        row.text("key"),
        row.text("path"),
        null,
        null,
        List.of(),
        row.numberOr0("score"),
        row.numberOr0("estimated_cost_usd"),
        Expected.NOTHING);
  }

  String inWords() {
    String thinking = effort == null ? "" : ", effort " + effort;
    String without = degraded.isEmpty() ? "" : ", degraded: " + String.join(", ", degraded);
    return String.format(
        Locale.ROOT,
        "%s (%s, key %s) via %s%s, score %.3f, about $%.4f%s%s%s",
        model,
        provider,
        key,
        path,
        thinking,
        score,
        cost,
        expected.clause(),
        using == null ? "" : ", using " + Explanation.words(using),
        without);
  }

  Map<String, Object> data() {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("model", model);
    data.put("provider", provider);
    data.put("key", key);
    data.put("path", path);
    Data.put(data, "using", using);
    Data.put(data, "effort", effort);
    data.put("degraded", degraded);
    data.put("score", score);
    data.put("cost", cost);
    expected.put(data);
    return data;
  }
}
