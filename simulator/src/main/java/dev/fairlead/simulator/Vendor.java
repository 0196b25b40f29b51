package dev.fairlead.simulator;

import java.util.Locale;

/** Whose service a request was for. */
public enum Vendor {
  /** Moonshot AI. */
  KIMI,
  /** Zhipu, internationally Z.ai. */
  GLM;

  /** The name in the control endpoint and on the command line. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The vendor of that label; fails with the known ones. */
  public static Vendor of(String label) {
    for (Vendor vendor : values()) {
      if (vendor.label().equals(label)) {
        return vendor;
      }
    }
    throw new IllegalArgumentException("unknown vendor '" + label + "': kimi or glm");
  }
}
