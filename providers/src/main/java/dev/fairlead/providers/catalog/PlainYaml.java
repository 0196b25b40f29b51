package dev.fairlead.providers.catalog;

import dev.fairlead.providers.catalog.Node.Place;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads the plain part of YAML that a list of models is written in: nested names, one-line lists
 * and maps, bare words and comments. It exists because the whole of YAML takes ten times as long to
 * load as a process has to answer; whatever it does not know, it leaves to {@link YamlReader}.
 */
final class PlainYaml {
  private final String file;
  private final String text;
  private int at;
  private int line = 1;

  private PlainYaml(String file, String text) {
    this.file = file;
    this.text = text;
  }

  /** The document, or null if it is not of the plain kind (which may mean that it is wrong). */
  static Node.@Nullable Fields read(String file, String text) {
    return new PlainYaml(file, text).document();
  }

  /** The names at one depth. */
  private record Level(int indent, SequencedMap<String, Node> fields) {}

  private Node.@Nullable Fields document() {
    Level root = new Level(0, new LinkedHashMap<>());
    Deque<Level> levels = new ArrayDeque<>(List.of(root));
    boolean opens = false;
    while (at < text.length()) {
      int indent = indent();
      if (isLineEnd()) {
        nextLine();
        continue;
      }
      if (opens && indent > levels.getFirst().indent) {
        open(levels, indent);
      }
      while (indent < levels.getFirst().indent) {
        levels.removeFirst();
      }
      Level level = levels.getFirst();
      if (indent != level.indent) {
        return null;
      }
      String name = word();
      if (name == null || !take(':')) {
        return null;
      }
      opens = isLineEnd();
      if (!opens && text.charAt(at - 1) != ' ') {
        return null;
      }
      Node value = opens ? new Node.Scalar("", true, new Place(file, line)) : value();
      if (value == null || !isLineEnd() || level.fields.put(name, value) != null) {
        return null;
      }
    }
    return new Node.Fields(root.fields, new Place(file, 1));
  }

  /** The name above, which had no value, gets names of its own. */
  private void open(Deque<Level> levels, int indent) {
    SequencedMap<String, Node> above = levels.getFirst().fields;
    SequencedMap<String, Node> fields = new LinkedHashMap<>();
    above.put(above.sequencedKeySet().getLast(), new Node.Fields(fields, new Place(file, line)));
    levels.addFirst(new Level(indent, fields));
  }

  private @Nullable Node value() {
    Place place = new Place(file, line);
    if (take('[')) {
      return items(place);
    }
    if (take('{')) {
      return fields(place);
    }
    String word = word();
    return word == null || word.equalsIgnoreCase("null")
        ? null
        : new Node.Scalar(word, false, place);
  }

  private @Nullable Node items(Place place) {
    List<Node> items = new ArrayList<>();
    spaces();
    while (!take(']')) {
      Node item = value();
      spaces();
      if (item == null || (!take(',') && peek() != ']')) {
        return null;
      }
      items.add(item);
      spaces();
    }
    return new Node.Items(items, place);
  }

  private @Nullable Node fields(Place place) {
    Map<String, Node> fields = new LinkedHashMap<>();
    spaces();
    while (!take('}')) {
      String name = word();
      if (name == null || !take(':') || !take(' ')) {
        return null;
      }
      spaces();
      Node value = value();
      spaces();
      if (value == null || (!take(',') && peek() != '}') || fields.put(name, value) != null) {
        return null;
      }
      spaces();
    }
    return new Node.Fields(fields, place);
  }

  /** A word of letters, digits and a few signs, or null where there is none. */
  private @Nullable String word() {
    int start = at;
    while (at < text.length() && isPlain(text.charAt(at))) {
      at++;
    }
    boolean sign = at > start && "-.".indexOf(text.charAt(start)) >= 0; // may mean something else
    return at == start || sign ? null : text.substring(start, at);
  }

  private static boolean isPlain(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '-'
        || c == '_'
        || c == '.';
  }

  private int indent() {
    int start = at;
    spaces();
    return at - start;
  }

  private void spaces() {
    while (peek() == ' ') {
      at++;
    }
  }

  /** Whether nothing but a comment is left of the line. */
  private boolean isLineEnd() {
    spaces();
    char c = peek();
    boolean comment = c == '#' && (at == 0 || " \n".indexOf(text.charAt(at - 1)) >= 0);
    return c == '\n' || at == text.length() || comment;
  }

  private void nextLine() {
    int end = text.indexOf('\n', at);
    at = end < 0 ? text.length() : end + 1;
    line++;
  }

  private boolean take(char wanted) {
    if (peek() != wanted) {
      return false;
    }
    at++;
    return true;
  }

  private char peek() {
    return at < text.length() ? text.charAt(at) : '\0';
  }
}
