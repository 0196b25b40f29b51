package dev.fairlead.daemon.cli;

import dev.fairlead.daemon.log.Redaction;
import dev.fairlead.tools.Health;

/** Shows how the installation is, to a person or a program. */
final class HealthReport {
  private HealthReport() {}

  static void print(Health health, Console console, boolean json) {
    Health clean = health.saying(Redaction::of);
    if (json) {
      console.json(clean.data());
      return;
    }
    clean.lines().forEach(console::say);
    console.say(clean.verdict());
  }
}
