package dev.fairlead.tools.text;

import java.util.Locale;

/** Cuts long texts for a list, and says so. */
public final class Beginning {
  private Beginning() {}

  /** The text, or at most so many characters of it and how many follow; never half a character. */
  public static String of(String text, int most) {
    if (text.length() <= most) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most;
    return String.format(
        Locale.ROOT, "%s ... (%,d more characters)", text.substring(0, end), text.length() - end);
  }

  /** The same in one line. */
  public static String inOneLine(String text, int most) {
    return of(text.strip().replaceAll("\\s+", " "), most);
  }
}
