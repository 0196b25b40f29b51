package dev.fairlead.routing.selection;

import dev.fairlead.providers.Model;
import dev.fairlead.routing.selection.Health.Speed;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How long a usual answer is expected to take, the way selection expects it. */
public final class Pace {
  /** The answer that times are told for, in tokens. */
  public static final int TOKENS = (int) Score.USUAL_ANSWER;

  private Pace() {}

  /**
   * The time of an answer of {@link #TOKENS} by that model; a guess as far as none was measured.
   */
  public static Duration of(Model model, @Nullable Speed measured) {
    return Duration.ofMillis(Math.round(Score.seconds(model.tier(), measured) * 1e3));
  }
}
