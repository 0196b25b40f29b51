package dev.fairlead.providers.catalog;

import java.util.Collection;
import java.util.Locale;

/** Finds what somebody meant who wrote something else. */
final class Nearest {
  private Nearest() {}

  /** "did you mean x?" where a known word is close, else all known words. */
  static String advice(String word, Collection<String> known) {
    String best = "";
    int least = Integer.MAX_VALUE;
    for (String candidate : known) {
      int distance = distance(word.toLowerCase(Locale.ROOT), candidate);
      if (distance < least) {
        least = distance;
        best = candidate;
      }
    }
    return least <= Math.max(2, word.length() / 3)
        ? "did you mean " + best + "?"
        : "write one of " + String.join(", ", known.stream().sorted().toList());
  }

  /** The fewest letters to add, drop or change. */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(change, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
