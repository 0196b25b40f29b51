package dev.fairlead.providers.text;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the known word that somebody most likely meant. */
public final class Nearest {
  /** Longer words are compared by their beginnings only, so that the work stays small. */
  private static final int LONGEST = 100;

  private Nearest() {}

  /** The known word nearest to that one, if any is near enough to be meant. */
  public static Optional<String> to(String word, Collection<String> known) {
    String wanted = plain(word);
    return known.stream()
        .filter(candidate -> meant(wanted, plain(candidate)))
        .min(
            Comparator.comparingInt((String candidate) -> distance(wanted, plain(candidate)))
                .thenComparing(Comparator.naturalOrder()));
  }

  private static boolean meant(String wanted, String candidate) {
    if (wanted.isEmpty() || candidate.isEmpty()) {
      return false;
    }
    int allowed = Math.max(1, Math.max(wanted.length(), candidate.length()) / 3);
    return distance(wanted, candidate) <= allowed
        || (wanted.length() > 3 && candidate.contains(wanted))
        || (candidate.length() > 3 && wanted.contains(candidate));
  }

  private static String plain(String word) {
    String lower = word.toLowerCase(Locale.ROOT).replace('-', '_');
    return lower.length() <= LONGEST ? lower : lower.substring(0, LONGEST);
  }

  /** How many letters have to be put in, taken out, replaced or swapped with their neighbour. */
  public static int distance(String a, String b) {
    int[][] cost = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        cost[i][j] = i == 0 || j == 0 ? i + j : step(cost, a, b, i, j);
      }
    }
    return cost[a.length()][b.length()];
  }

  private static int step(int[][] cost, String a, String b, int i, int j) {
    int replaced = cost[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
    int best = Math.min(replaced, Math.min(cost[i - 1][j], cost[i][j - 1]) + 1);
    boolean swapped =
        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    return swapped ? Math.min(best, cost[i - 2][j - 2] + 1) : best;
  }
}
