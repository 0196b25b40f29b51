package dev.fairlead.tools;

/** What is kept cannot be read or changed now; the message says why and what to do. */
public final class Unreadable extends Exception {
  /** With that message. */
  public Unreadable(String message) {
    super(message);
  }
}
