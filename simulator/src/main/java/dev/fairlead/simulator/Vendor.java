package dev.fairlead.simulator;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Whose service a request was for. */
public enum Vendor {
  /** Moonshot AI. */
  KIMI,
  /** Zhipu, internationally Z.ai. */
  GLM,
  /** Nobody's: open weights of either on a server of one's own. */
  SELFHOSTED;

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
    String known = Arrays.stream(values()).map(Vendor::label).collect(Collectors.joining(", "));
    throw new IllegalArgumentException("unknown vendor '%s': one of %s".formatted(label, known));
  }
}
