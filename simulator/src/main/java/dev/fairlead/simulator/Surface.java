package dev.fairlead.simulator;

import java.util.Optional;

/** A base address of a vendor. */
enum Surface {
  KIMI(Vendor.KIMI, "/v1"),
  GLM(Vendor.GLM, "/api/paas/v4"),
  GLM_CODING(Vendor.GLM, "/api/coding/paas/v4");

  private final Vendor vendor;
  private final String base;

  Surface(Vendor vendor, String base) {
    this.vendor = vendor;
    this.base = base;
  }

  Vendor vendor() {
    return vendor;
  }

  String base() {
    return base;
  }

  /** The part of a path behind the base. */
  String behind(String path) {
    return path.substring(base.length());
  }

  static Optional<Surface> of(String path) {
    for (Surface surface : values()) {
      if (path.equals(surface.base) || path.startsWith(surface.base + "/")) {
        return Optional.of(surface);
      }
    }
    return Optional.empty();
  }
}
