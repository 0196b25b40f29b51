package dev.fairlead.tools;

import dev.fairlead.providers.text.Shipped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the build wrote down about the records of all tools ({@code SchemaWriter}), so that a start
 * need not find it out by reflection, which took a quarter of it. A record that is not in there is
 * described by itself.
 *
 * <p>A record is a line with its name and its required arguments, then a line for each argument:
 * its name, the profile that shows it or nothing, its part of the JSON Schema. Tabs part them.
 */
final class WrittenDown {
  static final String FILE = "schemas.tsv";

  private static final Map<String, Described> ALL =
      Shipped.find(WrittenDown.class, FILE).map(WrittenDown::read).orElse(Map.of());

  private WrittenDown() {}

  /** What was written down about that record, or null. */
  static @Nullable Described about(Class<?> type) {
    return ALL.get(type.getName());
  }

  /** The lines about that record. */
  static String text(Class<?> type, Described described) {
    StringBuilder text = new StringBuilder(type.getName());
    described.required().forEach(name -> text.append('\t').append(name));
    text.append('\n');
    for (Described.Line line : described.lines()) {
      String from = line.from() == null ? "" : line.from().name();
      text.append('\t').append(line.name()).append('\t').append(from);
      text.append('\t').append(line.json()).append('\n');
    }
    return text.toString();
  }

  static Map<String, Described> read(String text) {
    Map<String, Described> all = new HashMap<>();
    List<Described.Line> lines = List.of();
    for (int at = 0; at < text.length(); ) {
      int end = text.indexOf('\n', at);
      if (text.charAt(at) == '\t') {
        lines.add(line(text, at + 1, end));
      } else {
        lines = new ArrayList<>();
        String[] words = text.substring(at, end).split("\t", -1);
        List<String> required = List.of(words).subList(1, words.length);
        all.put(words[0], new Described(lines, required));
      }
      at = end + 1;
    }
    return all;
  }

  private static Described.Line line(String text, int start, int end) {
    int name = text.indexOf('\t', start);
    int from = text.indexOf('\t', name + 1);
    return new Described.Line(
        text.substring(start, name),
        from == name + 1 ? null : Profile.valueOf(text.substring(name + 1, from)),
        text.substring(from + 1, end));
  }
}
