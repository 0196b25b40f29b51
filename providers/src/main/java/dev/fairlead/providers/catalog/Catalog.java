package dev.fairlead.providers.catalog;

import dev.fairlead.providers.Model;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The models that can be asked, in the order in which ties are broken. Immutable. */
public final class Catalog {
  private final List<Model> models;
  private final Map<String, Model> byName;

  /**
   * A catalog of these models.
   *
   * @throws IllegalArgumentException if two models share an id or an alias
   */
  public Catalog(List<Model> models) {
    this.models = List.copyOf(models);
    this.byName = new HashMap<>();
    for (Model model : models) {
      claim(model.id(), model);
      for (String alias : model.aliases()) {
        claim(alias, model);
      }
    }
  }

  /** All models, in order. */
  public List<Model> models() {
    return models;
  }

  /** The model of that id or alias, in any case. */
  public Optional<Model> find(String name) {
    return Optional.ofNullable(byName.get(name.toLowerCase(Locale.ROOT)));
  }

  private void claim(String name, Model model) {
    Model other = byName.putIfAbsent(name.toLowerCase(Locale.ROOT), model);
    if (other != null && !other.id().equals(model.id())) {
      throw new IllegalArgumentException(
          "the name " + name + " belongs to both " + other.id() + " and " + model.id());
    }
  }
}
