package dev.fairlead.simulator.answer;

/** A simple, steady estimate of tokens: one for a CJK character, one for four others. */
public final class Tokens {
  private Tokens() {}

  /** The tokens of a text. */
  public static int of(String text) {
    int wide = 0;
    int narrow = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (wide(c)) {
        wide++;
      } else {
        narrow++;
      }
    }
    return wide + (narrow + 3) / 4;
  }

  /** The longest beginning of a text that has at most so many tokens, by whole characters. */
  public static String first(String text, int tokens) {
    if (of(text) <= tokens) {
      return text;
    }
    int quarters = 0;
    int i = 0;
    while (i < text.length()) {
      int point = text.codePointAt(i);
      int width = Character.charCount(point);
      int cost = wide(text.charAt(i)) ? 4 : width;
      if (quarters + cost > tokens * 4) {
        break;
      }
      quarters += cost;
      i += width;
    }
    return text.substring(0, i);
  }

  private static boolean wide(char c) {
    return (c >= 0x2E80 && c <= 0xD7AF) || (c >= 0xF900 && c <= 0xFAFF) || c >= 0xFF00;
  }
}
