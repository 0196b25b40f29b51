package dev.fairlead.tools.text;

/** Guesses how many tokens a model will count; rather too many than too few. */
@FunctionalInterface
public interface TokenEstimate {
  /**
   * By the pieces that vocabularies cut a text into. Stands for {@code o200k_base}: within 10 % for
   * Chinese, English and code, and rather above than below.
   */
  TokenEstimate BY_PIECES = Pieces::tokens;

  /** What one image counts for at most, whatever its size: vendors scale it down. */
  long IMAGE = 1_600;

  /** The tokens of that text. */
  long of(String text);
}
