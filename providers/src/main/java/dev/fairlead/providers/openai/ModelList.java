package dev.fairlead.providers.openai;

import dev.fairlead.providers.Provider.ListedModel;
import dev.fairlead.providers.ProviderError;
import dev.fairlead.providers.ProviderException;
import java.util.ArrayList;
import java.util.List;
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

  private static ListedModel model(JsonParser json) {
    String id = "";
    long context = 0;
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String name = json.currentName();
      JsonToken value = json.nextToken();
      if (name.equals("id") && value == JsonToken.VALUE_STRING) {
        id = json.getString();
      } else if (name.equals("context_length") && value == JsonToken.VALUE_NUMBER_INT) {
        context = json.getLongValue();
      } else {
        json.skipChildren();
      }
    }
    return new ListedModel(id, context);
  }
}
