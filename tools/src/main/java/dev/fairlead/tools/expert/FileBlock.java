package dev.fairlead.tools.expert;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A file as a prompt shows it: between two lines with its path, every line with its number. A file
 * that changed since it was shown comes as the lines that are different.
 */
final class FileBlock {
  private static final Pattern BEGIN = Pattern.compile("--- BEGIN FILE (.+) ---");
  private static final Pattern CHANGED =
      Pattern.compile("--- CHANGED FILE (.+), lines (\\d{1,9}) to (\\d{1,9}) are now ---");
  private static final Pattern NUMBERED = Pattern.compile(" *\\d+\\| (.*)");

  private FileBlock() {}

  /** The whole file. */
  static String whole(String path, List<String> lines) {
    return block("--- BEGIN FILE " + path + " ---\n", path, lines, 1);
  }

  /** What is different in a file that was shown before; empty if most of it is. */
  static Optional<String> changed(String path, List<String> before, List<String> now) {
    int shorter = Math.min(before.size(), now.size());
    int head = 0;
    while (head < shorter && before.get(head).equals(now.get(head))) {
      head++;
    }
    int tail = 0;
    while (tail < shorter - head
        && before.get(before.size() - 1 - tail).equals(now.get(now.size() - 1 - tail))) {
      tail++;
    }
    if ((now.size() - head - tail) * 2 > now.size()) {
      return Optional.empty();
    }
    String first =
        "--- CHANGED FILE %s, lines %d to %d are now ---\n"
            .formatted(path, head + 1, before.size() - tail);
    return Optional.of(block(first, path, now.subList(head, now.size() - tail), head + 1));
  }

  private static String block(String first, String path, List<String> lines, int from) {
    StringBuilder block = new StringBuilder(first);
    int number = from;
    for (String line : lines) {
      String digits = Integer.toString(number++);
      block.append(" ".repeat(Math.max(0, 4 - digits.length()))).append(digits);
      block.append("| ").append(line).append('\n');
    }
    return block.append("--- END FILE ").append(path).append(" ---").toString();
  }

  /** The files that a conversation shows by their paths, as their lines are at its end. */
  static Map<String, List<String>> in(String conversation) {
    Map<String, List<String>> files = new LinkedHashMap<>();
    Iterator<String> lines = conversation.lines().iterator();
    while (lines.hasNext()) {
      String line = lines.next();
      if (!line.startsWith("--- ")) {
        continue;
      }
      Matcher begin = BEGIN.matcher(line);
      Matcher changed = CHANGED.matcher(line);
      if (begin.matches()) {
        files.put(begin.group(1), numbered(lines));
      } else if (changed.matches()) {
        int from = Integer.parseInt(changed.group(2)) - 1;
        int to = Integer.parseInt(changed.group(3));
        List<String> now = numbered(lines);
        files.computeIfPresent(changed.group(1), (_, old) -> spliced(old, from, to, now));
      }
    }
    return files;
  }

  /** The paths of the files that a conversation shows, whole or changed, in order. */
  static List<String> paths(String conversation) {
    return conversation
        .lines()
        .filter(line -> line.startsWith("--- "))
        .flatMap(line -> Stream.of(BEGIN.matcher(line), CHANGED.matcher(line)))
        .filter(Matcher::matches)
        .map(matcher -> matcher.group(1))
        .distinct()
        .toList();
  }

  /** The lines up to the one that ends the block, which is taken, too. */
  private static List<String> numbered(Iterator<String> lines) {
    List<String> numbered = new ArrayList<>();
    while (lines.hasNext()) {
      Matcher line = NUMBERED.matcher(lines.next());
      if (!line.matches()) {
        break;
      }
      numbered.add(line.group(1));
    }
    return List.copyOf(numbered);
  }

  private static List<String> spliced(List<String> old, int from, int to, List<String> lines) {
    List<String> now = new ArrayList<>(old.subList(0, Math.clamp(from, 0, old.size())));
    now.addAll(lines);
    now.addAll(old.subList(Math.clamp(to, 0, old.size()), old.size()));
    return List.copyOf(now);
  }
}
