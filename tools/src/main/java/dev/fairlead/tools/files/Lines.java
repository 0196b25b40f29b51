package dev.fairlead.tools.files;

import dev.fairlead.tools.text.Shipped;
import java.util.List;

/** Rules kept as data: the lines of a resource, without blank ones and comments. */
final class Lines {
  private Lines() {}

  static List<String> of(String resource) {
    return Shipped.text(Lines.class, resource)
        .lines()
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .toList();
  }
}
