package dev.fairlead.tools.files;

import dev.fairlead.providers.text.Shipped;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Rules kept as data: the lines of a resource, without blank ones and comments, read when they are
 * first asked for. Thread-safe.
 *
 * @param <R> what a line becomes
 */
final class Rules<R> {
  private final String resource;
  private final Function<String, R> reading;
  private volatile @Nullable List<R> known;

  Rules(String resource, Function<String, R> reading) {
    this.resource = resource;
    this.reading = reading;
  }

  /** In their order. */
  List<R> all() {
    List<R> all = known;
    return all == null ? read() : all;
  }

  /** Not while a class begins: who waits for that holds on to the carrier of its thread. */
  private synchronized List<R> read() {
    List<R> all = known;
    if (all == null) {
      all =
          Shipped.text(Rules.class, resource)
              .lines()
              .filter(line -> !line.isBlank() && !line.startsWith("#"))
              .map(reading)
              .toList();
      known = all;
    }
    return all;
  }
}
