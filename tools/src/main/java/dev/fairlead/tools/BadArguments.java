package dev.fairlead.tools;

import java.util.List;

/** Arguments that do not fit a tool's schema; the message names the field and the remedy. */
public final class BadArguments extends Exception {
  /** A refusal in words that a caller can act on. */
  public BadArguments(String message) {
    super(message);
  }

  /** The refusal of a call of that tool for these problems, one or more. */
  public static BadArguments of(String tool, List<String> problems) {
    return new BadArguments(
        problems.size() == 1
            ? tool + ": " + problems.getFirst()
            : tool + ": " + problems.size() + " problems:\n- " + String.join("\n- ", problems));
  }
}
