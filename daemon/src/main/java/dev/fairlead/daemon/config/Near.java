package dev.fairlead.daemon.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the word that somebody may have meant. */
final class Near {
  private Near() {}

  /** The nearest of these words, unless even that is far from it. */
  static Optional<String> to(String word, Collection<String> words) {
    String lower = word.toLowerCase(Locale.ROOT);
    return words.stream()
        .min(Comparator.comparingInt(w -> distance(lower, w.toLowerCase(Locale.ROOT))))
        .filter(w -> distance(lower, w.toLowerCase(Locale.ROOT)) <= Math.max(2, word.length() / 3));
  }

  /** Levenshtein's distance. */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int above = row[j];
        int substitute = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(substitute, Math.min(row[j - 1], above) + 1);
        diagonal = above;
      }
    }
    return row[b.length()];
  }
}
