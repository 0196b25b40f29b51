package dev.fairlead.tools.text;

/**
 * How much of a text a client shows its model at once.
 *
 * @param characters at most
 * @param tokens at most, which Chinese reaches long before the characters
 */
public record Portion(int characters, long tokens) {
  /** A part that ends at a border is at least so much of what there is room for. */
  private static final int LEAST_SHARE = 2;

  /** A portion with that much less room. */
  public Portion less(int taken) {
    return new Portion(Math.max(1, characters - taken), Math.max(1, tokens - taken / 2));
  }

  /** Whether all of it fits. */
  public boolean holds(String text) {
    return text.length() <= characters && TokenEstimate.BY_PIECES.of(text) <= tokens;
  }

  /**
   * Where to end the first part of a text: all of it if it fits, else before a heading, between two
   * paragraphs, between two lines or between two characters, whichever comes first in that order
   * and leaves no more than half of the room empty.
   */
  public int end(String text) {
    if (holds(text)) {
      return text.length();
    }
    int most = room(text);
    int least = most / LEAST_SHARE;
    for (String border : new String[] {"\n# ", "\n## ", "\n### ", "\n\n", "\n"}) {
      int at = text.lastIndexOf(border, most - 1);
      if (at >= least && !insideCode(text, at)) {
        return at + 1;
      }
    }
    return Character.isHighSurrogate(text.charAt(most - 1)) && most > 1 ? most - 1 : most;
  }

  /** The longest beginning that fits, found by halving: tokens grow with the text. */
  private int room(String text) {
    int low = 1;
    int high = Math.min(text.length(), characters);
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (TokenEstimate.BY_PIECES.of(text.substring(0, middle)) <= tokens) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }

  private static boolean insideCode(String text, int at) {
    int fences = 0;
    for (int i = text.indexOf("```"); i >= 0 && i < at; i = text.indexOf("```", i + 3)) {
      fences++;
    }
    return fences % 2 == 1;
  }
}
