package dev.fairlead.tools.text;

import java.util.Locale;

/** Writes numbers of bytes the way people read them. */
public final class Sizes {
  private Sizes() {}

  /** Such as {@code 812 bytes}, {@code 14.2 KiB}, {@code 20 MiB}. */
  public static String of(long bytes) {
    if (bytes < 1024) {
      return bytes + (bytes == 1 ? " byte" : " bytes");
    }
    double value = bytes;
    int unit = -1;
    while (value >= 1024 && unit < 3) {
      value /= 1024;
      unit++;
    }
    String digits = String.format(Locale.ROOT, "%.1f", value);
    String trimmed = digits.endsWith(".0") ? digits.substring(0, digits.length() - 2) : digits;
    return trimmed + " " + "KMGT".charAt(unit) + "iB";
  }
}
