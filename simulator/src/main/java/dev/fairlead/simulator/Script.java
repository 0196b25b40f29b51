package dev.fairlead.simulator;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Faults, the requests they strike, and how often.
 *
 * <p>Without more words, a script strikes the next request of any vendor. Of several scripts with a
 * count, the oldest that fits takes the request, so that they play in turn; those without a count
 * strike beside it.
 *
 * @param faults what goes wrong
 * @param vendor whose requests, or null for all
 * @param model the model asked for, or null for all
 * @param path what the path has to contain, empty for all
 * @param times how many requests, 0 for all until cleared
 * @param probability of striking a request that fits
 * @param seed of the dice, where the probability is below 1
 */
public record Script(
    List<Fault> faults,
    @Nullable Vendor vendor,
    @Nullable String model,
    String path,
    int times,
    double probability,
    long seed) {
  /** Keeps its own list. */
  public Script {
    faults = List.copyOf(faults);
  }

  /** Strikes the next request. */
  public static Script of(Fault... faults) {
    return new Script(List.of(faults), null, null, "", 1, 1, 0);
  }

  /** Strikes the next request with a fault known by name; see {@link Presets#names()}. */
  public static Script named(String preset) {
    return Presets.script(preset);
  }

  /** The same for requests of one vendor only. */
  public Script on(Vendor only) {
    return new Script(faults, only, model, path, times, probability, seed);
  }

  /** The same for requests of one model only. */
  public Script model(String only) {
    return new Script(faults, vendor, only, path, times, probability, seed);
  }

  /** The same for paths that contain a text only, such as {@code /chat/completions}. */
  public Script path(String part) {
    return new Script(faults, vendor, model, part, times, probability, seed);
  }

  /** The same for so many requests. */
  public Script times(int count) {
    return new Script(faults, vendor, model, path, count, probability, seed);
  }

  /** The same until it is cleared. */
  public Script always() {
    return times(0);
  }

  /** The same until cleared, at random. */
  public Script randomly(double chance, long dice) {
    return new Script(faults, vendor, model, path, 0, chance, dice);
  }

  boolean fits(Vendor whose, String asked, String where) {
    return (vendor == null || vendor == whose)
        && (model == null || model.equals(asked))
        && where.contains(path);
  }
}
