package dev.fairlead.providers.catalog;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A piece of a YAML document that knows where it was written. */
sealed interface Node {
  /** Where it begins. */
  Place place();

  /** A value without parts, as it was written; {@code empty} where nothing was. */
  record Scalar(String text, boolean empty, Place place) implements Node {}

  /** A list. */
  record Items(List<Node> items, Place place) implements Node {}

  /** Names with values, in the order of the document. */
  record Fields(Map<String, Node> fields, Place place) implements Node {
    /** These fields with the other's over them: a field of the other wins, nested ones as well. */
    Fields with(Fields other) {
      Map<String, Node> merged = new LinkedHashMap<>(fields);
      other.fields.forEach((name, value) ->
          merged.merge(
              name,
              value,
              (old, fresh) ->
                  old instanceof Fields o && fresh instanceof Fields f ? o.with(f) : fresh));
      return new Fields(merged, other.place);
    }
  }

  /** A file and a line of it, counted from one. */
  record Place(String file, int line) {
    @Override
    public String toString() {
      return file + ", line " + line;
    }
  }
}
