package dev.fairlead.daemon.install;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What one edit changed, in lines. Values of variables that may hold secrets are not shown.
 *
 * @param line the number of the first line
 * @param removed the lines before
 * @param added the lines after
 */
record Hunk(int line, List<String> removed, List<String> added) {
  private static final int WIDEST = 200;
  private static final Pattern SECRET =
      Pattern.compile(
          "(?i)([\\w-]*(?:key|token|secret|password)[\\w-]*[\"']?\\s*[:=]\\s*[\"'])([^\"'$,{}]+)([\"'])");

  /** The difference between two texts. */
  static Hunk of(String before, String after) {
    List<String> old = lines(before);
    List<String> fresh = lines(after);
    int most = Math.min(old.size(), fresh.size());
    int head = 0;
    while (head < most && old.get(head).equals(fresh.get(head))) {
      head++;
    }
    int tail = 0;
    while (tail < most - head
        && old.get(old.size() - 1 - tail).equals(fresh.get(fresh.size() - 1 - tail))) {
      tail++;
    }
    return new Hunk(
        head + 1, old.subList(head, old.size() - tail), fresh.subList(head, fresh.size() - tail));
  }

  private static List<String> lines(String text) {
    return text.isEmpty() ? List.of() : Arrays.asList(text.split("\r?\n", -1));
  }

  /** As people read it. */
  List<String> rows() {
    List<String> rows = new ArrayList<>();
    rows.add("@@ line " + line + " @@");
    removed.forEach(row -> rows.add("- " + shown(row)));
    added.forEach(row -> rows.add("+ " + shown(row)));
    return rows;
  }

  private static String shown(String row) {
    String masked = SECRET.matcher(row).replaceAll("$1***$3");
    return masked.length() <= WIDEST ? masked : masked.substring(0, WIDEST) + " ...";
  }
}
