package dev.fairlead.tools.files;

import dev.fairlead.providers.text.Late;
import dev.fairlead.providers.text.Shipped;
import java.util.List;
import java.util.function.Function;

/**
 * Rules kept as data: the lines of a resource, without blank ones and comments, read when they are
 * first asked for. Thread-safe.
 *
 * @param <R> what a line becomes
 */
final class Rules<R> {
  private final Late<List<R>> all;

  Rules(String resource, Function<String, R> reading) {
    this.all = new Late<>("rules", () -> read(resource, reading));
  }

  /** In their order. */
  List<R> all() {
    return all.get();
  }

  private static <R> List<R> read(String resource, Function<String, R> reading) {
    return Shipped.text(Rules.class, resource)
        .lines()
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .map(reading)
        .toList();
  }
}
