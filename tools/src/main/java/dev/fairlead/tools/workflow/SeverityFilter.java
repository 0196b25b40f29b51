package dev.fairlead.tools.workflow;

import java.util.Locale;
import java.util.Optional;

/** The least severity that an expert reports. */
public enum SeverityFilter {
  CRITICAL,
  HIGH,
  MEDIUM,
  LOW,
  ALL;

  /** What an expert is told of it; empty if it is to report everything. */
  public Optional<String> inWords() {
    return this == ALL
        ? Optional.empty()
        : Optional.of("Report nothing below severity " + name().toLowerCase(Locale.ROOT) + ".");
  }
}
