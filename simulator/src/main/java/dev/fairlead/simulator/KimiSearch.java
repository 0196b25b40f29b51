package dev.fairlead.simulator;

import dev.fairlead.simulator.answer.Hashes;
import dev.fairlead.simulator.answer.ToolCall;
import dev.fairlead.simulator.answer.Turn;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Kimi's search: the model calls it, the client sends the call back, the server searches. */
final class KimiSearch {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final String NAME = "$web_search";
  private static final int TOKENS = 13_046;

  private KimiSearch() {}

  static Search of(Ask ask) {
    if (!offered(ask)) {
      return Search.none();
    }
    String question = ask.conversation().question();
    if (ask.conversation().usersTurn()) {
      return ask.conversation().lastUserText().contains("call:")
          ? Search.none()
          : Search.callFirst(new ToolCall(NAME, arguments(question)));
    }
    Turn last = ask.conversation().turns().getLast();
    return last.message().path("name").asString("").equals(NAME)
        ? new Search(Optional.empty(), tokens(last.text()), JSON.createArrayNode(), notes(question))
        : Search.none();
  }

  private static boolean offered(Ask ask) {
    for (JsonNode tool : ask.request().path("tools")) {
      if (tool.path("type").asString("").equals("builtin_function")
          && tool.path("function").path("name").asString("").equals(NAME)) {
        return true;
      }
    }
    return false;
  }

  private static String arguments(String question) {
    ObjectNode node = JSON.createObjectNode();
    node.putObject("search_result").put("search_id", Hashes.brief(question));
    node.putObject("usage").put("total_tokens", TOKENS);
    return node.toString();
  }

  private static int tokens(String echoed) {
    try {
      return JSON.readTree(echoed).path("usage").path("total_tokens").asInt(0);
    } catch (JacksonException _) {
      return 0;
    }
  }

  private static List<String> notes(String question) {
    String address = "https://example.com/" + Hashes.brief(question);
    return List.of("searched the web for “" + question + "”: " + address);
  }
}
