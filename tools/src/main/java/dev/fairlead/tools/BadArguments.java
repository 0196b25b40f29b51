package dev.fairlead.tools;

/** Arguments that do not fit a tool's schema; the message names the field and the remedy. */
public final class BadArguments extends Exception {
  /** A refusal in words that a caller can act on. */
  public BadArguments(String message) {
    super(message);
  }
}
