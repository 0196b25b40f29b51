package dev.fairlead.daemon.store;

import dev.fairlead.providers.Access.Billing;
import dev.fairlead.providers.Access.Region;
import dev.fairlead.providers.Capability;
import dev.fairlead.providers.Effort;
import dev.fairlead.routing.selection.Ask;
import dev.fairlead.routing.selection.Policy;
import dev.fairlead.routing.selection.Requirements;
import dev.fairlead.routing.selection.Switches.Bounds;
import dev.fairlead.tools.text.DataBinding;
import java.io.StringWriter;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;

/**
 * What the router was asked, and where the call could go, as JSON that can be read back. What is
 * not there was not asked for, or not bounded.
 */
final class AskJson {
  private static final int LENGTH = 512;

  private AskJson() {}

  /** What was read back; of what left the machine, it knows nothing. */
  record Asked(Ask ask, Bounds bounds) {}

  static String write(Ask ask, Bounds bounds) {
    Requirements needs = ask.requirements();
    StringWriter written = new StringWriter(LENGTH);
    try (JsonGenerator json = DataBinding.plain().createGenerator(written)) {
      json.writeStartObject();
      json.writeStringProperty("tool", ask.tool());
      writeWords(json, "required", needs.required());
      writeWords(json, "preferred", needs.preferred());
      writeUnlessNull(json, "effort", needs.effort() == null ? null : word(needs.effort()));
      json.writeNumberProperty("input_tokens", needs.inputTokens());
      json.writeNumberProperty("output_tokens", needs.outputTokens());
      json.writeStringProperty("policy", word(ask.policy()));
      writeUnlessNull(json, "model", ask.model());
      writeUnlessNull(json, "thread", ask.thread());
      if (ask.temperature() != null) {
        json.writeNumberProperty("temperature", ask.temperature());
      }
      if (ask.fanOut()) {
        json.writeBooleanProperty("fan_out", true);
      }
      if (!bounds.equals(Bounds.NONE)) {
        write(json, bounds);
      }
      json.writeEndObject();
    }
    return written.toString();
  }

  private static void write(JsonGenerator json, Bounds bounds) {
    json.writeObjectPropertyStart("allowed");
    write(json, "providers", bounds.providers().stream().sorted().toList());
    writeWords(json, "regions", bounds.regions());
    writeWords(json, "billing", bounds.billing());
    json.writeBooleanProperty("spill", bounds.spill());
    if (Double.isFinite(bounds.priceCap())) {
      json.writeNumberProperty("price_cap", bounds.priceCap());
    }
    json.writeEndObject();
  }

  /** What was written; empty if this version does not understand it. */
  static Optional<Asked> read(String json) {
    try {
      JsonNode node = DataBinding.plain().readTree(json);
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

  private static void writeUnlessNull(JsonGenerator json, String key, @Nullable String value) {
    if (value != null) {
      json.writeStringProperty(key, value);
    }
  }

  private static void writeWords(
      JsonGenerator json, String key, Collection<? extends Enum<?>> constants) {
    if (!constants.isEmpty()) {
      write(json, key, constants.stream().map(AskJson::word).sorted().toList());
    }
  }

  private static void write(JsonGenerator json, String key, List<String> words) {
    json.writeArrayPropertyStart(key);
    for (String word : words) {
      json.writeString(word);
    }
    json.writeEndArray();
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
