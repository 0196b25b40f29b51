package dev.fairlead.routing;

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
}
