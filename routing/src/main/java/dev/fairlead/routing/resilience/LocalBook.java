package dev.fairlead.routing.resilience;

import dev.fairlead.routing.resilience.Breakers.Resting;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A book of this process alone. */
final class LocalBook implements Book {
  private static final long OWNER = 1;

  private final Map<String, KeyHealth> pages = new HashMap<>();

  @Override
  public synchronized boolean clear(String key) {
    return !pages.containsKey(key);
  }

  @Override
  public synchronized <T> T change(String key, Change<T> change) {
    KeyHealth health = pages.computeIfAbsent(key, _ -> new KeyHealth());
    T result = change.on(health, OWNER, _ -> true);
    if (health.isEmpty()) {
      pages.remove(key);
    }
    return result;
  }

  @Override
  public void settle(String key, long owner, Change<?> change) {
    change(key, change);
  }

  @Override
  public synchronized List<Resting> resting(Instant now) {
    return pages.isEmpty()
        ? List.of()
        : pages.entrySet().stream()
            .flatMap(page -> page.getValue().resting(page.getKey(), now, _ -> true).stream())
            .toList();
  }
}
