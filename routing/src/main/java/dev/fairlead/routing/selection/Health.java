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
 * @param troubles how often models failed, by id; one without is thought not to fail
 */
public record Health(
    Map<String, Rest> keys,
    Map<KeyedModel, Rest> pairs,
    Map<String, Speed> speeds,
    Map<String, Trouble> troubles) {
  /** Nothing rests, nothing was measured. */
  public static final Health GOOD = new Health(Map.of(), Map.of(), Map.of());

  /** Health in which no failure is known but what rests. */
  public Health(Map<String, Rest> keys, Map<KeyedModel, Rest> pairs, Map<String, Speed> speeds) {
    this(keys, pairs, speeds, Map.of());
  }

  public Health {
    keys = Map.copyOf(keys);
    pairs = Map.copyOf(pairs);
    speeds = Map.copyOf(speeds);
    troubles = Map.copyOf(troubles);
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
   * @param samples how many calls that is the average of; old ones count less
   */
  public record Speed(Duration firstEvent, double tokensPerSecond, double samples) {
    public Speed {
      if (!(tokensPerSecond > 0) || !(samples > 0)) {
        throw new IllegalArgumentException(
            "a speed needs tokens and samples: " + tokensPerSecond + ", " + samples);
      }
    }
  }

  /**
   * How often a model failed.
   *
   * @param failures calls that ended in a failure of the vendor; old ones count less
   * @param calls all calls, counted the same way
   * @param lost the time that a failure took on average
   */
  public record Trouble(double failures, double calls, Duration lost) {
    public Trouble {
      if (!(failures >= 0) || !(calls >= failures)) {
        throw new IllegalArgumentException(
            "there cannot be more failures than calls: " + failures + ", " + calls);
      }
    }
  }
}
