package dev.fairlead.routing.selection;

import dev.fairlead.providers.Model;
import dev.fairlead.providers.catalog.Catalog;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Finds the models a user may have meant. */
final class Names {
  private static final int SHOWN = 3;

  private Names() {}

  /** The ids whose id or alias is nearest to what was asked, nearest first. */
  static List<String> nearest(String asked, Catalog catalog) {
    String word = asked.toLowerCase(Locale.ROOT);
    return catalog.models().stream()
        .sorted(Comparator.comparingInt(model -> distance(word, model)))
        .limit(SHOWN)
        .map(Model::id)
        .toList();
  }

  private static int distance(String word, Model model) {
    int least = distance(word, model.id().toLowerCase(Locale.ROOT));
    for (String alias : model.aliases()) {
      least = Math.min(least, distance(word, alias.toLowerCase(Locale.ROOT)));
    }
    return least;
  }

  /** Letters to add, take away or replace. */
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
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(replaced, 1 + Math.min(above, row[j - 1]));
        diagonal = above;
      }
    }
    return row[b.length()];
  }
}
