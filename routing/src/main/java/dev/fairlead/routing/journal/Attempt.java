package dev.fairlead.routing.journal;

import dev.fairlead.providers.ChatEvent;
import dev.fairlead.providers.ProviderError;
import dev.fairlead.providers.Usage;
import dev.fairlead.routing.selection.Path;
import java.time.Duration;
import java.util.List;
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
 * @param timing what that time went to, and the time between it and the attempt before
 * @param thought how hard it was to think, and how hard it was told to
 * @param adjusted fields that were not sent as the caller wanted them
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
    Timing timing,
    Thought thought,
    List<ChatEvent.Adjusted> adjusted,
    Start start) {
  public Attempt {
    adjusted = List.copyOf(adjusted);
  }

  /**
   * An effort as it was wanted and as it was sent.
   *
   * @param wanted the caller's word; {@code any} where thinking was wanted and no effort said,
   *     {@code none} where it was not wanted
   * @param sent the vendor's word; {@code on} or {@code off} where the model knows no efforts
   */
  public record Thought(String wanted, String sent) {
    /** No thinking, as nobody wanted any. */
    public static final Thought NONE = new Thought("none", "off");
  }

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

  /** An attempt without thinking, whose time was not looked at. */
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
        Timing.NONE,
        Thought.NONE,
        List.of(),
        Start.NEW);
  }
}
