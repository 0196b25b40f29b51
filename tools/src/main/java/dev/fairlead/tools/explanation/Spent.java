package dev.fairlead.tools.explanation;

import dev.fairlead.tools.Field;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where the time went, part by part, in milliseconds; null where that was not written down. */
record Spent(
    @Field("ms of the daemon itself") @Nullable Double overheadMs,
    @Field("ms of waiting for a slot") @Nullable Double laneMs,
    @Field("ms of pauses before trying again") @Nullable Double pauseMs,
    @Field("ms for files, searches and counts before") @Nullable Double aheadMs,
    @Field("ms until the request left") @Nullable Double connectMs,
    @Field("ms of silence until the first event") @Nullable Double silenceMs,
    @Field("ms from then to the end") @Nullable Double answerMs) {
  /** That of a call which was not made. */
  static final Spent NOTHING = new Spent(null, null, null, null, null, null, null);

  static Spent of(Row row) {
    return new Spent(
        row.number("overhead_ms"),
        row.number("lane_ms"),
        row.number("pause_ms"),
        row.number("ahead_ms"),
        row.number("connect_ms"),
        row.number("silence_ms"),
        row.number("answer_ms"));
  }

  /** A line for each part that took time; empty if nothing is known. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    parts()
        .forEach((what, millis) -> {
          if (millis != null && (millis > 0 || millis.equals(overheadMs))) {
            lines.add(String.format(Locale.ROOT, "%10s  %s", millis(millis), what));
          }
        });
    return lines;
  }

  private Map<String, @Nullable Double> parts() {
    Map<String, @Nullable Double> parts = new LinkedHashMap<>();
    parts.put("the daemon itself: reading files, choosing, writing the request", overheadMs);
    parts.put("waiting for a free slot of the key", laneMs);
    parts.put("pausing before it was tried again", pauseMs);
    parts.put("files, searches and counts that went ahead of the request", aheadMs);
    parts.put("connecting, until the request left", connectMs);
    parts.put("waiting for the model's first word", silenceMs);
    parts.put("reading the answer", answerMs);
    return parts;
  }

  /** The parts in one clause, those that took no time left out; empty if nothing is known. */
  String clause() {
    Map<String, @Nullable Double> words = new LinkedHashMap<>();
    words.put("own", overheadMs);
    words.put("slot", laneMs);
    words.put("pause", pauseMs);
    words.put("ahead", aheadMs);
    words.put("connect", connectMs);
    words.put("silence", silenceMs);
    words.put("answer", answerMs);
    List<String> clauses = new ArrayList<>();
    words.forEach((word, millis) -> {
      if (millis != null && millis > 0) {
        clauses.add(word + " " + millis(millis));
      }
    });
    return String.join(", ", clauses);
  }

  void put(Map<String, Object> data) {
    Data.put(data, "overhead_ms", overheadMs);
    Data.put(data, "lane_ms", laneMs);
    Data.put(data, "pause_ms", pauseMs);
    Data.put(data, "ahead_ms", aheadMs);
    Data.put(data, "connect_ms", connectMs);
    Data.put(data, "silence_ms", silenceMs);
    Data.put(data, "answer_ms", answerMs);
  }

  static String millis(double millis) {
    return String.format(Locale.ROOT, "%,.1f ms", millis);
  }
}
