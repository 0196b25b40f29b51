package dev.fairlead.daemon.install;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.type.TypeReference;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * YAML, edited by whole lines: a list at the top, whose items are objects with a name. To everybody
 * else that list is an object by these names.
 *
 * @param text as it is in the file
 */
record YamlText(String text) implements ConfigText {
  private static final String NAME = "name";
  private static final YAMLMapper YAML =
      YAMLMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();
  private static final TypeReference<LinkedHashMap<String, Object>> OBJECT =
      new TypeReference<>() {};

  /** The lines of an item: from its dash to the line after its last. */
  private record Item(int from, int to, int indent) {}

  static YamlText of(String text) throws Uneditable {
    YamlText read = new YamlText(text);
    read.data();
    return read;
  }

  @Override
  public Map<String, Object> data() throws Uneditable {
    try {
      Map<String, Object> data =
          text.isBlank() ? new LinkedHashMap<>() : YAML.readValue(text, OBJECT);
      Map<String, Object> named = new LinkedHashMap<>(data == null ? Map.of() : data);
      named.replaceAll((_, value) -> value instanceof List<?> list ? byName(list) : value);
      return named;
    } catch (JacksonException e) {
      int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
      throw new Uneditable(
          "it is not an object of YAML"
              + (line > 0 ? ", see its line " + line : "")
              + ": mend it first");
    }
  }

  private static Object byName(List<?> list) {
    Map<String, Object> named = new LinkedHashMap<>();
    for (Object item : list) {
      if (!(item instanceof Map<?, ?> fields) || !(fields.get(NAME) instanceof String name)) {
        return list;
      }
      Map<String, Object> rest = new LinkedHashMap<>();
      fields.forEach((key, value) -> rest.put(String.valueOf(key), value));
      rest.remove(NAME);
      if (named.put(name, rest) != null) {
        return list;
      }
    }
    return named;
  }

  @Override
  public YamlText put(List<String> at, Object value) throws Uneditable {
    if (at.size() != 2 || !(value instanceof Map<?, ?> fields)) {
      throw new Uneditable("only a list of servers with names is edited in YAML");
    }
    List<String> lines = lines();
    OptionalInt top = top(lines, at.getFirst());
    if (top.isEmpty()) {
      lines.add(at.getFirst() + ":");
      lines.addAll(item(at.getLast(), fields, "  "));
      return of(lines);
    }
    Optional<Item> own = find(lines, top.getAsInt(), at.getLast());
    if (own.isEmpty()) {
      List<Item> items = items(lines, top.getAsInt());
      if (items.isEmpty() && !lines.get(top.getAsInt()).strip().equals(at.getFirst() + ":")) {
        throw new Uneditable(at.getFirst() + " is not a list with a line for each item");
      }
      int end = items.isEmpty() ? top.getAsInt() + 1 : items.getLast().to();
      int indent = items.isEmpty() ? 2 : items.getLast().indent();
      lines.addAll(end, item(at.getLast(), fields, " ".repeat(indent)));
      return of(lines);
    }
    for (var field : fields.entrySet()) {
      Item item = find(lines, top.getAsInt(), at.getLast()).orElseThrow();
      field(lines, item, String.valueOf(field.getKey()), field.getValue());
    }
    return of(lines);
  }

  private static void field(List<String> lines, Item item, String key, Object value) {
    String margin = " ".repeat(item.indent() + 2);
    int at = item.from() + 1;
    while (at < item.to() && !lines.get(at).startsWith(margin + key + ":")) {
      at++;
    }
    int end = Math.min(at + 1, item.to());
    while (at < item.to() && end < item.to() && deeper(lines.get(end), margin)) {
      end++;
    }
    if (at < item.to()) {
      String old = String.join("\n", lines.subList(at, end)).stripIndent();
      if (YAML.readTree(old).equals(YAML.valueToTree(Map.of(key, value)))) {
        return;
      }
      lines.subList(at, end).clear();
    }
    lines.add(at, margin + key + ": " + JsonText.JSON.writeValueAsString(value));
  }

  private static boolean deeper(String line, String margin) {
    return line.isBlank() || line.startsWith(margin + " ") || line.startsWith(margin + "- ");
  }

  @Override
  public YamlText remove(List<String> at) throws Uneditable {
    List<String> lines = lines();
    OptionalInt top = top(lines, at.getFirst());
    if (top.isEmpty()) {
      return this;
    }
    Optional<Item> own = find(lines, top.getAsInt(), at.getLast());
    if (own.isEmpty()) {
      return this;
    }
    boolean only = items(lines, top.getAsInt()).size() == 1;
    lines.subList(only ? top.getAsInt() : own.get().from(), own.get().to()).clear();
    return of(lines);
  }

  @Override
  public YamlText add(List<String> at, String element) throws Uneditable {
    throw new Uneditable("lists are not edited in YAML");
  }

  @Override
  public YamlText take(List<String> at, String element) throws Uneditable {
    throw new Uneditable("lists are not edited in YAML");
  }

  private List<String> lines() {
    List<String> lines = new ArrayList<>(List.of(text.split("(?<=\n)", -1)));
    lines.replaceAll(line -> line.replaceAll("\r?\n$", ""));
    if (lines.getLast().isEmpty()) {
      lines.removeLast();
    }
    return lines;
  }

  private YamlText of(List<String> lines) {
    String newline = text.contains("\r\n") ? "\r\n" : "\n";
    boolean open = !text.isEmpty() && !text.endsWith("\n");
    return new YamlText(String.join(newline, lines) + (open || lines.isEmpty() ? "" : newline));
  }

  private static OptionalInt top(List<String> lines, String key) throws Uneditable {
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).startsWith(key + ":")) {
        return OptionalInt.of(i);
      }
    }
    return OptionalInt.empty();
  }

  private static List<Item> items(List<String> lines, int top) {
    List<Item> items = new ArrayList<>();
    int from = -1;
    int indent = -1;
    int end = top + 1;
    for (int i = top + 1; i < lines.size(); i++) {
      String line = lines.get(i);
      if (line.isBlank() || line.strip().startsWith("#")) {
        continue;
      }
      int depth = line.length() - line.stripLeading().length();
      boolean dash = line.strip().equals("-") || line.strip().startsWith("- ");
      if (depth == 0 && !dash) {
        break;
      }
      indent = indent < 0 ? depth : indent;
      if (dash && depth == indent) {
        if (from >= 0) {
          items.add(new Item(from, end, indent));
        }
        from = i;
      }
      end = i + 1;
    }
    if (from >= 0) {
      items.add(new Item(from, end, indent));
    }
    return items;
  }

  private static Optional<Item> find(List<String> lines, int top, String name) {
    return items(lines, top).stream()
        .filter(item -> {
          String own = String.join("\n", lines.subList(item.from(), item.to())).stripIndent();
          return name.equals(YAML.readTree(own).path(0).path(NAME).asString(""));
        })
        .findFirst();
  }

  private static List<String> item(String name, Map<?, ?> fields, String margin) {
    List<String> lines = new ArrayList<>(List.of(margin + "- " + NAME + ": " + name));
    fields.forEach((key, value) ->
        lines.add(margin + "  " + key + ": " + JsonText.JSON.writeValueAsString(value)));
    return lines;
  }
}
