package dev.fairlead.routing.selection;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * What is known of how keys and models do at this moment.
 *
 * @param keys those that rest, by the id of their access
 * @param pairs models that rest for one key
 * @param speeds measured, by model id; a model without one is given a guess
 */
public record Health(
    Map<String, Rest> keys, Map<KeyedModel, Rest> pairs, Map<String, Speed> speeds) {
  /** Nothing rests, nothing was measured. */
  public static final Health GOOD = new Health(Map.of(), Map.of(), Map.of());

  public Health {
    keys = Map.copyOf(keys);
    pairs = Map.copyOf(pairs);
    speeds = Map.copyOf(speeds);
  }

  /** A pause after failures: why, the key named, and until when. */
  public record Rest(String why, Instant until) {}

  /** A model as one key sees it: the id of the access, and of the model. */
  public record KeyedModel(String key, String model) {}

  /**
   * How fast a model was.
   *
   * @param firstEvent the time to its first event
   * @param tokensPerSecond of answer and reasoning, after that
   * @param samples how many calls that is the average of
   */
  public record Speed(Duration firstEvent, double tokensPerSecond, int samples) {
    public Speed {
      if (!(tokensPerSecond > 0) || samples < 1) {
        throw new IllegalArgumentException(
            "a speed needs tokens and samples: " + tokensPerSecond + ", " + samples);
      }
    }
  }
}
