package dev.fairlead.tools;

import dev.fairlead.providers.text.Nearest;
import dev.fairlead.tools.text.Sizes;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the values of an argument are: their JSON Schema, and how a client's value is read. */
sealed interface Kind {
  /** The longest list that is read. */
  int MOST_ITEMS = 2_000;

  /** Numbers so short are whole, and fit. */
  Pattern FEW_DIGITS = Pattern.compile("-?\\d{1,9}");

  /** Its JSON Schema without description and limits. */
  Map<String, Object> json();

  /** What to give, with its article. */
  String noun();

  /** The value as the record wants it, or null after a problem was added. */
  @Nullable Object read(String where, Object value, Facts facts, List<String> problems);

  /** A string. */
  record Text() implements Kind {
    @Override
    public Map<String, Object> json() {
      return Map.of("type", "string");
    }

    @Override
    public String noun() {
      return "a string";
    }

    @Override
    public @Nullable Object read(String where, Object value, Facts facts, List<String> problems) {
      if (!(value instanceof String text)) {
        return wrong(where, value, this, problems);
      }
      if (text.isBlank()) {
        problems.add(where + " is empty: give " + facts.about() + ", or leave it out");
        return null;
      }
      long bytes =
          text.length() > facts.longest() / 4
              ? text.getBytes(StandardCharsets.UTF_8).length
              : text.length();
      if (bytes > facts.longest()) {
        problems.add(
            "%s is too long: %s, at most %s; put it into a file of the workspace and name the file"
                .formatted(where, Sizes.of(bytes), Sizes.of(facts.longest())));
        return null;
      }
      return text;
    }
  }

  /** An integer; one written as a string is taken too. */
  record Whole() implements Kind {
    @Override
    public Map<String, Object> json() {
      return Map.of("type", "integer");
    }

    @Override
    public String noun() {
      return "an integer";
    }

    @Override
    public @Nullable Object read(String where, Object value, Facts facts, List<String> problems) {
      Number number = whole(value);
      if (number == null) {
        return wrong(where, value, this, problems);
      }
      double min = Math.max(facts.min(), Integer.MIN_VALUE);
      double max = Math.min(facts.max(), Integer.MAX_VALUE);
      return inRange(where, number, min, max, problems) ? (Object) number.intValue() : null;
    }
  }

  /** A number; one written as a string is taken too. */
  record Real() implements Kind {
    @Override
    public Map<String, Object> json() {
      return Map.of("type", "number");
    }

    @Override
    public String noun() {
      return "a number";
    }

    @Override
    public @Nullable Object read(String where, Object value, Facts facts, List<String> problems) {
      BigDecimal number = number(value);
      if (number == null) {
        return wrong(where, value, this, problems);
      }
      return inRange(where, number, facts.min(), facts.max(), problems)
          ? (Object) number.doubleValue()
          : null;
    }
  }

  /** True or false; the words are taken too. */
  record Flag() implements Kind {
    @Override
    public Map<String, Object> json() {
      return Map.of("type", "boolean");
    }

    @Override
    public String noun() {
      return "true or false";
    }

    @Override
    public @Nullable Object read(String where, Object value, Facts facts, List<String> problems) {
      String word = value.toString().strip();
      boolean known = word.equalsIgnoreCase("true") || word.equalsIgnoreCase("false");
      return known && (value instanceof Boolean || value instanceof String)
          ? (Object) Boolean.valueOf(word)
          : wrong(where, value, this, problems);
    }
  }

  /** One word of several. */
  record Choice(List<Enum<?>> constants) implements Kind {
    @Override
    public Map<String, Object> json() {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("type", "string");
      json.put("enum", words());
      return json;
    }

    @Override
    public String noun() {
      return "one of " + String.join(", ", words());
    }

    @Override
    public @Nullable Object read(String where, Object value, Facts facts, List<String> problems) {
      if (!(value instanceof String word)) {
        return wrong(where, value, this, problems);
      }
      for (Enum<?> constant : constants) {
        if (label(constant).equalsIgnoreCase(word.strip())) {
          return constant;
        }
      }
      String near = Nearest.to(word, words()).map(w -> " (did you mean " + w + "?)").orElse("");
      problems.add(where + " is " + shown(word) + near + ": give " + noun());
      return null;
    }

    private List<String> words() {
      return constants.stream().map(Kind::label).toList();
    }
  }

  /** Several values; a single one is taken as a list of one. */
  record Listed(Kind item) implements Kind {
    @Override
    public Map<String, Object> json() {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("type", "array");
      json.put("items", item.json());
      return json;
    }

    @Override
    public String noun() {
      return "a list, each " + item.noun();
    }

    @Override
    public @Nullable Object read(String where, Object value, Facts facts, List<String> problems) {
      if (!(value instanceof List<?> values)) {
        boolean lonely = value instanceof String || value instanceof Map;
        Object only = lonely ? item.read(where, value, facts, problems) : null;
        return !lonely ? wrong(where, value, this, problems) : only == null ? null : List.of(only);
      }
      if (values.size() > MOST_ITEMS) {
        problems.add(
            "%s has %d items, at most %d: name a directory or a glob"
                .formatted(where, values.size(), MOST_ITEMS));
        return null;
      }
      List<Object> read = new ArrayList<>();
      int index = 0;
      for (Object each : values) {
        String place = where + "[" + index++ + "]";
        Object good = each == null ? null : item.read(place, each, facts, problems);
        if (each == null) {
          problems.add(place + " is null: give " + item.noun() + ", or leave it out");
        } else if (good != null) {
          read.add(good);
        }
      }
      return read.size() == values.size() ? List.copyOf(read) : null;
    }
  }

  /** An object inside a list; a bare string is taken for its only required field. */
  record Entry(Shape shape) implements Kind {
    @Override
    public Map<String, Object> json() {
      return shape.described().map(Profile.FULL);
    }

    @Override
    public String noun() {
      return "an object with " + String.join(", ", shape.names());
    }

    @Override
    public @Nullable Object read(String where, Object value, Facts facts, List<String> problems) {
      if (value instanceof Map<?, ?> map) {
        Map<String, Object> arguments = new LinkedHashMap<>();
        map.forEach((key, each) -> arguments.put(String.valueOf(key), each));
        return shape.read(arguments, where + ".", problems);
      }
      List<String> required = shape.required();
      return value instanceof String && required.size() == 1
          ? shape.read(Map.of(required.getFirst(), value), where + ".", problems)
          : wrong(where, value, this, problems);
    }
  }

  /** The word of a constant. */
  static String label(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private static @Nullable Object wrong(
      String where, Object value, Kind wanted, List<String> problems) {
    problems.add(where + " is " + described(value) + ": give " + wanted.noun());
    return null;
  }

  private static String described(Object value) {
    return switch (value) {
      case String text -> "the string " + shown(text);
      case Boolean flag -> "the boolean " + flag;
      case Number number -> "the number " + number;
      case List<?> list -> "a list of " + list.size();
      case Map<?, ?> _ -> "an object";
      default -> "of an unknown type";
    };
  }

  private static String shown(String text) {
    return '"' + (text.length() <= 60 ? text : text.substring(0, 57) + "...") + '"';
  }

  /** Few digits are read without the decimals of the JDK, whose tables a start would pay for. */
  private static @Nullable Number whole(Object value) {
    if (value instanceof Integer number) {
      return number;
    }
    if (value instanceof String text && FEW_DIGITS.matcher(text).matches()) {
      return Integer.valueOf(text);
    }
    BigDecimal number = number(value);
    return number == null || number.stripTrailingZeros().scale() > 0 ? null : number;
  }

  private static @Nullable BigDecimal number(Object value) {
    String digits = value instanceof Number || value instanceof String ? value.toString() : "";
    if (digits.length() > 40) {
      return null;
    }
    try {
      return new BigDecimal(digits.strip());
    } catch (NumberFormatException _) {
      return null;
    }
  }

  private static boolean inRange(
      String where, Number number, double min, double max, List<String> problems) {
    if (number.doubleValue() >= min && number.doubleValue() <= max) {
      return true;
    }
    String range =
        max == Double.POSITIVE_INFINITY || max == Integer.MAX_VALUE
            ? "at least " + plain(min)
            : "from " + plain(min) + " to " + plain(max);
    problems.add(where + " is " + number + ", out of range: give a number " + range);
    return false;
  }

  private static String plain(double bound) {
    return new BigDecimal(bound).stripTrailingZeros().toPlainString();
  }
}
