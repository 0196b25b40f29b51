package dev.fairlead.daemon.install;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.dataformat.toml.TomlMapper;

/**
 * TOML, edited by whole statements. Tables that are written as one value, or with dotted names, are
 * left alone.
 *
 * @param text as it is in the file
 */
record TomlText(String text) implements ConfigText {
  private static final TomlMapper TOML = TomlMapper.builder().build();
  private static final TypeReference<LinkedHashMap<String, Object>> OBJECT =
      new TypeReference<>() {};

  static TomlText of(String text) throws Uneditable {
    TomlText read = new TomlText(text);
    read.data();
    return read;
  }

  @Override
  public Map<String, Object> data() throws Uneditable {
    try {
      return text.isBlank() ? new LinkedHashMap<>() : TOML.readValue(text, OBJECT);
    } catch (JacksonException e) {
      int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
      throw new Uneditable(
          "it is not TOML" + (line > 0 ? ", see its line " + line : "") + ": mend it first");
    }
  }

  @Override
  public TomlText put(List<String> at, Object value) throws Uneditable {
    if (!(value instanceof Map<?, ?> fields)) {
      throw new Uneditable(String.join(".", at) + " is not a table");
    }
    TomlText edited = hasTable(at) ? this : appended(at);
    for (var field : fields.entrySet()) {
      String name = String.valueOf(field.getKey());
      List<String> deeper = new ArrayList<>(at);
      deeper.add(name);
      edited =
          field.getValue() instanceof Map<?, ?> table
              ? edited.put(deeper, table)
              : edited.field(at, deeper, name + " = " + rendered(field.getValue()));
    }
    return edited;
  }

  private boolean hasTable(List<String> at) throws Uneditable {
    List<TomlStatement> statements = TomlStatement.allOf(text);
    if (statements.stream().anyMatch(s -> s.isTable() && s.path().equals(at))) {
      return true;
    }
    if (statements.stream().anyMatch(s -> !s.isTable() && overlaps(s.path(), at))) {
      throw new Uneditable(String.join(".", at) + " is not written as a table of its own");
    }
    return false;
  }

  private static boolean overlaps(List<String> path, List<String> at) {
    int shared = Math.min(path.size(), at.size());
    return path.subList(0, shared).equals(at.subList(0, shared));
  }

  private TomlText appended(List<String> at) {
    String name = at.stream().map(TomlStatement::key).collect(Collectors.joining(".", "[", "]"));
    String gap = text.isEmpty() ? "" : text.endsWith("\n") ? newline() : newline() + newline();
    return new TomlText(text + gap + name + newline());
  }

  private TomlText field(List<String> table, List<String> path, String line) throws Uneditable {
    List<TomlStatement> statements = TomlStatement.allOf(text);
    int end = 0;
    for (TomlStatement statement : statements) {
      if (statement.path().equals(path)) {
        String old = text.substring(statement.start(), statement.end());
        boolean same = TOML.readTree(old).equals(TOML.readTree(line));
        return same ? this : replaced(statement.start(), statement.end(), line + newline());
      }
      boolean own =
          statement.isTable() ? statement.path().equals(table) : statement.table().equals(table);
      end = own ? statement.end() : end;
    }
    String gap = text.startsWith("\n", end - 1) ? "" : newline();
    return replaced(end, end, gap + line + newline());
  }

  @Override
  public TomlText remove(List<String> at) throws Uneditable {
    List<TomlStatement> statements = TomlStatement.allOf(text);
    TomlText cut = this;
    int end = -1;
    for (int i = statements.size() - 1; i >= 0; i--) {
      TomlStatement statement = statements.get(i);
      boolean own =
          statement.path().size() >= at.size() && statement.path().subList(0, at.size()).equals(at);
      if (own && !statement.isTable() && statement.table().size() < at.size()) {
        throw new Uneditable(String.join(".", at) + " is not written as a table of its own");
      }
      if (own) {
        end = end < 0 ? statement.end() : end;
      }
      if (own && statement.isTable()) {
        cut = cut.replaced(gapBefore(statement.start()), end, "");
        end = -1;
      }
    }
    return cut;
  }

  /** The blank line before a table belongs to it. */
  private int gapBefore(int start) {
    if (text.startsWith("\r\n\r\n", start - 4)) {
      return start - 2;
    }
    return text.startsWith("\n\n", start - 2) ? start - 1 : start;
  }

  @Override
  public TomlText add(List<String> at, String element) throws Uneditable {
    throw new Uneditable("lists are not edited in TOML");
  }

  @Override
  public TomlText take(List<String> at, String element) throws Uneditable {
    throw new Uneditable("lists are not edited in TOML");
  }

  private TomlText replaced(int from, int to, String with) {
    return new TomlText(text.substring(0, from) + with + text.substring(to));
  }

  private String newline() {
    return text.contains("\r\n") ? "\r\n" : "\n";
  }

  /** Strings, numbers and lists are written as in JSON. */
  private static String rendered(Object value) {
    return value instanceof List<?> list
        ? list.stream().map(TomlText::rendered).collect(Collectors.joining(", ", "[", "]"))
        : JsonText.JSON.writeValueAsString(value);
  }
}
