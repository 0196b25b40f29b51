package dev.fairlead.simulator;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Which keys each vendor knows: any that is not bad, unless it was given a list. */
final class Keys {
  private final Map<Vendor, Set<String>> allowed = new ConcurrentHashMap<>();

  void allowOnly(Vendor vendor, Set<String> keys) {
    allowed.put(vendor, Set.copyOf(keys));
  }

  void allowAny(Vendor vendor) {
    allowed.remove(vendor);
  }

  void clear() {
    allowed.clear();
  }

  boolean knows(Vendor vendor, String key) {
    Set<String> list = allowed.get(vendor);
    return list == null ? !key.isEmpty() && !key.startsWith("bad") : list.contains(key);
  }

  /** Whether it is a key of GLM's coding plan, which is worth nothing elsewhere. */
  static boolean ofPlan(String key) {
    return key.startsWith("plan");
  }
}
