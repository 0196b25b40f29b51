package dev.fairlead.routing.journal;

import dev.fairlead.providers.ProviderError;
import dev.fairlead.providers.Usage;
import dev.fairlead.routing.selection.Path;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One call of one model as it went.
 *
 * @param model the model asked
 * @param answered the model the vendor says has answered, or null if none did
 * @param provider its provider's name
 * @param key the id of the key used, never the key
 * @param path how it ran
 * @param error why it failed, or null if it did not
 * @param usage its tokens, as far as the vendor told
 * @param cost in USD, at the catalog's prices
 * @param firstEvent from its start to the first event, or null if there was none
 * @param took from its start to its end
 * @param waited before its start: for a slot, for a pace the vendor asked for, after a failure
 * @param start what it began from
 */
public record Attempt(
    String model,
    @Nullable String answered,
    String provider,
    String key,
    Path path,
    @Nullable ProviderError error,
    Usage usage,
    double cost,
    @Nullable Duration firstEvent,
    Duration took,
    Duration waited,
    Start start) {
  /** What an attempt began from. */
  public enum Start {
    /** From the prompt; nothing had been said before. */
    NEW,
    /** From the prompt, although an attempt before it had broken off in its answer. */
    RESTARTED,
    /** From the text of the attempt before, which its answer begins with. */
    CONTINUED;

    /** The word for it in results and rows. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** An attempt that began at once. */
  public Attempt(
      String model,
      @Nullable String answered,
      String provider,
      String key,
      Path path,
      @Nullable ProviderError error,
      Usage usage,
      double cost,
      @Nullable Duration firstEvent,
      Duration took) {
    this(
        model,
        answered,
        provider,
        key,
        path,
        error,
        usage,
        cost,
        firstEvent,
        took,
        Duration.ZERO,
        Start.NEW);
  }
}
