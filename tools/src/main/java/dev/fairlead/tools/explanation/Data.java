package dev.fairlead.tools.explanation;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Fills objects for programs. */
final class Data {
  private Data() {}

  /** Puts the value there, if there is one. */
  static void put(Map<String, Object> data, String key, @Nullable Object value) {
    if (value != null) {
      data.put(key, value);
    }
  }
}
