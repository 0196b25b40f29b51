package dev.fairlead.daemon.config;

import java.util.List;
import java.util.Map;

/**
 * Settings from one place.
 *
 * @param source its name, for messages
 * @param values by key, levels separated by dots; one value is a list of one
 */
record Layer(String source, Map<String, List<String>> values) {
  Layer {
    values = Map.copyOf(values);
  }
}
