package dev.fairlead.routing.resilience;

import dev.fairlead.providers.ProviderError;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keeps calls away from keys and models that fail. Implementations are safe for use by many threads
 * and may share what they know with other processes.
 */
public interface Breakers {
  /** Asks to call that model with that key; a pass that was given must be closed. */
  Entry enter(String key, String model);

  /** What rests at this moment; a probe that is under way counts as rest. */
  List<Resting> resting();

  /** Takes over that a key rests, as somebody else found; a rest is never shortened. */
  void rest(Resting found);

  /** The answer to who wants to enter. */
  sealed interface Entry permits Pass, Resting, Throttled {}

  /**
   * Leave for one attempt, which ends with exactly one of the first two methods or with neither.
   */
  non-sealed interface Pass extends Entry, AutoCloseable {
    /** The attempt went well. */
    void succeeded();

    /** The attempt failed; what that says about key and model is decided here. */
    void failed(ProviderError error);

    /** Ends the attempt; if nothing was said of it, it counts for nothing, as if never begun. */
    @Override
    void close();
  }

  /**
   * No leave: the key, or the model for that key, failed too often.
   *
   * @param key the id of the access
   * @param model the model's id, or null if the key rests for all of them
   * @param why the failure, in a few words
   * @param until when one attempt will be let through
   */
  record Resting(String key, @Nullable String model, String why, Instant until) implements Entry {}

  /** Not yet: the vendor asked for a slower pace with this key. */
  record Throttled(Duration time) implements Entry {}
}
