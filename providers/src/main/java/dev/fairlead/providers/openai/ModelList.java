package dev.fairlead.providers.openai;

import dev.fairlead.providers.Capability;
import dev.fairlead.providers.Provider.ListedModel;
import dev.fairlead.providers.ProviderError;
import dev.fairlead.providers.ProviderException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Reads a vendor's list of models. */
final class ModelList {
  private ModelList() {}

  static List<ListedModel> read(byte[] bytes) throws ProviderException {
    try (JsonParser json = Json.read(bytes, bytes.length)) {
      if (json.nextToken() == JsonToken.START_OBJECT) {
        while (json.nextToken() != JsonToken.END_OBJECT) {
          boolean data = json.currentName().equals("data");
          if (json.nextToken() == JsonToken.START_ARRAY && data) {
            return models(json);
          }
          json.skipChildren();
        }
      }
    } catch (JacksonException e) {
      throw new ProviderException(new ProviderError.Malformed("a list that is not JSON"), e);
    }
    throw new ProviderException(new ProviderError.Malformed("a reply without a list of models"));
  }

  private static List<ListedModel> models(JsonParser json) {
    List<ListedModel> models = new ArrayList<>();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      if (json.currentToken() == JsonToken.START_OBJECT) {
        ListedModel model = model(json);
        if (!model.id().isEmpty()) {
          models.add(model);
        }
      } else {
        json.skipChildren();
      }
    }
    return models;
  }

  /** An item says more at some vendors than at others (Kimi's recorded 2026-07). */
  private static ListedModel model(JsonParser json) {
    String id = "";
    long context = 0;
    Set<Capability> can = EnumSet.noneOf(Capability.class);
    Set<Capability> cannot = EnumSet.noneOf(Capability.class);
    List<String> efforts = List.of();
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String name = json.currentName();
      JsonToken value = json.nextToken();
      switch (name) {
        case "id" -> id = value == JsonToken.VALUE_STRING ? json.getString() : id;
        case "context_length", "max_model_len" ->
            context = value == JsonToken.VALUE_NUMBER_INT ? json.getLongValue() : context;
        case "supports_image_in" -> told(Capability.VISION, value, can, cannot);
        case "supports_reasoning" -> told(Capability.THINKING, value, can, cannot);
        case "think_efforts", "reasoning_efforts" -> {
          List<String> words = value == JsonToken.START_OBJECT ? efforts(json) : List.of();
          efforts = words.isEmpty() ? efforts : words;
        }
        default -> {}
      }
      json.skipChildren();
    }
    return new ListedModel(id, context, can, cannot, efforts);
  }

  private static void told(
      Capability capability, JsonToken value, Set<Capability> can, Set<Capability> cannot) {
    if (value == JsonToken.VALUE_TRUE) {
      can.add(capability);
    } else if (value == JsonToken.VALUE_FALSE) {
      cannot.add(capability);
    }
  }

  private static List<String> efforts(JsonParser json) {
    List<String> words = new ArrayList<>();
    while (json.nextToken() != JsonToken.END_OBJECT) {
      boolean valid = json.currentName().equals("valid_efforts");
      if (json.nextToken() == JsonToken.START_ARRAY && valid) {
        while (json.nextToken() != JsonToken.END_ARRAY) {
          if (json.currentToken() == JsonToken.VALUE_STRING) {
            words.add(json.getString());
          }
          json.skipChildren();
        }
      } else {
        json.skipChildren();
      }
    }
    return words;
  }
}
