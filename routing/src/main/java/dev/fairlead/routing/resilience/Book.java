package dev.fairlead.routing.resilience;

import dev.fairlead.routing.resilience.Breakers.Resting;
import java.time.Instant;
import java.util.List;
import java.util.function.LongPredicate;

/** Where what is known of keys is kept, one page for each key. */
interface Book {
  /** What is to be done with a page. */
  @FunctionalInterface
  interface Change<T> {
    /**
     * Reads or changes what is known.
     *
     * @param owner who does it
     * @param alive whether an owner is still there
     */
    T on(KeyHealth health, long owner, LongPredicate alive);
  }

  /** Whether nothing is known of that key; must cost next to nothing. */
  boolean clear(String key);

  /** Does it, while nobody else does. */
  <T> T change(String key, Change<T> change);

  /**
   * Does what ends a probe, where its owner has it; later, if it cannot be done now: a probe that
   * nobody ends would keep all others away for as long as its owner lives.
   */
  void settle(String key, long owner, Change<?> change);

  /** What rests, of all keys. */
  List<Resting> resting(Instant now);
}
