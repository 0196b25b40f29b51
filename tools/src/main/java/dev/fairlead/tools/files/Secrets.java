package dev.fairlead.tools.files;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds secrets in texts and puts a marker with kind and line in their place, so that a reader
 * still sees that one is there. Lines keep their numbers. The rules are data.
 */
public final class Secrets {
  private static final Pattern PLACEHOLDER =
      Pattern.compile(
          "(?i)example|change.?me|your[-_]|place.?holder|xxxx|\\*\\*\\*|\\.\\.\\.|dummy|redacted"
              + "|\\$\\{|\\$\\(|\\{\\{|%\\(|%s|<[a-z]|^\\$|^pass(word)?$|^secret$|^token$|^\\{");

  /** Bits per character below which a text is no random one. */
  private static final double LEAST_ENTROPY = 3.1;

  private Secrets() {}

  private static final Rules<Rule> RULES = new Rules<>("secret-rules.txt", Rule::of);

  /** The rules that come with the program. */
  public static Secrets standard() {
    return new Secrets();
  }

  /**
   * A text without its secrets.
   *
   * @param text with markers in their places
   * @param secrets what was masked, in order
   */
  public record Masked(String text, List<Secret> secrets) {
    public Masked {
      secrets = List.copyOf(secrets);
    }
  }

  /** The text with every secret masked. */
  public Masked mask(String text) {
    List<Hit> hits = hits(text);
    if (hits.isEmpty()) {
      return new Masked(text, List.of());
    }
    StringBuilder masked = new StringBuilder(text.length());
    List<Secret> secrets = new ArrayList<>();
    int line = 1;
    int at = 0;
    for (Hit hit : hits) {
      masked.append(text, at, hit.start);
      line += newLines(text, at, hit.start);
      int lines = newLines(text, hit.start, hit.end);
      masked.append("[masked ").append(hit.kind).append(", line ").append(line).append(']');
      masked.append("\n".repeat(lines));
      secrets.add(new Secret(hit.kind, line));
      line += lines;
      at = hit.end;
    }
    return new Masked(masked.append(text, at, text.length()).toString(), secrets);
  }

  private List<Hit> hits(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    List<Hit> found = new ArrayList<>();
    for (Rule rule : RULES.all()) {
      if (rule.mayBeIn(lower)) {
        rule.find(text, found);
      }
    }
    found.sort(Comparator.comparingInt(Hit::start).thenComparingInt(hit -> -hit.end));
    List<Hit> apart = new ArrayList<>();
    for (Hit hit : found) {
      if (apart.isEmpty() || hit.start >= apart.getLast().end) {
        apart.add(hit);
      }
    }
    return apart;
  }

  private static int newLines(String text, int from, int to) {
    return (int) text.substring(from, to).chars().filter(c -> c == '\n').count();
  }

  private record Hit(String kind, int start, int end) {}

  private record Rule(String kind, List<String> hints, String check, Pattern pattern) {
    static Rule of(String line) {
      String[] words = line.split("\\s+", 4);
      List<String> hints = words[1].equals("-") ? List.of() : List.of(words[1].split(","));
      return new Rule(words[0], hints, words[2], Pattern.compile(words[3]));
    }

    private boolean mayBeIn(String lower) {
      for (String hint : hints) {
        if (lower.contains(hint)) {
          return true;
        }
      }
      return hints.isEmpty();
    }

    void find(String text, List<Hit> hits) {
      Matcher matcher = pattern.matcher(text);
      while (matcher.find()) {
        int group = matcher.groupCount() == 0 ? 0 : 1;
        if (isSecret(matcher.group(group))) {
          hits.add(new Hit(kind, matcher.start(group), matcher.end(group)));
        }
      }
    }

    private boolean isSecret(String value) {
      return switch (check) {
        case "-" -> true;
        case "plain" -> !PLACEHOLDER.matcher(value).find();
        case "weighed" -> !PLACEHOLDER.matcher(value).find() && random(value);
        default -> throw new IllegalStateException("no such check: " + check);
      };
    }
  }

  private static boolean random(String value) {
    boolean digit = value.chars().anyMatch(c -> c >= '0' && c <= '9');
    boolean letter = value.chars().anyMatch(Character::isLetter);
    return digit && letter && entropy(value) >= LEAST_ENTROPY;
  }

  private static double entropy(String value) {
    int[] counts = new int[128];
    value.chars().forEach(c -> counts[Math.min(c, 127)]++);
    double bits = 0;
    for (int count : counts) {
      double share = (double) count / value.length();
      bits -= count == 0 ? 0 : share * Math.log(share) / Math.log(2);
    }
    return bits;
  }
}
