package dev.fairlead.daemon.protocol;

/** Where a message goes that is ready to be sent. Implementations are safe for many threads. */
@FunctionalInterface
interface Sink {
  /** Takes it: one JSON document in UTF-8. */
  void write(byte[] message);
}
