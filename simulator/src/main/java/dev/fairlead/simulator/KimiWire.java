package dev.fairlead.simulator;

import dev.fairlead.simulator.answer.ToolCall;
import java.io.IOException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The shapes of Kimi's answers, keys in the order of the wire. */
final class KimiWire {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final String FINGERPRINT = "fpv0_25844b67";

  private final World world;

  KimiWire(World world) {
    this.world = world;
  }

  ObjectNode plain(Said said) {
    ObjectNode root = head(id(said), "chat.completion", said);
    ObjectNode choice = root.putArray("choices").addObject().put("index", 0);
    ObjectNode message = choice.putObject("message").put("role", "assistant");
    message.put("content", said.answer().text());
    if (!said.answer().reasoning().isEmpty()) {
      message.put("reasoning_content", said.answer().reasoning());
    }
    if (!said.answer().calls().isEmpty()) {
      ArrayNode calls = message.putArray("tool_calls");
      for (int i = 0; i < said.answer().calls().size(); i++) {
        ToolCall call = said.answer().calls().get(i);
        call(calls.addObject(), i, call, call.arguments());
      }
    }
    choice.put("finish_reason", said.finish());
    if (!said.usageUnknown()) {
      root.set("usage", usage(said));
    }
    return root;
  }

  void stream(Said said, EventSink sink) throws IOException {
    Chunks chunks = new Chunks(id(said), said, sink);
    chunks.send(JSON.createObjectNode().put("role", "assistant").put("content", ""));
    for (String piece : new Pieces(said.answer().reasoning(), said.chunk())) {
      chunks.send(JSON.createObjectNode().put("reasoning_content", piece));
    }
    for (String piece : new Pieces(said.answer().text(), said.chunk())) {
      chunks.send(JSON.createObjectNode().put("content", piece));
    }
    for (int i = 0; i < said.answer().calls().size(); i++) {
      chunks.call(i, said.answer().calls().get(i));
    }
    chunks.finish();
  }

  private final class Chunks {
    private final String id;
    private final Said said;
    private final EventSink sink;

    Chunks(String id, Said said, EventSink sink) {
      this.id = id;
      this.said = said;
      this.sink = sink;
    }

    void send(ObjectNode delta) throws IOException {
      ObjectNode chunk = head(id, "chat.completion.chunk", said);
      ObjectNode choice = chunk.putArray("choices").addObject().put("index", 0);
      choice.set("delta", delta);
      choice.putNull("finish_reason");
      sink.event(chunk.put("system_fingerprint", FINGERPRINT));
    }

    void call(int index, ToolCall call) throws IOException {
      ObjectNode first = JSON.createObjectNode();
      KimiWire.this.call(first.putArray("tool_calls").addObject(), index, call, "");
      send(first);
      for (String piece : new Pieces(call.arguments(), said.argumentChunk())) {
        ObjectNode next = JSON.createObjectNode();
        ObjectNode fragment = next.putArray("tool_calls").addObject().put("index", index);
        fragment.putObject("function").put("arguments", piece);
        send(next);
      }
    }

    void finish() throws IOException {
      ObjectNode chunk = head(id, "chat.completion.chunk", said);
      ObjectNode choice = chunk.putArray("choices").addObject().put("index", 0);
      choice.putObject("delta");
      choice.put("finish_reason", said.finish());
      if (!said.usageUnknown()) {
        choice.set("usage", usage(said));
      }
      sink.event(chunk.put("system_fingerprint", FINGERPRINT));
      if (said.ask().request().path("stream_options").path("include_usage").asBoolean(false)) {
        ObjectNode last = head(id, "chat.completion.chunk", said);
        last.putArray("choices");
        last.set("usage", usage(said));
        sink.event(last);
      }
    }
  }

  private String id(Said said) {
    if (said.ask().call().surface().plan()) {
      return world.ids().kimiCode();
    }
    return world.on(Switch.KIMI_DOCUMENTED_SHAPES)
        ? world.ids().kimiDocumented()
        : world.ids().kimi(said.created());
  }

  private static ObjectNode head(String id, String object, Said said) {
    return JSON.createObjectNode()
        .put("id", id)
        .put("object", object)
        .put("created", said.created())
        .put("model", said.model());
  }

  private void call(ObjectNode node, int index, ToolCall call, String arguments) {
    boolean builtin = call.name().startsWith("$");
    String mark = world.on(Switch.KIMI_DOCUMENTED_SHAPES) ? ":" : "_";
    node.put("index", index).put("id", call.name() + mark + index);
    node.put("type", builtin ? "builtin_function" : "function");
    node.putObject("function").put("name", call.name()).put("arguments", arguments);
  }

  private ObjectNode usage(Said said) {
    Usage usage = said.usage();
    ObjectNode node =
        JSON.createObjectNode()
            .put("prompt_tokens", usage.prompt())
            .put("completion_tokens", usage.completion())
            .put("total_tokens", usage.total());
    if (world.on(Switch.KIMI_DOCUMENTED_SHAPES)) {
      return node;
    }
    if (usage.cached() > 0) {
      node.put("cached_tokens", usage.cached());
    }
    node.putObject("completion_tokens_details").put("reasoning_tokens", usage.reasoning());
    if (usage.cached() > 0) {
      node.putObject("prompt_tokens_details").put("cached_tokens", usage.cached());
    }
    return node;
  }
}
