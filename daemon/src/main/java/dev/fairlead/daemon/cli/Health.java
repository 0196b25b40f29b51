package dev.fairlead.daemon.cli;

import java.util.List;

/**
 * How the installation is.
 *
 * @param findings one for each thing looked at
 */
public record Health(List<Finding> findings) {
  public Health {
    findings = List.copyOf(findings);
  }

  /** How one thing is. */
  public enum Grade {
    OK,
    /** Something does not work, the rest does. */
    DEGRADED,
    /** Nothing can be served. */
    BROKEN
  }

  /**
   * One thing that was looked at.
   *
   * @param what its name
   * @param grade how it is
   * @param detail what was found, and the remedy where one is needed
   */
  public record Finding(String what, Grade grade, String detail) {}

  /** The worst grade found. */
  public Grade grade() {
    return findings.stream().map(Finding::grade).max(Grade::compareTo).orElse(Grade.OK);
  }

  /** What a process that only asks for this ends with. */
  public int exitCode() {
    return switch (grade()) {
      case OK -> 0;
      case DEGRADED -> 1;
      case BROKEN -> 2;
    };
  }
}
