package dev.fairlead.tools;

import dev.fairlead.routing.selection.Health.Speed;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The decisions that were made, for telling what came of them. A decision is given as its columns
 * by name, and its attempts in order, as {@code daemon decisions --json} prints them. Safe for use
 * by many threads.
 */
public interface Past {
  /** Nothing is remembered. */
  Past NONE = closed("no decisions are kept");

  /** A past that tells nothing but why it does not. */
  static Past closed(String why) {
    return new Past() {
      @Override
      public Optional<Map<String, @Nullable Object>> find(String id) throws Unreadable {
        throw new Unreadable(why);
      }

      @Override
      public List<Map<String, @Nullable Object>> last(Which which, int count) throws Unreadable {
        throw new Unreadable(why);
      }

      @Override
      public Map<String, Speed> speeds() throws Unreadable {
        throw new Unreadable(why);
      }
    };
  }

  /**
   * The decision of that id, or for {@code last} the newest that was about a model.
   *
   * @throws Unreadable if they cannot be read now
   * @throws InterruptedException if the calling thread was interrupted
   */
  Optional<Map<String, @Nullable Object>> find(String id) throws Unreadable, InterruptedException;

  /**
   * The last decisions that are like that, newest first.
   *
   * @throws Unreadable if they cannot be read now
   * @throws InterruptedException if the calling thread was interrupted
   */
  List<Map<String, @Nullable Object>> last(Which which, int count)
      throws Unreadable, InterruptedException;

  /**
   * How fast models answered in the last days, by id; those that did not answer are left out.
   *
   * @throws Unreadable if that cannot be read now
   * @throws InterruptedException if the calling thread was interrupted
   */
  Map<String, Speed> speeds() throws Unreadable, InterruptedException;

  /**
   * Which decisions are wanted; a part that is null leaves that open.
   *
   * @param since made at that moment or later
   * @param tool of that tool
   * @param model that asked the model of that id, in whichever attempt
   * @param outcome that ended so, such as {@code answered}
   */
  record Which(
      @Nullable Instant since,
      @Nullable String tool,
      @Nullable String model,
      @Nullable String outcome) {
    /** All of them. */
    public static final Which ALL = new Which(null, null, null, null);
  }
}
