package dev.fairlead.daemon.config;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Turns the texts of settings into what they mean; what means nothing becomes a problem. */
final class Values {
  private static final Pattern DURATION = Pattern.compile("(\\d{1,9})\\s*(ms|s|m|h)");
  private static final Pattern PERCENT = Pattern.compile("(\\d{1,3}(?:\\.\\d{1,3})?)\\s*%?");
  private static final Pattern AMOUNT = Pattern.compile("\\d{1,6}(\\.\\d{1,6})?");

  private final Map<Setting, Given> values;
  private final List<String> problems;

  Values(Map<Setting, Given> values, List<String> problems) {
    this.values = values;
    this.problems = problems;
  }

  <E extends Enum<E>> E word(Setting setting, Class<E> type) {
    Set<E> words = words(setting, type);
    if (words.size() == 1) {
      return words.iterator().next();
    }
    return Enum.valueOf(type, setting.standard().getFirst().toUpperCase(Locale.ROOT));
  }

  <E extends Enum<E>> Set<E> words(Setting setting, Class<E> type) {
    EnumSet<E> words = EnumSet.noneOf(type);
    for (String text : texts(setting)) {
      Stream.of(Objects.requireNonNull(type.getEnumConstants()))
          .filter(e -> e.name().equalsIgnoreCase(text.replace('-', '_')))
          .findFirst()
          .ifPresentOrElse(words::add, () -> wrong(setting, text, choices(type)));
    }
    return words;
  }

  /** The word, if one is set. */
  <E extends Enum<E>> Optional<E> choice(Setting setting, Class<E> type) {
    return words(setting, type).stream().findFirst();
  }

  /** An amount of USD; no limit where nothing is set. */
  double amount(Setting setting) {
    if (texts(setting).isEmpty()) {
      return Double.POSITIVE_INFINITY;
    }
    String text = texts(setting).getFirst();
    if (AMOUNT.matcher(text).matches()) {
      return Double.parseDouble(text);
    }
    wrong(setting, text, "an amount of USD, such as 0.25");
    return Double.POSITIVE_INFINITY;
  }

  Duration duration(Setting setting) {
    return span(setting).orElseGet(() -> parsed(DURATION.matcher(setting.standard().getFirst())));
  }

  /** A time that may be left open. */
  Optional<Duration> span(Setting setting) {
    if (texts(setting).isEmpty()) {
      return Optional.empty();
    }
    String text = texts(setting).getFirst();
    Matcher matcher = DURATION.matcher(text.toLowerCase(Locale.ROOT));
    if (!matcher.matches()) {
      wrong(setting, text, "a number with ms, s, m or h, such as 90s");
      return Optional.empty();
    }
    return Optional.of(parsed(matcher));
  }

  /** A share in percent, from 0 to 100. */
  double percent(Setting setting) {
    String text = texts(setting).getFirst();
    Matcher matcher = PERCENT.matcher(text);
    if (matcher.matches() && Double.parseDouble(matcher.group(1)) <= 100) {
      return Double.parseDouble(matcher.group(1));
    }
    wrong(setting, text, "a share from 0 to 100, such as 5 %");
    return 0;
  }

  Optional<Integer> count(Setting setting) {
    if (texts(setting).isEmpty()) {
      return Optional.empty();
    }
    String text = texts(setting).getFirst();
    if (text.matches("[1-9]\\d{0,5}")) {
      return Optional.of(Integer.valueOf(text));
    }
    wrong(setting, text, "a whole number above 0");
    return Optional.empty();
  }

  List<Path> paths(Setting setting, Path start) {
    List<Path> paths = new ArrayList<>();
    for (String text : texts(setting)) {
      try {
        paths.add(start.resolve(text).normalize());
      } catch (InvalidPathException _) {
        wrong(setting, text, "a path");
      }
    }
    return List.copyOf(paths);
  }

  /** The one name that is set, if any is. */
  Optional<String> name(Setting setting) {
    List<String> texts = texts(setting);
    if (texts.size() > 1) {
      wrong(setting, String.join(", ", texts), "one name");
    }
    return texts.stream().findFirst();
  }

  Set<String> names(Setting setting) {
    return Set.copyOf(texts(setting));
  }

  boolean yes(Setting setting) {
    String text = texts(setting).getFirst().toLowerCase(Locale.ROOT);
    if (!text.equals("true") && !text.equals("false")) {
      wrong(setting, text, "true or false");
    }
    return text.equals("true");
  }

  private List<String> texts(Setting setting) {
    return Objects.requireNonNull(values.get(setting)).texts();
  }

  private void wrong(Setting setting, String text, String wanted) {
    String where = Objects.requireNonNull(values.get(setting)).where();
    problems.add(where + ": " + setting.key() + ": " + text + " is not valid; write " + wanted);
  }

  private static String choices(Class<? extends Enum<?>> type) {
    return "one of "
        + Stream.of(Objects.requireNonNull(type.getEnumConstants()))
            .map(e -> e.name().toLowerCase(Locale.ROOT))
            .collect(Collectors.joining(", "));
  }

  private static Duration parsed(Matcher matcher) {
    if (!matcher.matches()) {
      throw new IllegalStateException("not a duration");
    }
    long number = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "ms" -> Duration.ofMillis(number);
      case "s" -> Duration.ofSeconds(number);
      case "m" -> Duration.ofMinutes(number);
      default -> Duration.ofHours(number);
    };
  }
}
