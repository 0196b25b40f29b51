package dev.fairlead.benchmarks;

import java.util.List;

/** How the launcher starts the JVM. */
final class Flags {
  static final List<String> SHIPPED =
      List.of(
          "-XX:+UseSerialGC",
          "-Xms80m",
          "-XX:NewSize=64m",
          "-Xmx512m",
          "-XX:-UsePerfData",
          "-Djava.locale.providers=FALLBACK");

  private Flags() {}
}
