package dev.fairlead.simulator;

import java.util.List;

/**
 * What a model is known to take.
 *
 * @param id its name on the wire
 * @param vendor who serves it
 * @param context tokens of prompt and answer together
 * @param output the most tokens of an answer
 * @param vision whether it takes images, and with them videos and files where the vendor has them
 * @param thinking how its thinking is controlled
 * @param efforts the efforts it knows; empty where it ignores them
 * @param retired whether it is gone
 */
record ModelCard(
    String id,
    Vendor vendor,
    int context,
    int output,
    boolean vision,
    Thinking thinking,
    List<String> efforts,
    boolean retired) {

  /** How thinking is controlled. */
  enum Thinking {
    /** There is none. */
    NONE,
    /** It cannot be switched off, and trying is an error. */
    ALWAYS,
    /** Documented as always on, and yet switched off when told to. */
    NOMINALLY,
    /** On unless switched off. */
    SWITCHED
  }

  boolean newest() {
    return !efforts.isEmpty();
  }
}
