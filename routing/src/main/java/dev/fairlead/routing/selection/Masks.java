package dev.fairlead.routing.selection;

import dev.fairlead.providers.Capability;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Sets of capabilities as bits, and what is said of each set, made once: a plan over many models
 * then compares integers and allocates next to nothing.
 */
final class Masks {
  static final int THINKING = bit(Capability.THINKING);

  /** What the effort weighs: just less than thinking at all. */
  static final int EFFORT_WEIGHT = 4;

  private static final Capability[] ALL = Capability.values();

  /** How many sets there are. */
  static final int SIZE = 1 << ALL.length;

  /** The order of degradation, first dropped first; those the design does not name come last. */
  private static final List<Capability> DROPPED =
      List.of(
          Capability.STREAMING,
          Capability.WEB_SEARCH,
          Capability.THINKING,
          Capability.FILE_UPLOAD,
          Capability.JSON_OUTPUT,
          Capability.TOOL_CALLING,
          Capability.VISION);

  private static final List<Set<Capability>> SETS = new ArrayList<>(SIZE);
  private static final List<List<Reason>> LACKS = new ArrayList<>(SIZE);
  private static final List<List<Degradation>> LOST = new ArrayList<>(SIZE);
  private static final int[] WEIGHTS = new int[SIZE];

  static {
    for (int mask = 0; mask < SIZE; mask++) {
      EnumSet<Capability> set = EnumSet.noneOf(Capability.class);
      List<Degradation> lost = new ArrayList<>();
      for (Capability capability : DROPPED) {
        if ((mask & bit(capability)) != 0) {
          set.add(capability);
          lost.add(new Degradation(capability.label(), "on", "off"));
          WEIGHTS[mask] += weight(capability);
        }
      }
      SETS.add(Set.copyOf(set));
      LACKS.add(List.of(new Reason.Lacks(SETS.get(mask))));
      LOST.add(List.copyOf(lost));
    }
  }

  private Masks() {}

  @SuppressWarnings("EnumOrdinal") // bits live as long as the process and are never stored
  static int bit(Capability capability) {
    return 1 << capability.ordinal();
  }

  static int of(Set<Capability> capabilities) {
    int mask = 0;
    for (Capability capability : capabilities) {
      mask |= bit(capability);
    }
    return mask;
  }

  static Set<Capability> set(int mask) {
    return SETS.get(mask);
  }

  /** The one reason that these are missing, as a list. */
  static List<Reason> lacks(int mask) {
    return LACKS.get(mask);
  }

  /** What a call does without that loses these. */
  static List<Degradation> lost(int mask) {
    return LOST.get(mask);
  }

  /** Greater for what is dropped later; below 256. */
  static int weight(int met) {
    return WEIGHTS[met];
  }

  /** The one among these that is dropped first, or 0 if there is none. */
  static int leastWorth(int mask) {
    for (Capability capability : DROPPED) {
      if ((mask & bit(capability)) != 0) {
        return bit(capability);
      }
    }
    return 0;
  }

  private static int weight(Capability capability) {
    int place = DROPPED.indexOf(capability);
    return 1
        << (capability == Capability.STREAMING || capability == Capability.WEB_SEARCH
            ? place
            : place + 1);
  }
}
