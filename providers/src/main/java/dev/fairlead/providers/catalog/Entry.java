package dev.fairlead.providers.catalog;

import dev.fairlead.providers.catalog.Node.Place;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The fields of one model, or of a part of it, read with complaints that name file, line, model and
 * field.
 */
record Entry(String model, String prefix, Node.Fields node) {
  /** Complains about the first field that is not among these. */
  void only(Set<String> known) throws CatalogException {
    for (Map.Entry<String, Node> field : node.fields().entrySet()) {
      if (!known.contains(field.getKey())) {
        throw problem(
            field.getKey(),
            "there is no such field: " + Advice.on(field.getKey(), known),
            field.getValue().place());
      }
    }
  }

  boolean has(String field) {
    Node value = node.fields().get(field);
    return value != null && !(value instanceof Node.Scalar scalar && scalar.empty());
  }

  String text(String field) throws CatalogException {
    Node value = value(field);
    if (value instanceof Node.Scalar scalar && !scalar.text().isBlank()) {
      return scalar.text().strip();
    }
    throw problem(field, "write one word or number", value.place());
  }

  @Nullable String textOrNull(String field) throws CatalogException {
    return has(field) ? text(field) : null;
  }

  long count(String field) throws CatalogException {
    String text = text(field).replace("_", "");
    try {
      long count = Long.parseLong(text);
      if (count > 0) {
        return count;
      }
    } catch (NumberFormatException _) {
      // told below, like a number that is out of range
    }
    throw problem(field, text + " is not a whole number above 0", value(field).place());
  }

  double amount(String field) throws CatalogException {
    String text = text(field);
    try {
      double amount = Double.parseDouble(text);
      if (amount >= 0 && amount < 1e6) {
        return amount;
      }
    } catch (NumberFormatException _) {
      // told below, like a number that is out of range
    }
    throw problem(field, text + " is not an amount of USD such as 0.60", value(field).place());
  }

  LocalDate date(String field) throws CatalogException {
    String text = text(field);
    try {
      if (text.length() == 10 && text.charAt(4) == '-' && text.charAt(7) == '-') {
        return LocalDate.of( // by hand: a formatter takes longer to load than all models to read
            Integer.parseInt(text, 0, 4, 10),
            Integer.parseInt(text, 5, 7, 10),
            Integer.parseInt(text, 8, 10, 10));
      }
    } catch (DateTimeException | NumberFormatException _) {
      // told below, like what has another form
    }
    throw problem(field, text + " is not a date such as 2026-08-31", value(field).place());
  }

  /** The constant of that word. */
  <E extends Enum<E>> E choice(String field, Class<E> type) throws CatalogException {
    return constant(type, text(field), field);
  }

  /** The constant of that word, or the usual one where there is none. */
  <E extends Enum<E>> E choice(String field, Class<E> type, E usual) throws CatalogException {
    return has(field) ? choice(field, type) : usual;
  }

  /** True or false; what is absent is false. */
  boolean flag(String field) throws CatalogException {
    String text = has(field) ? text(field) : "false";
    if (!text.equals("true") && !text.equals("false")) {
      throw problem(field, text + " is neither true nor false");
    }
    return text.equals("true");
  }

  /** The words of a list; a single word counts as a list of one. */
  List<String> words(String field) throws CatalogException {
    return has(field) ? words(value(field), field) : List.of();
  }

  /** A list of lists of words. */
  List<List<String>> groups(String field) throws CatalogException {
    List<List<String>> groups = new ArrayList<>();
    if (has(field)) {
      if (!(value(field) instanceof Node.Items outer)) {
        throw problem(field, "write a list of lists, such as [[a, b]]", value(field).place());
      }
      for (Node group : outer.items()) {
        groups.add(words(group, field));
      }
    }
    return groups;
  }

  /** The part under that field. */
  Entry part(String field) throws CatalogException {
    if (value(field) instanceof Node.Fields fields) {
      return new Entry(model, prefix + field + ".", fields);
    }
    throw problem(field, "write its fields below it, each as name: value", value(field).place());
  }

  /** The constant of a word that was found in that field. */
  <E extends Enum<E>> E constant(Class<E> type, String word, String field) throws CatalogException {
    List<String> known = new ArrayList<>();
    for (E constant : type.getEnumConstants()) {
      String name = constant.name().toLowerCase(Locale.ROOT);
      if (name.equalsIgnoreCase(word)) {
        return constant;
      }
      known.add(name);
    }
    throw problem(field, word + " is unknown: " + Advice.on(word, known));
  }

  CatalogException problem(String field, String problem) {
    Node value = node.fields().get(field);
    return problem(field, problem, value == null ? node.place() : value.place());
  }

  private CatalogException problem(String field, String problem, Place place) {
    return CatalogException.at(place, model, field.isEmpty() ? "" : prefix + field, problem);
  }

  private Node value(String field) throws CatalogException {
    Node value = node.fields().get(field);
    if (value == null || !has(field)) {
      throw problem(field, "it is missing: add it", node.place());
    }
    return value;
  }

  private List<String> words(Node list, String field) throws CatalogException {
    if (list instanceof Node.Scalar scalar && !scalar.empty()) {
      return List.of(scalar.text().strip());
    }
    List<String> words = new ArrayList<>();
    if (list instanceof Node.Items items) {
      for (Node item : items.items()) {
        if (!(item instanceof Node.Scalar scalar) || scalar.text().isBlank()) {
          throw problem(field, "write a list of words, such as [a, b]", item.place());
        }
        words.add(scalar.text().strip());
      }
      return words;
    }
    throw problem(field, "write a list of words, such as [a, b]", list.place());
  }
}
