package dev.fairlead.simulator;

import dev.fairlead.simulator.answer.Answer;
import dev.fairlead.simulator.answer.ToolCall;
import java.io.IOException;
import java.util.Iterator;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The shapes of GLM's answers, keys in the order of the wire: sorted when whole. */
final class GlmWire {
  private static final JsonMapper JSON = JsonMapper.shared();

  private final World world;

  GlmWire(World world) {
    this.world = world;
  }

  ObjectNode plain(Said said) {
    Answer answer = said.answer();
    String id = Ids.glm(said);
    ObjectNode root = JSON.createObjectNode();
    ObjectNode choice = root.putArray("choices").addObject();
    choice.put("finish_reason", said.finish()).put("index", 0);
    ObjectNode message = choice.putObject("message").put("content", text(said));
    if (!answer.reasoning().isEmpty()) {
      message.put("reasoning_content", answer.reasoning());
    }
    message.put("role", "assistant");
    if (!answer.calls().isEmpty()) {
      ArrayNode calls = message.putArray("tool_calls");
      for (int i = 0; i < answer.calls().size(); i++) {
        ToolCall call = answer.calls().get(i);
        ObjectNode node = calls.addObject();
        node.putObject("function").put("arguments", call.arguments()).put("name", call.name());
        node.put("id", "call_" + world.ids().number()).put("index", i).put("type", "function");
      }
    }
    if (said.filtered()) {
      root.set("content_filter", filter());
    }
    root.put("created", said.created()).put("id", id).put("model", said.model());
    root.put("object", "chat.completion").put("request_id", requestId(said, id));
    if (said.usageUnknown()) {
      root.putNull("usage");
    } else {
      root.set("usage", sortedUsage(said.usage()));
    }
    if (!said.found().isEmpty()) {
      root.set("web_search", said.found());
    }
    return root;
  }

  void stream(Said said, EventSink sink) throws IOException {
    Chunks chunks = new Chunks(Ids.glm(said), said, sink);
    for (String piece : new Pieces(said.answer().reasoning(), said.chunk())) {
      chunks.send(words("reasoning_content", piece));
    }
    for (String piece : new Pieces(text(said), said.chunk())) {
      chunks.send(words("content", piece));
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
    private final boolean documented = world.on(Switch.GLM_DOCUMENTED_STREAM);

    Chunks(String id, Said said, EventSink sink) {
      this.id = id;
      this.said = said;
      this.sink = sink;
    }

    void send(ObjectNode delta) throws IOException {
      ObjectNode chunk = head();
      ObjectNode choice = chunk.putArray("choices").addObject().put("index", 0);
      if (documented) {
        choice.putNull("finish_reason");
      }
      choice.set("delta", delta);
      sink.event(chunk);
    }

    void call(int number, ToolCall call) throws IOException {
      boolean inPieces = said.ask().request().path("tool_stream").asBoolean(false);
      boolean counted = inPieces || world.on(Switch.GLM_COUNTED_TOOL_INDEX);
      Iterator<String> pieces =
          new Pieces(call.arguments(), inPieces ? said.argumentChunk() : Integer.MAX_VALUE)
              .iterator();
      ObjectNode first = JSON.createObjectNode();
      ObjectNode node = first.putArray("tool_calls").addObject();
      node.put("id", "call_" + world.ids().letters(22)).put("index", counted ? number : -1);
      node.put("type", "function");
      node.putObject("function").put("name", call.name()).put("arguments", pieces.next());
      send(first);
      while (pieces.hasNext()) {
        ObjectNode next = JSON.createObjectNode();
        ObjectNode fragment = next.putArray("tool_calls").addObject().put("index", number);
        fragment.putObject("function").put("arguments", pieces.next());
        send(next);
      }
    }

    void finish() throws IOException {
      ObjectNode chunk = head();
      ObjectNode choice = chunk.putArray("choices").addObject().put("index", 0);
      choice.put("finish_reason", said.finish());
      choice.set("delta", words("content", ""));
      if (said.filtered()) {
        chunk.set("content_filter", filter());
      }
      if (said.usageUnknown()) {
        chunk.putNull("usage");
      } else {
        chunk.set("usage", usage(said.usage()));
      }
      if (!said.found().isEmpty()) {
        chunk.set("web_search", said.found());
      }
      sink.event(chunk);
    }

    private ObjectNode head() {
      ObjectNode head = JSON.createObjectNode().put("id", id).put("created", said.created());
      if (!documented) {
        head.put("object", "chat.completion.chunk");
      }
      return head.put("model", said.model());
    }
  }

  /** The older models begin with a line end. */
  private static String text(Said said) {
    String text = said.answer().text();
    return said.model().startsWith("glm-4") && !text.isEmpty() ? "\n" + text : text;
  }

  private static ObjectNode words(String field, String piece) {
    return JSON.createObjectNode().put("role", "assistant").put(field, piece);
  }

  private static String requestId(Said said, String id) {
    return said.ask().request().path("request_id").asString(id);
  }

  private static ArrayNode filter() {
    ArrayNode filter = JSON.createArrayNode();
    filter.addObject().put("role", "user").put("level", 1);
    return filter;
  }

  private static ObjectNode usage(Usage usage) {
    ObjectNode node =
        JSON.createObjectNode()
            .put("prompt_tokens", usage.prompt())
            .put("completion_tokens", usage.completion())
            .put("total_tokens", usage.total());
    node.putObject("prompt_tokens_details").put("cached_tokens", usage.cached());
    node.putObject("completion_tokens_details").put("reasoning_tokens", usage.reasoning());
    return node;
  }

  private static ObjectNode sortedUsage(Usage usage) {
    ObjectNode node = JSON.createObjectNode().put("completion_tokens", usage.completion());
    node.putObject("completion_tokens_details").put("reasoning_tokens", usage.reasoning());
    node.put("prompt_tokens", usage.prompt());
    node.putObject("prompt_tokens_details").put("cached_tokens", usage.cached());
    return node.put("total_tokens", usage.total());
  }
}
