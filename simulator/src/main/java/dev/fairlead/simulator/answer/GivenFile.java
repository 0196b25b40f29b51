package dev.fairlead.simulator.answer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file between its two marks in a message.
 *
 * @param path as written in the mark
 * @param lines the lines between the marks, as given
 */
public record GivenFile(String path, List<String> lines) {
  private static final Pattern BEGIN = Pattern.compile("^--- BEGIN FILE:? (.+?) ---\\s*$");
  private static final Pattern NUMBERED = Pattern.compile("^\\s*(\\d+)(?:[|│:→\t] ?| {2,})(.*)$");

  /** Keeps its own list. */
  public GivenFile {
    lines = List.copyOf(lines);
  }

  /** All files of a text, the last of equal paths winning, in order of their first appearance. */
  static void collect(String text, Map<String, GivenFile> into) {
    without(text, into);
  }

  /** The text outside the marks. */
  static String outside(String text) {
    return without(text, new LinkedHashMap<>());
  }

  private static String without(String text, Map<String, GivenFile> into) {
    if (!text.contains("--- BEGIN FILE")) {
      return text;
    }
    StringBuilder outside = new StringBuilder();
    String path = "";
    List<String> lines = new ArrayList<>();
    for (String line : text.split("\n", -1)) {
      Matcher begin = BEGIN.matcher(line);
      if (path.isEmpty() && begin.matches()) {
        path = begin.group(1);
        lines.clear();
      } else if (!path.isEmpty() && line.startsWith("--- END FILE")) {
        into.put(path, new GivenFile(path, lines));
        path = "";
      } else if (path.isEmpty()) {
        outside.append(line).append('\n');
      } else {
        lines.add(line);
      }
    }
    return outside.toString();
  }

  /** The first eight hexadecimal characters of the SHA-256 of the lines, joined by line ends. */
  public String hash() {
    return Hashes.brief(String.join("\n", lines));
  }

  /** Number and code of each line, also where the lines were given with their numbers. */
  List<Line> code() {
    List<Line> code = new ArrayList<>();
    boolean numbered =
        lines.stream().anyMatch(line -> !line.isBlank())
            && lines.stream().allMatch(line -> line.isBlank() || NUMBERED.matcher(line).matches());
    for (int i = 0; i < lines.size(); i++) {
      Matcher matcher = NUMBERED.matcher(lines.get(i));
      if (numbered && matcher.matches()) {
        code.add(new Line(Integer.parseInt(matcher.group(1)), matcher.group(2)));
      } else {
        code.add(new Line(i + 1, lines.get(i)));
      }
    }
    return code;
  }

  /** A line of code with its number, from 1. */
  record Line(int number, String text) {}
}
