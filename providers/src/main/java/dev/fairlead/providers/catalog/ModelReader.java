package dev.fairlead.providers.catalog;

import dev.fairlead.providers.Capability;
import dev.fairlead.providers.Effort;
import dev.fairlead.providers.Model;
import dev.fairlead.providers.Price;
import dev.fairlead.providers.Retirement;
import dev.fairlead.providers.Thinking;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Makes a model of an entry, with defaults for what a user need not know. */
final class ModelReader {
  private static final Set<String> FIELDS =
      Set.of(
          "aliases",
          "provider",
          "capabilities",
          "exclusions",
          "context",
          "output",
          "thinking",
          "price",
          "tier",
          "parameters",
          "retirement");

  /** Of a model whose user did not say: what the smallest of today's models have. */
  private static final long USUAL_CONTEXT = 131_072;

  private ModelReader() {}

  static Model read(String id, Node.Fields fields) throws CatalogException {
    Entry entry = new Entry(id, "", fields);
    entry.only(FIELDS);
    Set<Capability> capabilities = capabilities(entry, entry.words("capabilities"), "capabilities");
    List<Set<Capability>> exclusions = new ArrayList<>();
    for (List<String> group : entry.groups("exclusions")) {
      exclusions.add(capabilities(entry, group, "exclusions"));
    }
    long context = entry.has("context") ? entry.count("context") : USUAL_CONTEXT;
    long output = entry.has("output") ? entry.count("output") : Math.min(context, 32_768);
    if (output > context) {
      throw entry.problem("output", output + " is more than the context of " + context);
    }
    Thinking thinking = thinking(entry, capabilities.contains(Capability.THINKING));
    return new Model(
        id,
        entry.words("aliases"),
        entry.text("provider"),
        capabilities,
        context,
        output,
        thinking,
        entry.has("price") ? price(entry.part("price")) : Price.FREE,
        tier(entry),
        ParametersReader.read(entry, thinking),
        entry.has("retirement") ? retirement(entry.part("retirement")) : null,
        exclusions);
  }

  private static Set<Capability> capabilities(Entry entry, List<String> words, String field)
      throws CatalogException {
    EnumSet<Capability> capabilities = EnumSet.noneOf(Capability.class);
    for (String word : words) {
      capabilities.add(entry.constant(Capability.class, word, field));
    }
    return capabilities;
  }

  private static Thinking thinking(Entry entry, boolean thinks) throws CatalogException {
    if (!entry.has("thinking")) {
      return thinks ? new Thinking(Thinking.Mode.ALWAYS, Map.of()) : Thinking.NONE;
    }
    Entry part = entry.part("thinking");
    part.only(Set.of("mode", "efforts"));
    Thinking.Mode mode = part.choice("mode", Thinking.Mode.class);
    if (thinks != (mode != Thinking.Mode.NONE)) {
      throw entry.problem(
          "thinking",
          thinks
              ? "mode is none, but capabilities has thinking: remove one of them"
              : "add thinking to capabilities, or write mode: none");
    }
    Map<Effort, String> efforts = new EnumMap<>(Effort.class);
    if (part.has("efforts")) {
      Entry words = part.part("efforts");
      for (String word : words.node().fields().keySet()) {
        efforts.put(words.constant(Effort.class, word, word), words.text(word));
      }
    }
    if (mode == Thinking.Mode.NONE && !efforts.isEmpty()) {
      throw entry.problem("thinking", "a model that does not think has no efforts: remove them");
    }
    return new Thinking(mode, efforts);
  }

  private static Price price(Entry part) throws CatalogException {
    part.only(Set.of("input", "cached", "output"));
    double input = part.amount("input");
    return new Price(
        input, part.has("cached") ? part.amount("cached") : input, part.amount("output"));
  }

  private static int tier(Entry entry) throws CatalogException {
    long tier = entry.has("tier") ? entry.count("tier") : 3;
    if (tier > 5) {
      throw entry.problem("tier", tier + " is not from 1 (weakest) to 5 (strongest)");
    }
    return (int) tier;
  }

  private static Retirement retirement(Entry part) throws CatalogException {
    part.only(Set.of("on", "successor"));
    return new Retirement(part.date("on"), part.textOrNull("successor"));
  }
}
