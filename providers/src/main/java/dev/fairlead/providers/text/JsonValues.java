package dev.fairlead.providers.text;

import java.io.StringWriter;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Values of JSON as maps in order, lists, strings, numbers, booleans and null, read and written
 * token by token. Data binding would do the same, but what it has to make ready for that costs a
 * start a tenth of its time. Questions of type are asked one by one, because a switch over types
 * would be put together anew at every start.
 */
public final class JsonValues {
  private static final JsonFactory FACTORY = new JsonFactory();

  private JsonValues() {}

  /**
   * The value that a document is.
   *
   * @throws tools.jackson.core.JacksonException if it is none
   */
  public static @Nullable Object of(String document) {
    try (JsonParser json = FACTORY.createParser(ObjectReadContext.empty(), document)) {
      json.nextToken();
      return read(json);
    }
  }

  /**
   * A value as a document.
   *
   * @throws IllegalArgumentException if it, or a part of it, is none of JSON's
   */
  public static String text(@Nullable Object value) {
    StringWriter out = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), out)) {
      write(
          value,
          json,
          (other, _) -> {
            throw new IllegalArgumentException("no JSON for " + other);
          });
    }
    return out.toString();
  }

  /**
   * The value that begins with the token that the parser is at, which is then at its last one.
   * Whole numbers are {@link Integer}, {@link Long} or {@link BigInteger}, whichever is the first
   * to hold it; all others are {@link Double}.
   */
  public static @Nullable Object read(JsonParser json) {
    JsonToken token = json.currentToken();
    if (token == JsonToken.VALUE_STRING) {
      return json.getString();
    }
    if (token == JsonToken.START_OBJECT) {
      Map<String, @Nullable Object> map = new LinkedHashMap<>();
      for (String name = json.nextName(); name != null; name = json.nextName()) {
        json.nextToken();
        map.put(name, read(json));
      }
      return map;
    }
    if (token == JsonToken.START_ARRAY) {
      List<@Nullable Object> list = new ArrayList<>();
      while (json.nextToken() != JsonToken.END_ARRAY) {
        list.add(read(json));
      }
      return list;
    }
    if (token == JsonToken.VALUE_TRUE || token == JsonToken.VALUE_FALSE) {
      return token == JsonToken.VALUE_TRUE;
    }
    return token == JsonToken.VALUE_NULL ? null : json.getNumberValue();
  }

  /** Writes a value; what is none of the types above is written by {@code other}. */
  public static void write(
      @Nullable Object value, JsonGenerator json, BiConsumer<Object, JsonGenerator> other) {
    if (value instanceof String text) {
      json.writeString(text);
    } else if (value instanceof Map<?, ?> map) {
      json.writeStartObject();
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        json.writeName(String.valueOf(entry.getKey()));
        write(entry.getValue(), json, other);
      }
      json.writeEndObject();
    } else if (value instanceof Iterable<?> items) {
      json.writeStartArray();
      for (Object item : items) {
        write(item, json, other);
      }
      json.writeEndArray();
    } else if (value instanceof Boolean flag) {
      json.writeBoolean(flag);
    } else if (value == null) {
      json.writeNull();
    } else if (value instanceof JsonText ready) {
      json.writeRawValue(ready.text());
    } else if (!number(value, json)) {
      other.accept(value, json);
    }
  }

  @SuppressWarnings("IfChainToSwitch") // see above
  private static boolean number(Object value, JsonGenerator json) {
    if (value instanceof Integer number) {
      json.writeNumber(number);
    } else if (value instanceof Long number) {
      json.writeNumber(number);
    } else if (value instanceof Double number) {
      json.writeNumber(number);
    } else if (value instanceof Float number) {
      json.writeNumber(number);
    } else if (value instanceof Short number) {
      json.writeNumber(number);
    } else if (value instanceof BigInteger number) {
      json.writeNumber(number);
    } else if (value instanceof BigDecimal number) {
      json.writeNumber(number);
    } else {
      return false;
    }
    return true;
  }
}
