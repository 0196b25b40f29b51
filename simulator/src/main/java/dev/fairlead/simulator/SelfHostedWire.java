package dev.fairlead.simulator;

import dev.fairlead.simulator.answer.ToolCall;
import dev.fairlead.simulator.answer.Turn;
import java.io.IOException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The shapes of vLLM's answers: whole ones with every field there is, streamed ones with few. */
final class SelfHostedWire {
  private static final JsonMapper JSON = JsonMapper.shared();

  private final World world;

  SelfHostedWire(World world) {
    this.world = world;
  }

  ObjectNode plain(Said said) {
    ObjectNode root = head("chat.completion", id(), said);
    ObjectNode choice = root.putArray("choices").addObject().put("index", 0);
    ObjectNode message = choice.putObject("message").put("role", "assistant");
    message.put("content", said.answer().text()).putNull("refusal").putNull("annotations");
    message.putNull("audio").putNull("function_call");
    ArrayNode calls = message.putArray("tool_calls");
    for (int i = 0; i < said.answer().calls().size(); i++) {
      ToolCall call = said.answer().calls().get(i);
      ObjectNode node = calls.addObject().put("id", callId(said, i, call)).put("type", "function");
      node.putObject("function").put("name", call.name()).put("arguments", call.arguments());
    }
    if (said.answer().reasoning().isEmpty()) {
      message.putNull(reasoning());
    } else {
      message.put(reasoning(), said.answer().reasoning());
    }
    choice.putNull("logprobs").put("finish_reason", said.finish());
    choice.putNull("stop_reason").putNull("token_ids");
    root.putNull("service_tier").putNull("system_fingerprint");
    root.set("usage", usage(said.usage()).putNull("prompt_tokens_details"));
    return root.putNull("prompt_logprobs").putNull("kv_transfer_params");
  }

  void stream(Said said, EventSink sink) throws IOException {
    Chunks chunks = new Chunks(id(), said, sink);
    chunks.send(JSON.createObjectNode().put("role", "assistant").put("content", ""));
    for (String piece : new Pieces(said.answer().reasoning(), said.chunk())) {
      chunks.send(JSON.createObjectNode().put(reasoning(), piece));
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
      ObjectNode chunk = head("chat.completion.chunk", id, said);
      ObjectNode choice = chunk.putArray("choices").addObject().put("index", 0);
      choice.set("delta", delta);
      choice.putNull("logprobs").putNull("finish_reason");
      sink.event(chunk);
    }

    void call(int index, ToolCall call) throws IOException {
      ObjectNode first = JSON.createObjectNode();
      ObjectNode node = first.putArray("tool_calls").addObject();
      node.put("id", callId(said, index, call)).put("type", "function").put("index", index);
      node.putObject("function").put("name", call.name());
      send(first);
      for (String piece : new Pieces(call.arguments(), said.argumentChunk())) {
        ObjectNode next = JSON.createObjectNode();
        ObjectNode fragment = next.putArray("tool_calls").addObject().put("index", index);
        fragment.putObject("function").put("arguments", piece);
        send(next);
      }
    }

    void finish() throws IOException {
      ObjectNode chunk = head("chat.completion.chunk", id, said);
      ObjectNode choice = chunk.putArray("choices").addObject().put("index", 0);
      choice.putObject("delta").put("content", "");
      choice.putNull("logprobs").put("finish_reason", said.finish()).putNull("stop_reason");
      sink.event(chunk);
      if (said.ask().request().path("stream_options").path("include_usage").asBoolean(false)) {
        ObjectNode last = head("chat.completion.chunk", id, said);
        last.putArray("choices");
        last.set("usage", usage(said.usage()));
        sink.event(last);
      }
    }
  }

  private String id() {
    return "chatcmpl-" + world.ids().hex16() + world.ids().hex16();
  }

  private String reasoning() {
    return world.on(Switch.SELFHOSTED_REASONING_CONTENT) ? "reasoning_content" : "reasoning";
  }

  /** Kimi's calls are counted through the whole conversation. */
  private String callId(Said said, int index, ToolCall call) {
    if (!SelfHostedRules.kimi(said.ask()) || world.on(Switch.SELFHOSTED_RANDOM_CALL_IDS)) {
      return "chatcmpl-tool-" + world.ids().hex16() + world.ids().hex16();
    }
    int before = 0;
    for (Turn turn : said.ask().conversation().turns()) {
      before += turn.message().path("tool_calls").size();
    }
    return "functions." + call.name() + ":" + (before + index);
  }

  private static ObjectNode head(String object, String id, Said said) {
    return JSON.createObjectNode()
        .put("id", id)
        .put("object", object)
        .put("created", said.created())
        .put("model", said.model());
  }

  private static ObjectNode usage(Usage usage) {
    return JSON.createObjectNode()
        .put("prompt_tokens", usage.prompt())
        .put("total_tokens", usage.total())
        .put("completion_tokens", usage.completion());
  }
}
