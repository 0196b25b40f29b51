package dev.fairlead.simulator.answer;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How long and how fast an answer shall be, where a user's text says so in {@code [[sim: ...]]}.
 *
 * @param tokens length of the text, 0 for its natural one
 * @param reasoning length of the reasoning, 0 for its natural one
 * @param chunk characters in an event, 0 for the usual
 * @param delay between events
 * @param first before the first event
 */
public record Directive(int tokens, int reasoning, int chunk, Duration delay, Duration first) {
  /** Nothing asked. */
  public static final Directive NONE = new Directive(0, 0, 0, Duration.ZERO, Duration.ZERO);

  private static final int LONGEST = 10_000_000;
  private static final Pattern DIRECTIVE = Pattern.compile("\\[\\[sim:([^\\]]*)\\]\\]");
  private static final Pattern TIME = Pattern.compile("(\\d{1,9})(ms|s)?");
  private static final Pattern SPACE = Pattern.compile("\\s+");

  static Directive in(String text) {
    Matcher found = DIRECTIVE.matcher(text);
    Directive directive = NONE;
    while (found.find()) {
      for (String word : SPACE.split(found.group(1).trim(), -1)) {
        directive = directive.with(word);
      }
    }
    return directive;
  }

  static String removed(String text) {
    return DIRECTIVE.matcher(text).replaceAll("");
  }

  private Directive with(String word) {
    int sign = word.indexOf('=');
    if (sign < 0) {
      return this;
    }
    String value = word.substring(sign + 1);
    Optional<Duration> time = time(value);
    int number = time.map(t -> (int) Math.min(LONGEST, t.toMillis())).orElse(0);
    return switch (word.substring(0, sign)) {
      case "tokens" -> new Directive(number, reasoning, chunk, delay, first);
      case "reasoning" -> new Directive(tokens, number, chunk, delay, first);
      case "chunk" -> new Directive(tokens, reasoning, number, delay, first);
      case "delay" -> new Directive(tokens, reasoning, chunk, time.orElse(delay), first);
      case "first" -> new Directive(tokens, reasoning, chunk, delay, time.orElse(first));
      default -> this;
    };
  }

  /** A time such as {@code 20ms}, {@code 2s}, or a number of milliseconds. */
  public static Optional<Duration> time(String text) {
    Matcher matcher = TIME.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    long number = Long.parseLong(matcher.group(1));
    boolean seconds = "s".equals(matcher.group(2));
    return Optional.of(seconds ? Duration.ofSeconds(number) : Duration.ofMillis(number));
  }
}
