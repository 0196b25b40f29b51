package dev.fairlead.simulator;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A base address of a vendor. On loopback the Chinese ones, which really are hosts of their own,
 * lie behind {@code /cn}.
 */
public enum Surface {
  /** Kimi's platform. */
  KIMI(Vendor.KIMI, "/v1", false),
  /** The same in China. */
  KIMI_CHINA(Vendor.KIMI, "/cn/v1", false),
  /** Kimi's coding plan. */
  KIMI_CODE(Vendor.KIMI, "/coding/v1", true),
  /** The same in China. */
  KIMI_CODE_CHINA(Vendor.KIMI, "/cn/coding/v1", true),
  /** GLM's platform. */
  GLM(Vendor.GLM, "/api/paas/v4", false),
  /** The same in China. */
  GLM_CHINA(Vendor.GLM, "/cn/api/paas/v4", false),
  /** GLM's coding plan. */
  GLM_CODING(Vendor.GLM, "/api/coding/paas/v4", true),
  /** The same in China. */
  GLM_CODING_CHINA(Vendor.GLM, "/cn/api/coding/paas/v4", true),
  /** A server of one's own, such as vLLM, with the weights of either. */
  SELFHOSTED(Vendor.SELFHOSTED, "/selfhosted/v1", false);

  private final Vendor vendor;
  private final String base;
  private final boolean plan;

  Surface(Vendor vendor, String base, boolean plan) {
    this.vendor = vendor;
    this.base = base;
    this.plan = plan;
  }

  /** Whose it is. */
  public Vendor vendor() {
    return vendor;
  }

  /** Whether calls are paid for by a coding plan. */
  public boolean plan() {
    return plan;
  }

  /** The name in the control endpoint. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The surface of that label; fails with the known ones. */
  public static Surface labelled(String label) {
    return Arrays.stream(values())
        .filter(surface -> surface.label().equals(label))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "unknown surface '%s': one of %s"
                    .formatted(
                        label,
                        Arrays.stream(values())
                            .map(Surface::label)
                            .collect(Collectors.joining(", ")))));
  }

  boolean china() {
    return base.startsWith("/cn/");
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
