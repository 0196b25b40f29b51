package dev.fairlead.daemon.config;

import java.util.Arrays;
import java.util.List;

/**
 * What was written for one setting.
 *
 * @param texts as written; one value is a list of one
 * @param where for messages: the file with its line, or the environment variable
 */
record Given(List<String> texts, String where) {
  Given {
    texts = List.copyOf(texts);
  }

  /** The first of them, or nothing. */
  String text() {
    return texts.isEmpty() ? "" : texts.getFirst().strip();
  }

  /** The same with a comma counting as the border of two. */
  Given split() {
    return new Given(texts.stream().flatMap(text -> parts(text).stream()).toList(), where);
  }

  static List<String> parts(String text) {
    return Arrays.stream(text.split(",")).map(String::strip).filter(s -> !s.isEmpty()).toList();
  }
}
