package dev.fairlead.daemon.store;

/** The store cannot be used; the message names the file and the remedy. */
public final class StoreException extends Exception {
  StoreException(String message, Throwable cause) {
    super(message, cause);
  }

  StoreException(String message) {
    super(message);
  }
}
