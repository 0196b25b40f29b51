package dev.fairlead.routing;

import dev.fairlead.routing.selection.Candidate;
import dev.fairlead.routing.selection.Health.KeyedModel;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Who answered the threads that went on last: a vendor's cache may still know their beginning. */
final class Warmth {
  private static final int THREADS = 1_000;

  private final Map<String, KeyedModel> last = new LinkedHashMap<>();

  synchronized @Nullable KeyedModel of(@Nullable String thread) {
    return thread == null ? null : last.get(thread);
  }

  synchronized void remember(@Nullable String thread, Candidate candidate) {
    if (thread != null) {
      last.remove(thread);
      last.put(thread, new KeyedModel(candidate.access().id(), candidate.model().id()));
      if (last.size() > THREADS) {
        last.remove(last.keySet().iterator().next());
      }
    }
  }
}
