package dev.fairlead.routing.selection;

import dev.fairlead.providers.Capability;
import java.util.Locale;
import java.util.Set;

/** How a call ran, in one word; the first that applies. */
public enum Path {
  DIRECT,
  VISION,
  FILE_UPLOAD,
  THINKING,
  STREAMING,
  STANDARD;

  /** The path of a call that used these capabilities of a model. */
  public static Path of(Set<Capability> inUse) {
    if (inUse.contains(Capability.VISION)) {
      return VISION;
    }
    if (inUse.contains(Capability.FILE_UPLOAD)) {
      return FILE_UPLOAD;
    }
    if (inUse.contains(Capability.THINKING)) {
      return THINKING;
    }
    return inUse.contains(Capability.STREAMING) ? STREAMING : STANDARD;
  }

  /** The word for it in results and rows. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
