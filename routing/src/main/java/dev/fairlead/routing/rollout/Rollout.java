package dev.fairlead.routing.rollout;

import org.jspecify.annotations.Nullable;

/**
 * How far calls go through the router, as it is set.
 *
 * @param mode who chooses
 * @param percent of the threads that go through the router in a canary, from 0 to 100
 * @param fixed the set model by id or alias, or null for the first that can be asked
 * @param limits when a canary or the router is given up
 */
public record Rollout(Mode mode, double percent, @Nullable String fixed, BrakeLimits limits) {
  /** The router decides, and there is nothing to go back to. */
  public static final Rollout ON = new Rollout(Mode.ON, 10, null, BrakeLimits.DEFAULT);

  public Rollout {
    if (!(percent >= 0 && percent <= 100)) {
      throw new IllegalArgumentException("not a share of calls: " + percent + " %");
    }
  }

  /** The arm of the thread or call with that id; the same id always has the same one. */
  public Arm armOf(String id) {
    return switch (mode) {
      case FIXED, SHADOW -> Arm.FIXED;
      case CANARY -> place(id) < percent ? Arm.ROUTER : Arm.FIXED;
      case ON -> Arm.ROUTER;
    };
  }

  /**
   * Whether calls go back to the set model when the router's fail too often: a canary's do, and
   * others where there is a model that was set for it.
   */
  public boolean reversible() {
    return switch (mode) {
      case FIXED, SHADOW -> false;
      case CANARY -> true;
      case ON -> fixed != null;
    };
  }

  /**
   * Where an id stands among all, from 0 to below 100: an even spread that no release may change,
   * since threads would change their arms. FNV-1a, with the last step of MurmurHash3 over it.
   */
  private static double place(String id) {
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < id.length(); i++) {
      hash = (hash ^ id.charAt(i)) * 0x100000001b3L;
    }
    hash = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
    hash = (hash ^ (hash >>> 33)) * 0xc4ceb9fe1a85ec53L;
    hash ^= hash >>> 33;
    return (hash >>> 11) * 0x1p-53 * 100;
  }
}
