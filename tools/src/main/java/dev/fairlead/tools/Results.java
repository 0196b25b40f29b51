package dev.fairlead.tools;

import java.util.Optional;

/**
 * Results that were too long for their client, to be read on from. Implementations are safe for use
 * by many threads.
 */
public interface Results {
  /** Keeps that text and returns its id. */
  String keep(String text);

  /** The text of that id, or empty if there is none, or not any more. */
  Optional<String> find(String id);
}
