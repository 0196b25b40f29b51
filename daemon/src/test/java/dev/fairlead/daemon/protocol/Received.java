package dev.fairlead.daemon.protocol;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a server writes; not a channel, which the interrupt of a call would close. */
final class Received extends OutputStream {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Queue<JsonNode> messages;

  Received(Queue<JsonNode> messages) {
    this.messages = messages;
  }

  @Override
  public void write(int b) {
    throw new AssertionError("a server writes whole lines");
  }

  @Override
  public void write(byte[] bytes, int from, int length) {
    new String(bytes, from, length, StandardCharsets.UTF_8)
        .lines()
        .forEach(line -> messages.add(JSON.readTree(line)));
  }
}
