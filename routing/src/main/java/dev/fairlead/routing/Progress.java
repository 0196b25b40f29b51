package dev.fairlead.routing;

import java.util.function.Supplier;

/**
 * Where a call says how far it is. Implementations are safe for use by many threads and never
 * block.
 */
@FunctionalInterface
public interface Progress {
  /** Tells nobody. */
  Progress NONE = message -> {};

  /** Says what is going on now, in a few words worth reading; never text of the answer. */
  void report(String message);

  /**
   * A model begins to answer. What has come of that answer, safe to ask for at any time, replaces
   * what was offered before; it is for those who ask for it, never for progress.
   */
  default void answering(Supplier<SoFar> soFar) {}

  /** What came of the same call before, if it was broken off: its model may go on from there. */
  default SoFar begun() {
    return SoFar.NOTHING;
  }

  /**
   * What has come of an answer.
   *
   * @param model whose it is; empty if several answer
   */
  record SoFar(String model, String text, String reasoning) {
    /** Nothing has come yet. */
    public static final SoFar NOTHING = new SoFar("", "", "");
  }
}
