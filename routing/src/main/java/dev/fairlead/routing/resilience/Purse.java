package dev.fairlead.routing.resilience;

import dev.fairlead.providers.Access;
import dev.fairlead.routing.selection.Budget;
import java.time.Duration;

/**
 * What all calls may use together: money, and the calls that plans grant. Implementations are safe
 * for use by many threads, may share what they count with other processes, and never fail a call
 * because they cannot count.
 */
public interface Purse {
  /** Without any limit; counts nothing. */
  Purse BOTTOMLESS =
      new Purse() {
        @Override
        public Budget budget() {
          return Budget.NONE;
        }

        @Override
        public Reserved reserve(Access key, double estimate, Duration within) {
          return Hold.NOTHING;
        }
      };

  /** What is left, as far as it is known at this moment. */
  Budget budget();

  /**
   * Sets aside what an attempt is estimated to cost, before it is made.
   *
   * @param key the key it goes through
   * @param estimate in USD, 0 on a plan's key
   * @param within by when the attempt has ended; what it was set aside for is then free again, even
   *     if this process has died
   */
  Reserved reserve(Access key, double estimate, Duration within);

  /** The answer to who wants to spend. */
  sealed interface Reserved permits Hold, Exceeded {}

  /** Set aside; must be closed. */
  non-sealed interface Hold extends Reserved, AutoCloseable {
    /** Of an attempt that nothing is counted for. */
    Hold NOTHING =
        new Hold() {
          @Override
          public void settle(double cost) {
            // nothing was set aside
          }

          @Override
          public void close() {
            // nothing was set aside
          }
        };

    /** The attempt was made and cost that much, in USD; it counts as a call of a plan, too. */
    void settle(double cost);

    /** Gives all back that was not settled. */
    @Override
    void close();
  }

  /** Not enough is left; why, in a few words with the setting that says so. */
  record Exceeded(String why) implements Reserved {}
}
