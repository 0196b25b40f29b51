package dev.fairlead.simulator;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Which keys each vendor knows: any that is not bad, unless it was given a list. */
final class Keys {
  private final Map<Vendor, Set<String>> allowed = new ConcurrentHashMap<>();
  private final Map<String, Surface> homes = new ConcurrentHashMap<>();

  void allowOnly(Vendor vendor, Set<String> keys) {
    allowed.put(vendor, Set.copyOf(keys));
  }

  void allowAny(Vendor vendor) {
    allowed.remove(vendor);
  }

  /** From now on that key belongs to one base alone. */
  void belongs(String key, Surface home) {
    homes.put(key, home);
  }

  void clear() {
    allowed.clear();
    homes.clear();
  }

  /** Whether the vendor knows the key at that base: never one of another region. */
  boolean knows(Surface surface, String key) {
    Surface home = homes.get(key);
    if (home != null) {
      return home.vendor() == surface.vendor() && home.china() == surface.china();
    }
    Set<String> list = allowed.get(surface.vendor());
    if (list == null) {
      return surface == Surface.SELFHOSTED || (!key.isEmpty() && !key.startsWith("bad"));
    }
    return list.contains(key);
  }

  /**
   * Whether a key that is known is for a base of the other kind, a plan's or the platform's. GLM's
   * keys that begin with {@code plan} are for its plan without being told.
   */
  boolean elsewhere(Surface surface, String key) {
    @Nullable Surface home = homes.get(key);
    return home == null
        ? surface.vendor() == Vendor.GLM && !surface.plan() && key.startsWith("plan")
        : home.plan() != surface.plan();
  }
}
