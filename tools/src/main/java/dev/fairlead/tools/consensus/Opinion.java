package dev.fairlead.tools.consensus;

import java.util.Locale;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * What an answer says of itself at its end, as far as it does.
 *
 * @param verdict what the model thinks of the proposal
 * @param confidence from 1 to 10, empty if it is not stated
 * @param point the reason that decides it; empty if it is not stated
 */
record Opinion(Verdict verdict, OptionalInt confidence, String point) {
  /** What a model thinks of a proposal. */
  enum Verdict {
    AGREE,
    DISAGREE,
    DEPENDS,
    NOT_STATED;

    /** The words of results. */
    String label() {
      return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
  }

  /** What stands for a part that an answer does not have. */
  static final String NOT_STATED = Verdict.NOT_STATED.label();

  private static final int LONGEST_POINT = 300;

  private static final Pattern VERDICT = labelled("(?:final )?verdict");
  private static final Pattern CONFIDENCE = labelled("confidence(?: level| score)?");
  private static final Pattern POINT = labelled("(?:key|main)[ _-]?point");

  private static final Pattern WORD =
      Pattern.compile(
          "(?i)(n[o']t(?: \\w+)? agree|disagree)|(agree)|(depend|mixed|unclear|undecided)");

  private static final Pattern NUMBER = Pattern.compile("(\\d{1,3}(?:\\.\\d+)?)\\s*(%)?");

  /** Around a label stand the marks of bold, of a list, a quote, a heading or a table. */
  private static Pattern labelled(String label) {
    return Pattern.compile("(?im)^[\\s>*_#|`-]*" + label + "[\\s*_`]*[:：=|][ \\t*_`]*(.*)$");
  }

  /** The opinion at the end of that answer. */
  static Opinion in(String answer) {
    return new Opinion(
        verdict(last(VERDICT, answer)),
        confidence(last(CONFIDENCE, answer)),
        point(last(POINT, answer)));
  }

  /** What stands behind the last such label: the block is at the end. */
  private static String last(Pattern label, String answer) {
    Matcher matcher = label.matcher(answer);
    String last = "";
    while (matcher.find()) {
      last = matcher.group(1).strip();
    }
    return last;
  }

  /** The first word of verdict, unless the line only repeats what there is to choose from. */
  private static Verdict verdict(String line) {
    Matcher matcher = WORD.matcher(line);
    if (!matcher.find() || line.matches("(?i)\\W*agree\\W*[|/,]\\W*disagree.*")) {
      return Verdict.NOT_STATED;
    }
    return matcher.group(1) != null
        ? Verdict.DISAGREE
        : matcher.group(2) != null ? Verdict.AGREE : Verdict.DEPENDS;
  }

  private static OptionalInt confidence(String line) {
    Matcher matcher = NUMBER.matcher(line);
    if (!matcher.find()) {
      return OptionalInt.empty();
    }
    double number = Double.parseDouble(matcher.group(1));
    boolean share = matcher.group(2) != null;
    int rounded = (int) Math.round(share ? number / 10 : number < 1 ? number * 10 : number);
    return IntStream.of(rounded).filter(n -> n >= 1 && n <= 10).findFirst();
  }

  private static String point(String line) {
    String words = line.replaceAll("[*_`|\\s]+$", "");
    return words.length() <= LONGEST_POINT ? words : words.substring(0, LONGEST_POINT - 3) + "...";
  }
}
