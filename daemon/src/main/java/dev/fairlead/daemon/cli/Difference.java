package dev.fairlead.daemon.cli;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A difference between what a vendor lists to a key and what the catalog has.
 *
 * @param key the key's id
 * @param provider its provider
 * @param model the model's id; empty where the key could not be asked
 * @param kind what kind of difference
 * @param detail in words
 * @param alarm whether something is to be done about it; others are notes
 * @param fields what {@code models.yaml} would have to say, by field, as YAML; empty for nothing
 */
record Difference(
    String key,
    String provider,
    String model,
    Kind kind,
    String detail,
    boolean alarm,
    Map<String, String> fields) {
  Difference {
    fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
  }

  /** A difference that needs no field written. */
  Difference(String key, String provider, String model, Kind kind, String detail, boolean alarm) {
    this(key, provider, model, kind, detail, alarm, Map.of());
  }

  /** What kind of difference. */
  enum Kind {
    /** Listed, and not in the catalog. */
    NEW,
    /** Listed otherwise than in the catalog. */
    CHANGED,
    /** In the catalog, and not listed. */
    MISSING,
    /** Listed, although the catalog says that it has ended or that it is another provider's. */
    ODD,
    /** The key could not be asked. */
    UNKNOWN
  }
}
