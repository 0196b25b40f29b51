package dev.fairlead.routing.journal;

/** Where decisions go. Implementations are safe for use by many threads. */
@FunctionalInterface
public interface Journal {
  /**
   * Keeps the decision. Returns once it is durable, or after a small bound if the store is slow or
   * away; never fails, whatever becomes of the store.
   */
  void record(Decision decision);
}
