package dev.fairlead.routing.selection;

/**
 * A difference between what a call preferred and what it got; always recorded, always shown.
 *
 * @param what the capability, or {@code effort}
 * @param wanted what the call preferred
 * @param got what it gets instead
 */
public record Degradation(String what, String wanted, String got) {
  /** One short clause for a person. */
  public String describe() {
    return what + ": " + wanted + " -> " + got;
  }
}
