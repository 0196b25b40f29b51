package dev.fairlead.simulator;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The files that clients sent; each key sees its own. */
final class Uploads {
  static final int MOST = 1_000;
  static final int LARGEST = 100 << 20;

  private final Map<String, Map<String, Upload>> byOwner = new LinkedHashMap<>();

  synchronized boolean full(Call call) {
    return of(call).size() >= MOST;
  }

  synchronized void add(Call call, Upload upload) {
    of(call).put(upload.id(), upload);
  }

  synchronized Optional<Upload> find(Call call, String id) {
    return Optional.ofNullable(of(call).get(id));
  }

  synchronized Optional<Upload> remove(Call call, String id) {
    return Optional.ofNullable(of(call).remove(id));
  }

  synchronized List<Upload> all(Call call) {
    return List.copyOf(of(call).values());
  }

  synchronized void clear() {
    byOwner.clear();
  }

  private Map<String, Upload> of(Call call) {
    return byOwner.computeIfAbsent(
        call.vendor().label() + " " + call.key(), _ -> new LinkedHashMap<>());
  }
}
