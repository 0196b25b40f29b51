package dev.fairlead.daemon.protocol;

import dev.fairlead.providers.text.Late;
import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.json.TypeRef;
import io.modelcontextprotocol.json.jackson3.JacksonMcpJsonMapper;
import java.io.IOException;
import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;

/**
 * The JSON that the SDK works with: a library's, but for the records that {@link PlainMessages}
 * reads. Thread-safe.
 */
final class SdkJson implements McpJsonMapper {
  private final Late<McpJsonMapper> library;

  /** That library, which is made ready when the first other record comes. */
  SdkJson(FrameJson json) {
    this.library =
        new Late<>("data binding of the SDK", () -> new JacksonMcpJsonMapper(json.library()));
  }

  @Override
  public <T> T convertValue(Object data, TypeRef<T> type) {
    T read = plain(data, type.getType());
    return read == null ? library.get().convertValue(data, type) : read;
  }

  @Override
  public <T> T convertValue(Object data, Class<T> type) {
    T read = plain(data, type);
    return read == null ? library.get().convertValue(data, type) : read;
  }

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // it is of that type
  private static <T> @Nullable T plain(Object data, Type type) {
    return (T) PlainMessages.read(data, type);
  }

  @Override
  public <T> T readValue(String content, Class<T> type) throws IOException {
    return library.get().readValue(content, type);
  }

  @Override
  public <T> T readValue(byte[] content, Class<T> type) throws IOException {
    return library.get().readValue(content, type);
  }

  @Override
  public <T> T readValue(String content, TypeRef<T> type) throws IOException {
    return library.get().readValue(content, type);
  }

  @Override
  public <T> T readValue(byte[] content, TypeRef<T> type) throws IOException {
    return library.get().readValue(content, type);
  }

  @Override
  public String writeValueAsString(Object value) throws IOException {
    return library.get().writeValueAsString(value);
  }

  @Override
  public byte[] writeValueAsBytes(Object value) throws IOException {
    return library.get().writeValueAsBytes(value);
  }
}
