package dev.fairlead.daemon.cli;

import java.util.Optional;

/** Asks the person at the terminal. */
@FunctionalInterface
public interface Consent {
  /** Whether that is agreed to; empty if there is nobody to ask. */
  Optional<Boolean> to(String question);
}
