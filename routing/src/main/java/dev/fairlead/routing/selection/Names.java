package dev.fairlead.routing.selection;

import dev.fairlead.providers.Model;
import dev.fairlead.providers.catalog.Catalog;
import dev.fairlead.providers.text.Nearest;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Finds the models a user may have meant. */
final class Names {
  private static final int SHOWN = 3;

  private Names() {}

  /** The ids whose id or alias is nearest to what was asked, or the providers; nearest first. */
  static List<String> nearest(String asked, Catalog catalog) {
    String word = asked.toLowerCase(Locale.ROOT);
    if (word.endsWith(Pin.ANY)) {
      return catalog.models().stream()
          .map(model -> model.provider() + Pin.ANY)
          .distinct()
          .sorted(Comparator.comparingInt(any -> Nearest.distance(word, any)))
          .limit(SHOWN)
          .toList();
    }
    return catalog.models().stream()
        .sorted(Comparator.comparingInt(model -> distance(word, model)))
        .limit(SHOWN)
        .map(Model::id)
        .toList();
  }

  private static int distance(String word, Model model) {
    int least = Nearest.distance(word, model.id().toLowerCase(Locale.ROOT));
    for (String alias : model.aliases()) {
      least = Math.min(least, Nearest.distance(word, alias.toLowerCase(Locale.ROOT)));
    }
    return least;
  }
}
