package dev.fairlead.tools.text;

/** Guesses how many tokens a model will count; rather too many than too few. */
@FunctionalInterface
public interface TokenEstimate {
  /**
   * By kinds of characters: code and prose in Latin letters take 3.5 characters to a token,
   * Chinese, Japanese and Korean one, other scripts two.
   */
  TokenEstimate BY_SCRIPT = TokenEstimate::byScript;

  /** What one image counts for at most, whatever its size: vendors scale it down. */
  long IMAGE = 1_600;

  /** The tokens of that text. */
  long of(String text);

  private static long byScript(String text) {
    long latin = 0;
    long wide = 0;
    long other = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < 0x80) {
        latin++;
      } else if (isWide(c)) {
        wide++;
      } else {
        other++;
      }
    }
    return (latin * 2 + 6) / 7 + wide + (other + 1) / 2;
  }

  private static boolean isWide(char c) {
    return (c >= 0x2E80 && c <= 0x9FFF)
        || (c >= 0xAC00 && c <= 0xD7AF)
        || (c >= 0xF900 && c <= 0xFAFF)
        || (c >= 0xFF00 && c <= 0xFFEF)
        || Character.isSurrogate(c);
  }
}
