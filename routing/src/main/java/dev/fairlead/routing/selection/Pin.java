package dev.fairlead.routing.selection;

import dev.fairlead.providers.Model;
import dev.fairlead.providers.catalog.Catalog;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whom a call asks for by name. A plain name is a model's id or alias; with a provider before it
 * ({@code kimi/k3}) the model must be that provider's, and {@code kimi/*} is any model of one.
 *
 * @param model the id of the only model that may answer, or null
 * @param provider the only provider whose models may answer, or null; with both null nobody may,
 *     for nothing has that name
 */
record Pin(@Nullable String model, @Nullable String provider) {
  /** What follows a provider's name where any of its models will do. */
  static final String ANY = "/*";

  private static final Pin NOBODY = new Pin(null, null);

  /** Whom the words mean. */
  static Pin of(String asked, Catalog catalog) {
    String words = asked.strip();
    Optional<Model> model = catalog.find(words);
    if (model.isPresent()) {
      return new Pin(model.get().id(), null);
    }
    int slash = words.indexOf('/');
    if (slash < 0) {
      return NOBODY;
    }
    String provider = words.substring(0, slash).toLowerCase(Locale.ROOT);
    if (words.substring(slash).equals(ANY)) {
      return catalog.models().stream().anyMatch(each -> each.provider().equals(provider))
          ? new Pin(null, provider)
          : NOBODY;
    }
    return catalog
        .find(words.substring(slash + 1))
        .filter(found -> found.provider().equals(provider))
        .map(found -> new Pin(found.id(), null))
        .orElse(NOBODY);
  }

  boolean known() {
    return model != null || provider != null;
  }

  boolean admits(Model candidate) {
    return model == null ? candidate.provider().equals(provider) : candidate.id().equals(model);
  }
}
