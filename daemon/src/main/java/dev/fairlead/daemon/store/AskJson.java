package dev.fairlead.daemon.store;

import dev.fairlead.providers.Access.Billing;
import dev.fairlead.providers.Access.Region;
import dev.fairlead.providers.Capability;
import dev.fairlead.providers.Effort;
import dev.fairlead.routing.selection.Ask;
import dev.fairlead.routing.selection.Policy;
import dev.fairlead.routing.selection.Requirements;
import dev.fairlead.routing.selection.Switches.Bounds;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the router was asked, and where the call could go, as JSON that can be read back. */
final class AskJson {
  private static final JsonMapper JSON = JsonMapper.shared();

  private AskJson() {}

  /** What was read back; of what left the machine, it knows nothing. */
  record Asked(Ask ask, Bounds bounds) {}

  static String write(Ask ask, Bounds bounds) {
    Requirements needs = ask.requirements();
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("tool", ask.tool());
    map.put("required", words(needs.required()));
    map.put("preferred", words(needs.preferred()));
    putUnlessNull(map, "effort", needs.effort() == null ? null : word(needs.effort()));
    map.put("input_tokens", needs.inputTokens());
    map.put("output_tokens", needs.outputTokens());
    map.put("policy", word(ask.policy()));
    putUnlessNull(map, "model", ask.model());
    putUnlessNull(map, "thread", ask.thread());
    putUnlessNull(map, "temperature", ask.temperature());
    if (ask.fanOut()) {
      map.put("fan_out", true);
    }
    map.put("allowed", allowed(bounds));
    return JSON.writeValueAsString(map);
  }

  private static Map<String, Object> allowed(Bounds bounds) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("providers", bounds.providers().stream().sorted().toList());
    map.put("regions", words(bounds.regions()));
    map.put("billing", words(bounds.billing()));
    map.put("spill", bounds.spill());
    if (Double.isFinite(bounds.priceCap())) {
      map.put("price_cap", bounds.priceCap());
    }
    return map;
  }

  /** What was written; empty if this version does not understand it. */
  static Optional<Asked> read(String json) {
    try {
      JsonNode node = JSON.readTree(json);
      Requirements needs =
          new Requirements(
              constants(Capability.class, node.path("required")),
              constants(Capability.class, node.path("preferred")),
              node.has("effort") ? constant(Effort.class, node.path("effort").asString()) : null,
              node.path("input_tokens").asLong(),
              node.path("output_tokens").asLong());
      return Optional.of(
          new Asked(
              new Ask(
                  node.path("tool").asString(),
                  needs,
                  constant(Policy.class, node.path("policy").asString()),
                  node.has("model") ? node.path("model").asString() : null,
                  node.has("thread") ? node.path("thread").asString() : null,
                  List.of(),
                  node.has("temperature") ? node.path("temperature").asDouble() : null,
                  node.path("fan_out").asBoolean(false)),
              bounds(node.path("allowed"))));
    } catch (JacksonException | IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private static Bounds bounds(JsonNode node) {
    return new Bounds(
        node.path("providers").valueStream().map(JsonNode::asString).collect(Collectors.toSet()),
        constants(Region.class, node.path("regions")),
        constants(Billing.class, node.path("billing")),
        node.path("spill").asBoolean(),
        node.path("price_cap").asDouble(Double.POSITIVE_INFINITY));
  }

  private static void putUnlessNull(Map<String, Object> map, String key, @Nullable Object value) {
    if (value != null) {
      map.put(key, value);
    }
  }

  private static List<String> words(Collection<? extends Enum<?>> constants) {
    return constants.stream().map(AskJson::word).sorted().toList();
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private static <E extends Enum<E>> Set<E> constants(Class<E> type, JsonNode words) {
    Set<E> found = EnumSet.noneOf(type);
    words.valueStream().forEach(word -> found.add(constant(type, word.asString())));
    return found;
  }

  private static <E extends Enum<E>> E constant(Class<E> type, String word) {
    return Enum.valueOf(type, word.toUpperCase(Locale.ROOT));
  }
}
