package dev.fairlead.routing.selection;

import dev.fairlead.providers.Access;
import dev.fairlead.routing.selection.Budget.Window;
import dev.fairlead.routing.selection.Health.KeyedModel;
import dev.fairlead.routing.selection.Health.Rest;
import dev.fairlead.routing.selection.Health.Speed;
import dev.fairlead.routing.selection.Health.Trouble;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How models and keys stand at the moment of one plan: what rests, what is used up, what ranks. */
final class Standing {
  private final Requirements needs;
  private final Policy policy;
  private final @Nullable Map<String, Window> windows;
  private final @Nullable Map<String, Rest> keys;
  private final @Nullable Map<KeyedModel, Rest> pairs;
  private final @Nullable Map<String, Speed> speeds;
  private final @Nullable Map<String, Trouble> troubles;
  private final @Nullable KeyedModel warm;

  Standing(Ask ask, Situation situation) {
    Health health = situation.health();
    this.needs = ask.requirements();
    this.policy = ask.policy();
    this.windows = unlessEmpty(situation.budget().windows());
    this.keys = unlessEmpty(health.keys());
    this.pairs = unlessEmpty(health.pairs());
    this.speeds = unlessEmpty(health.speeds());
    this.troubles = unlessEmpty(health.troubles());
    this.warm = situation.warm();
  }

  /** Mostly there is nothing to look up, which is then not asked for every key. */
  private static <K, V> @Nullable Map<K, V> unlessEmpty(Map<K, V> map) {
    return map.isEmpty() ? null : map;
  }

  @Nullable Window window(Access key) {
    return windows == null ? null : windows.get(key.id());
  }

  boolean usedUp(Access key) {
    Window window = window(key);
    return window != null && window.usedUp();
  }

  @Nullable Rest rest(Entry entry, Access key) {
    Rest rest = keys == null ? null : keys.get(key.id());
    return rest != null || pairs == null
        ? rest
        : pairs.get(new KeyedModel(key.id(), entry.model.id()));
  }

  /** The rank of that model through that key, for a call of that price. */
  double score(Entry entry, Access key, double cost) {
    String id = entry.model.id();
    int tier = entry.model.tier();
    double seconds =
        Score.seconds(tier, speeds == null ? null : speeds.get(id))
            + Score.lost(troubles == null ? null : troubles.get(id));
    double score = Score.of(policy, tier, cost + shadow(entry, key), seconds);
    return warm != null && warm.model().equals(id) && warm.key().equals(key.id())
        ? score + Score.WARMTH
        : score;
  }

  /** What a free call is worth when others of the plan's window may be wanted more. */
  private double shadow(Entry entry, Access key) {
    Window window = window(key);
    return window == null ? 0 : window.share() * window.share() * entry.price(needs);
  }
}
