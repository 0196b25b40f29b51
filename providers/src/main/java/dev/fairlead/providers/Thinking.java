package dev.fairlead.providers;

import java.util.Map;

/**
 * How a model's thinking is controlled on the wire.
 *
 * @param mode whether it can be turned off
 * @param efforts the vendor's word for each effort; empty where the model knows no efforts
 */
public record Thinking(Mode mode, Map<Effort, String> efforts) {
  /** Whether thinking can be turned on and off. */
  public enum Mode {
    /** The model does not think. */
    NONE,
    /** The model always thinks. */
    ALWAYS,
    /** The request says whether the model thinks. */
    TOGGLE
  }

  /** A model that does not think. */
  public static final Thinking NONE = new Thinking(Mode.NONE, Map.of());

  public Thinking {
    efforts = Map.copyOf(efforts);
    if (mode == Mode.NONE && !efforts.isEmpty()) {
      throw new IllegalArgumentException("a model that does not think has no efforts");
    }
  }
}
