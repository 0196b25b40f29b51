package dev.fairlead.providers;

import java.util.Map;
import org.jspecify.annotations.Nullable;

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

  /**
   * What is sent for a wish.
   *
   * @param on whether the model thinks
   * @param word the vendor's word for the effort, where the model knows efforts
   */
  public record Setting(boolean on, @Nullable String word) {
    /** The setting in one word, for rows and routing lines. */
    public String label() {
      return word != null ? word : on ? "on" : "off";
    }
  }

  /** A model that does not think. */
  public static final Thinking NONE = new Thinking(Mode.NONE, Map.of());

  public Thinking {
    efforts = Map.copyOf(efforts);
    if (mode == Mode.NONE && !efforts.isEmpty()) {
      throw new IllegalArgumentException("a model that does not think has no efforts");
    }
  }

  /**
   * What the model makes of the wished effort, null being the wish not to think. A model that
   * always thinks does so at its lowest effort then; an effort that it has no word for becomes the
   * next higher one it has, else its highest.
   */
  public Setting setting(@Nullable Effort wished) {
    boolean on = mode == Mode.ALWAYS || (mode == Mode.TOGGLE && wished != null);
    if (!on || efforts.isEmpty()) {
      return new Setting(on, null);
    }
    Effort least = wished == null ? Effort.MINIMAL : wished;
    String word = null;
    for (Effort effort : Effort.values()) {
      if (efforts.containsKey(effort)) {
        word = efforts.get(effort);
        if (effort.compareTo(least) >= 0) {
          break;
        }
      }
    }
    return new Setting(true, word);
  }
}
