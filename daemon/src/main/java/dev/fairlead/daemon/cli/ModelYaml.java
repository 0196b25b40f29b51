package dev.fairlead.daemon.cli;

import dev.fairlead.providers.Capability;
import dev.fairlead.providers.Effort;
import dev.fairlead.providers.Model;
import dev.fairlead.providers.Parameters;
import dev.fairlead.providers.Price;
import dev.fairlead.providers.Provider.ListedModel;
import dev.fairlead.providers.catalog.Catalog;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Writes fields of models as {@code models.yaml} has them, one line each. */
final class ModelYaml {
  private static final long UNKNOWN_CONTEXT = 32_768;

  private ModelYaml() {}

  /** A model that only a list tells of; what it does not say is guessed low, the price high. */
  static Map<String, String> fresh(ListedModel listed, String provider, Catalog catalog) {
    EnumSet<Capability> can = EnumSet.of(Capability.STREAMING);
    can.addAll(listed.can());
    if (!listed.efforts().isEmpty()) {
      can.add(Capability.THINKING);
    }
    can.removeAll(listed.cannot());
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("provider", provider);
    fields.put("capabilities", capabilities(can));
    fields.put("context", Long.toString(listed.context() > 0 ? listed.context() : UNKNOWN_CONTEXT));
    if (can.contains(Capability.THINKING) && !listed.efforts().isEmpty()) {
      fields.put("thinking", thinking("always", listed.efforts()));
    }
    List<Model> siblings =
        catalog.models().stream()
            .filter(model -> model.provider().equals(provider) && model.retirement() == null)
            .toList();
    siblings.stream()
        .map(Model::price)
        .max(Comparator.comparingDouble(Price::output))
        .ifPresent(dearest -> fields.put("price", price(dearest)));
    fields.put("tier", "1");
    Optional<Parameters> parameters = siblings.stream().map(Model::parameters).findFirst();
    parameters.ifPresent(rules -> fields.put("parameters", parameters(rules)));
    return fields;
  }

  static String capabilities(Set<Capability> capabilities) {
    return capabilities.stream()
        .sorted()
        .map(Capability::label)
        .collect(Collectors.joining(", ", "[", "]"));
  }

  /** The callers' efforts, each with the vendor's word for it or for the next higher one. */
  static String thinking(String mode, List<String> words) {
    Map<String, String> efforts = new LinkedHashMap<>();
    List<Effort> known =
        words.stream().flatMap(word -> Effort.named(word).stream()).sorted().toList();
    if (known.isEmpty()) {
      return "{mode: " + mode + "}";
    }
    for (Effort effort : Effort.values()) {
      Effort nearest =
          known.stream()
              .filter(one -> one.compareTo(effort) >= 0)
              .findFirst()
              .orElse(known.getLast());
      efforts.put(effort.label(), nearest.label());
    }
    return efforts.entrySet().stream()
        .map(entry -> entry.getKey() + ": " + entry.getValue())
        .collect(Collectors.joining(", ", "{mode: " + mode + ", efforts: {", "}}"));
  }

  static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private static String price(Price price) {
    return String.format(
        Locale.ROOT,
        "{input: %s, cached: %s, output: %s}",
        price.input(),
        price.cached(),
        price.output());
  }

  /** What all of a vendor's models have in common; how the new one is told to think is not. */
  private static String parameters(Parameters rules) {
    return "{output_limit: "
        + word(rules.outputLimit())
        + ", sampling: "
        + word(rules.sampling())
        + ", greedy: "
        + word(rules.greedy())
        + ", tool_choice: auto}";
  }
}
