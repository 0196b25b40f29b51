package dev.fairlead.daemon.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The text of a {@code models.yaml} in which single fields are changed and models are added, line
 * by line, so that all the rest of it, comments too, stays as somebody wrote it.
 */
final class ModelsText {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._/-]*");

  private final List<String> lines;

  ModelsText(String text) {
    this.lines = new ArrayList<>(text.lines().toList());
    if (find(0, lines.size(), 0, "models") < 0) {
      lines.add("models:");
    }
  }

  /** Has the model's entry say these fields; an entry that is new gets the comment. */
  void put(String model, Map<String, String> fields, String comment) {
    int top = find(0, lines.size(), 0, "models");
    int bottom = end(top, 0);
    int indent = indentBelow(top, bottom, 2);
    int entry = find(top + 1, bottom, indent, name(model));
    if (entry < 0) {
      entry = bottom;
      lines.add(entry, " ".repeat(indent) + "# " + comment);
      entry++;
      lines.add(entry, " ".repeat(indent) + name(model) + ":");
    }
    for (Map.Entry<String, String> field : fields.entrySet()) {
      set(entry, indent, field.getKey(), field.getValue());
    }
  }

  private void set(int entry, int indent, String field, String value) {
    int bottom = end(entry, indent);
    int inner = indentBelow(entry, bottom, indent + 2);
    String line = " ".repeat(inner) + field + ": " + value;
    int at = find(entry + 1, bottom, inner, field);
    if (at < 0) {
      lines.add(bottom, line);
    } else {
      lines.subList(at, end(at, inner)).clear();
      lines.add(at, line);
    }
  }

  /** The line of that name at that depth, or -1. */
  private int find(int from, int to, int indent, String name) {
    String start = " ".repeat(indent) + name + ":";
    for (int i = from; i < to; i++) {
      if (lines.get(i).startsWith(start)) {
        return i;
      }
    }
    return -1;
  }

  /** The line after the last one that belongs to the one at that depth. */
  private int end(int at, int indent) {
    int end = at + 1;
    for (int i = at + 1; i < lines.size(); i++) {
      if (says(i)) {
        if (indentOf(i) <= indent) {
          return end;
        }
        end = i + 1;
      }
    }
    return end;
  }

  private int indentBelow(int from, int to, int otherwise) {
    for (int i = from + 1; i < to; i++) {
      if (says(i)) {
        return indentOf(i);
      }
    }
    return otherwise;
  }

  private boolean says(int at) {
    String line = lines.get(at).strip();
    return !line.isEmpty() && !line.startsWith("#");
  }

  private int indentOf(int at) {
    String line = lines.get(at);
    return line.length() - line.stripLeading().length();
  }

  private static String name(String model) {
    return PLAIN.matcher(model).matches()
        ? model
        : '"' + model.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  @Override
  public String toString() {
    return String.join("\n", lines) + "\n";
  }
}
