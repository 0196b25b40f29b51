package dev.fairlead.simulator;

import dev.fairlead.simulator.answer.Hashes;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The body of a request: whole, or where it was too much to keep, its length and hash. */
public final class SeenBody {
  private static final JsonMapper JSON = JsonMapper.shared();

  private final byte @Nullable [] bytes;
  private final long length;
  private final String hash;

  private SeenBody(byte @Nullable [] bytes, long length, String hash) {
    this.bytes = bytes;
    this.length = length;
    this.hash = hash;
  }

  static SeenBody kept(byte[] bytes) {
    return new SeenBody(bytes, bytes.length, "");
  }

  static SeenBody dropped(byte[] bytes) {
    return new SeenBody(null, bytes.length, Hashes.full(bytes));
  }

  SeenBody drop() {
    return bytes == null ? this : dropped(bytes);
  }

  /** Whether the bytes are still here. */
  public boolean whole() {
    return bytes != null;
  }

  /** Its length in bytes. */
  public long length() {
    return length;
  }

  /** Its SHA-256. */
  public String hash() {
    return bytes == null ? hash : Hashes.full(bytes);
  }

  /** Its text, empty where it was not kept. */
  public String text() {
    return bytes == null ? "" : new String(bytes, StandardCharsets.UTF_8);
  }

  /** It as JSON, where it is that and was kept. */
  public Optional<JsonNode> json() {
    if (bytes == null || bytes.length == 0) {
      return Optional.empty();
    }
    try {
      return Optional.of(JSON.readTree(bytes));
    } catch (JacksonException _) {
      return Optional.empty();
    }
  }
}
