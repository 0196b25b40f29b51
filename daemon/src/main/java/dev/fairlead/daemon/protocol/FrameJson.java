package dev.fairlead.daemon.protocol;

import dev.fairlead.providers.text.JsonValues;
import dev.fairlead.providers.text.Late;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.json.JsonMapper;

/**
 * How messages are read and written: token by token, as deep and as long as a frame may be. What is
 * none of JSON's own values, such as most records of the SDK's, is left to the library's data
 * binding, which is made ready when the first such comes. Thread-safe.
 */
final class FrameJson {
  private static final int DEEPEST = 500;

  private final JsonFactory factory =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(DEEPEST)
                  .maxStringLength(LineReader.LARGEST_FRAME)
                  .build())
          .build();
  private final Late<JsonMapper> library =
      new Late<>("data binding", () -> JsonMapper.builder(factory).build());

  /**
   * The value that these bytes are.
   *
   * @throws tools.jackson.core.JacksonException if they are none, or more than one
   */
  @Nullable Object read(byte[] bytes) {
    try (JsonParser json = factory.createParser(ObjectReadContext.empty(), bytes)) {
      if (json.nextToken() == null) {
        throw new StreamReadException(json, "nothing is there");
      }
      Object value = JsonValues.read(json);
      if (json.nextToken() != null) {
        throw new StreamReadException(json, "more follows");
      }
      return value;
    }
  }

  /** A value as it is sent. */
  byte[] bytes(Object value) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(512);
    try (JsonGenerator json = factory.createGenerator(ObjectWriteContext.empty(), out)) {
      JsonValues.write(
          value, json, (other, to) -> to.writeRawValue(library().writeValueAsString(other)));
    }
    return out.toByteArray();
  }

  /** The same as a text. */
  String text(Object value) {
    return new String(bytes(value), StandardCharsets.UTF_8);
  }

  /** The library's data binding. */
  JsonMapper library() {
    return library.get();
  }
}
