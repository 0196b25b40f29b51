package dev.fairlead.providers.openai;

import dev.fairlead.providers.text.JsonValues;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.Writer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** The one way in which this wire's JSON is read and written: token by token. */
public final class Json {
  private static final JsonFactory FACTORY = new JsonFactory();

  private Json() {}

  /** The text in that field of an object, if it is there. */
  public static Optional<String> text(byte[] object, String field) {
    try (JsonParser json = read(object, object.length)) {
      if (json.nextToken() == JsonToken.START_OBJECT) {
        while (json.nextToken() != JsonToken.END_OBJECT) {
          boolean wanted = json.currentName().equals(field);
          if (json.nextToken() == JsonToken.VALUE_STRING && wanted) {
            return Optional.of(json.getString());
          }
          json.skipChildren();
        }
      }
      return Optional.empty();
    } catch (JacksonException _) {
      return Optional.empty();
    }
  }

  /** The number at the end of those fields, each inside the one before it, if it is there. */
  public static OptionalDouble number(byte[] object, String... path) {
    try (JsonParser json = read(object, object.length)) {
      int depth = 0;
      if (json.nextToken() == JsonToken.START_OBJECT) {
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
          boolean wanted = json.currentName().equals(path[depth]);
          JsonToken value = json.nextToken();
          if (wanted && depth == path.length - 1 && value.isNumeric()) {
            return OptionalDouble.of(json.getDoubleValue());
          }
          if (wanted && depth < path.length - 1 && value == JsonToken.START_OBJECT) {
            depth++;
          } else {
            json.skipChildren();
          }
        }
      }
      return OptionalDouble.empty();
    } catch (JacksonException _) {
      return OptionalDouble.empty();
    }
  }

  /**
   * The objects in that list of an object, each with its fields that are texts; none where there is
   * no such list.
   */
  public static List<Map<String, String>> objects(byte[] object, String list) {
    List<Map<String, String>> found = new ArrayList<>();
    try (JsonParser json = read(object, object.length)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        return found;
      }
      while (json.nextToken() != JsonToken.END_OBJECT) {
        boolean wanted = json.currentName().equals(list);
        if (json.nextToken() == JsonToken.START_ARRAY && wanted) {
          while (json.nextToken() != JsonToken.END_ARRAY) {
            found.add(texts(json));
          }
        } else {
          json.skipChildren();
        }
      }
      return found;
    } catch (JacksonException _) {
      return found;
    }
  }

  private static Map<String, String> texts(JsonParser json) {
    Map<String, String> texts = new LinkedHashMap<>();
    if (json.currentToken() != JsonToken.START_OBJECT) {
      json.skipChildren();
      return texts;
    }
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String name = json.currentName();
      if (json.nextToken() == JsonToken.VALUE_STRING) {
        texts.put(name, json.getString());
      } else {
        json.skipChildren();
      }
    }
    return texts;
  }

  /** An object as a document. */
  public static byte[] bytes(Map<String, ?> object) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (JsonGenerator json = write(out)) {
      value(object, json);
    }
    return out.toByteArray();
  }

  static JsonParser read(byte[] bytes, int length) {
    return FACTORY.createParser(ObjectReadContext.empty(), bytes, 0, length);
  }

  static JsonGenerator write(OutputStream out) {
    return FACTORY.createGenerator(ObjectWriteContext.empty(), out);
  }

  static JsonGenerator write(Writer out) {
    return FACTORY.createGenerator(ObjectWriteContext.empty(), out);
  }

  /** All objects in these bytes, one after the other. */
  static List<Reply> replies(byte[] bytes, int length) {
    try (JsonParser json = read(bytes, length)) {
      List<Reply> replies = new ArrayList<>(1);
      while (json.nextToken() != null) {
        if (json.currentToken() == JsonToken.START_OBJECT) {
          replies.add(ReplyReader.read(json));
        } else {
          json.skipChildren();
        }
      }
      return replies;
    }
  }

  /** Whether the text is one JSON document and nothing else. */
  static boolean isDocument(String text) {
    try (JsonParser json = FACTORY.createParser(ObjectReadContext.empty(), text)) {
      if (json.nextToken() == null) {
        return false;
      }
      json.skipChildren();
      return json.nextToken() == null;
    } catch (JacksonException _) {
      return false;
    }
  }

  /** Writes a value made of maps, lists, texts, numbers and booleans. */
  static void value(@Nullable Object value, JsonGenerator json) {
    JsonValues.write(value, json, (other, out) -> out.writeString(other.toString()));
  }
}
