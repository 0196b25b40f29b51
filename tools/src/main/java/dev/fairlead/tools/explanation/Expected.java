package dev.fairlead.tools.explanation;

import dev.fairlead.providers.Model;
import dev.fairlead.routing.selection.Health.Speed;
import dev.fairlead.routing.selection.Pace;
import dev.fairlead.tools.Field;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How long a model is expected to take; null where nothing is expected any more. */
record Expected(
    @Field("seconds expected for an answer of 1,000 tokens") @Nullable Double seconds,
    @Field("ms to the first token, where measured") @Nullable Double firstTokenMs,
    @Field("after that, where measured") @Nullable Double tokensPerSecond,
    @Field("calls that this was measured in; 0 is a guess") @Nullable Integer measuredCalls) {
  /** That of a call which was made. */
  static final Expected NOTHING = new Expected(null, null, null, null);

  /** The guess that selection makes, as far as nothing was measured. */
  static Expected of(Model model, @Nullable Speed measured) {
    double seconds = Pace.of(model, measured).toMillis() / 1e3;
    return measured == null
        ? new Expected(seconds, null, null, 0)
        : new Expected(
            seconds,
            (double) measured.firstEvent().toMillis(),
            measured.tokensPerSecond(),
            Math.max(1, (int) Math.round(measured.samples())));
  }

  private int calls() {
    return measuredCalls == null ? 0 : measuredCalls;
  }

  /** Such as {@code and 16.0 s (guessed)}; empty where nothing is expected. */
  String clause() {
    return seconds == null
        ? ""
        : String.format(
            Locale.ROOT, " and %.1f s (%s)", seconds, calls() > 0 ? "measured" : "guessed");
  }

  /** The same in a sentence about that model. */
  String sentence(String model) {
    String time =
        String.format(
            Locale.ROOT,
            "%s is expected to take %.1f s for an answer of %,d tokens",
            model,
            seconds,
            Pace.TOKENS);
    return calls() == 0
        ? time + ": a guess by its strength, since no call of late was measured."
        : String.format(
            Locale.ROOT,
            "%s: measured in %d %s of late, first token after %.1f s, then %.0f tokens/s.",
            time,
            calls(),
            calls() == 1 ? "call" : "calls",
            firstTokenMs == null ? 0 : firstTokenMs / 1e3,
            tokensPerSecond);
  }

  void put(Map<String, Object> data) {
    Data.put(data, "seconds", seconds);
    Data.put(data, "first_token_ms", firstTokenMs);
    Data.put(data, "tokens_per_second", tokensPerSecond);
    Data.put(data, "measured_calls", measuredCalls);
  }
}
