package dev.fairlead.routing.journal;

/** Where decisions go. Implementations are safe for use by many threads. */
@FunctionalInterface
public interface Journal {
  /** A call has begun, whose decision will follow: what takes time may be done meanwhile. */
  default void prepare() {}

  /**
   * Keeps the decision, if need be a little later; never fails, whatever becomes of the store. Who
   * answers a caller settles first.
   */
  void record(Decision decision);

  /**
   * Returns once all decisions that were recorded before are durable, or after a small bound if the
   * store is slow or away; never fails.
   */
  default void settle() {}
}
