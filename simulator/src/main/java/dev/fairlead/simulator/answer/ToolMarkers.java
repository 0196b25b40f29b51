package dev.fairlead.simulator.answer;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds {@code call:NAME {json}} in a text. */
final class ToolMarkers {
  private static final Pattern MARKER = Pattern.compile("\\bcall:([a-zA-Z_$][a-zA-Z0-9_-]*)\\s*");

  private ToolMarkers() {}

  /** The calls wanted of tools that were offered, in order. */
  static List<ToolCall> in(String text, Set<String> offered) {
    List<ToolCall> calls = new ArrayList<>();
    Matcher marker = MARKER.matcher(text);
    while (marker.find()) {
      if (offered.contains(marker.group(1))) {
        calls.add(new ToolCall(marker.group(1), object(text, marker.end())));
      }
    }
    return calls;
  }

  /** The JSON object that starts here, or an empty one. */
  private static String object(String text, int start) {
    if (start >= text.length() || text.charAt(start) != '{') {
      return "{}";
    }
    int depth = 0;
    boolean quoted = false;
    for (int i = start; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quoted) {
        if (c == '\\') {
          i++;
        } else {
          quoted = c != '"';
        }
      } else if (c == '"') {
        quoted = true;
      } else if (c == '{') {
        depth++;
      } else if (c == '}' && --depth == 0) {
        return text.substring(start, i + 1);
      }
    }
    return "{}";
  }
}
