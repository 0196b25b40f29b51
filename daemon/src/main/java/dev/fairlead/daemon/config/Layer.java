package dev.fairlead.daemon.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Settings from one place.
 *
 * @param source its name, for messages
 * @param values by key, levels separated by dots, in the order of the place
 */
record Layer(String source, Map<String, Given> values) {
  Layer {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }
}
