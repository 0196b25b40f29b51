package dev.fairlead.tools.expert;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Checks what an answer cites against what was sent: the file was, the line exists, and the text
 * quoted right after the citation stands there or near.
 */
final class Citations {
  private static final Pattern CITATION =
      Pattern.compile("([\\w@.+/\\\\-]{0,200}\\w\\.[A-Za-z]\\w{0,9}):(\\d{1,7})(?:-(\\d{1,7}))?");

  /** A quote that belongs to a citation: little but punctuation stands between them. */
  private static final Pattern QUOTE =
      Pattern.compile(
          "\\G`?[ \\t]{0,2}[:,(\\u2013\\u2014-]{0,2}[ \\t]{0,2}(`+)([^`\\n]{3,300})\\1");

  /** How many lines off a quote may be and still count as cited rightly. */
  private static final int NEAR = 2;

  private Citations() {}

  private sealed interface Verdict {
    record Verified() implements Verdict {}

    record Moved(int line) implements Verdict {}

    record NotFound(String why) implements Verdict {}
  }

  /**
   * One line on how the citations hold; empty if there are none.
   *
   * @param shown the files that were sent, by their paths; asked for only if something is cited
   */
  static Optional<String> check(String answer, Supplier<Map<String, List<String>>> shown) {
    if (!mayCite(answer)) {
      return Optional.empty();
    }
    Map<String, List<String>> sent = shown.get();
    Map<String, Verdict> verdicts = new LinkedHashMap<>();
    Matcher matcher = CITATION.matcher(answer);
    while (matcher.find()) {
      String path = matcher.group(1).replace('\\', '/');
      Optional<List<String>> lines = find(path, sent);
      if (lines.isPresent() || looksLikeOurs(path, sent)) {
        int first = Integer.parseInt(matcher.group(2));
        int last = matcher.group(3) == null ? first : Integer.parseInt(matcher.group(3));
        Verdict verdict =
            lines
                .map(all -> verdict(all, first, last, quote(answer, matcher.end())))
                .orElse(new Verdict.NotFound("the file was not sent"));
        verdicts.merge(matcher.group(), verdict, Citations::worse);
      }
    }
    return verdicts.isEmpty() ? Optional.empty() : Optional.of(described(verdicts));
  }

  /** Whether a digit follows a colon anywhere, as in every citation. */
  private static boolean mayCite(String answer) {
    for (int colon = answer.indexOf(':'); colon >= 0; colon = answer.indexOf(':', colon + 1)) {
      if (colon + 1 < answer.length() && Character.isDigit(answer.charAt(colon + 1))) {
        return true;
      }
    }
    return false;
  }

  private static Optional<List<String>> find(String path, Map<String, List<String>> sent) {
    List<String> exact = sent.get(path);
    if (exact != null) {
      return Optional.of(exact);
    }
    List<List<String>> ending =
        sent.entrySet().stream()
            .filter(e -> !e.getKey().startsWith(Gathering.DIFFERENCE))
            .filter(e -> e.getKey().endsWith("/" + path) || path.endsWith("/" + e.getKey()))
            .map(Map.Entry::getValue)
            .toList();
    return ending.size() == 1 ? Optional.of(ending.getFirst()) : Optional.empty();
  }

  /** Tells a citation of a file that was not sent from a host with its port. */
  private static boolean looksLikeOurs(String path, Map<String, List<String>> sent) {
    String extension = extension(path);
    return sent.keySet().stream().anyMatch(file -> extension(file).equals(extension));
  }

  private static String extension(String path) {
    return path.substring(path.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
  }

  private static String quote(String answer, int end) {
    Matcher matcher = QUOTE.matcher(answer);
    return matcher.find(end) ? squeezed(matcher.group(2)) : "";
  }

  private static Verdict verdict(List<String> lines, int first, int last, String quote) {
    if (first < 1 || last < first || last > lines.size()) {
      return new Verdict.NotFound("the file has " + lines.size() + " lines");
    }
    if (quote.isEmpty()) {
      return new Verdict.Verified();
    }
    int nearest = 0;
    for (int line = 1; line <= lines.size(); line++) {
      boolean there = squeezed(lines.get(line - 1)).contains(quote);
      if (there && line >= first - NEAR && line <= last + NEAR) {
        return new Verdict.Verified();
      }
      if (there && (nearest == 0 || Math.abs(line - first) < Math.abs(nearest - first))) {
        nearest = line;
      }
    }
    return nearest == 0
        ? new Verdict.NotFound("no such text in the file")
        : new Verdict.Moved(nearest);
  }

  private static String squeezed(String text) {
    return text.replaceAll("\\s+", " ").strip();
  }

  private static Verdict worse(Verdict one, Verdict other) {
    return one instanceof Verdict.Verified ? other : one;
  }

  private static String described(Map<String, Verdict> verdicts) {
    List<String> wrong = new ArrayList<>();
    int verified = 0;
    for (Map.Entry<String, Verdict> entry : verdicts.entrySet()) {
      switch (entry.getValue()) {
        case Verdict.Verified() -> verified++;
        case Verdict.Moved(int line) -> wrong.add(entry.getKey() + " moved to line " + line);
        case Verdict.NotFound(String why) -> wrong.add(entry.getKey() + " not found (" + why + ")");
      }
    }
    String checked = "Citations: %d of %d verified".formatted(verified, verdicts.size());
    return wrong.isEmpty() ? checked : checked + "; " + String.join("; ", wrong);
  }
}
