package dev.fairlead.simulator;

import dev.fairlead.simulator.answer.Hashes;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

/** GLM's search: it runs at the server, and the results come beside the answer. */
final class GlmSearch {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final int MOST = 50;

  private GlmSearch() {}

  static Search of(Ask ask) {
    for (JsonNode tool : ask.request().path("tools")) {
      JsonNode search = tool.path("web_search");
      if (tool.path("type").asString("").equals("web_search")
          && search.path("enable").asBoolean(true)) {
        String query = search.path("search_query").asString(ask.conversation().question());
        ArrayNode found = results(query, search.path("count").asInt(3));
        String where = found.path(0).path("link").asString("");
        String note = "searched the web for “%s”: %s".formatted(query, where);
        return new Search(
            Optional.empty(),
            found.toString().length() / 4,
            search.path("search_result").asBoolean(true) ? found : JSON.createArrayNode(),
            List.of(note));
      }
    }
    return Search.none();
  }

  /** As many results as wanted, from 1 to 50. */
  static ArrayNode results(String query, int count) {
    ArrayNode results = JSON.createArrayNode();
    String hash = Hashes.brief(query);
    for (int i = 1; i <= Math.clamp(count, 1, MOST); i++) {
      results
          .addObject()
          .put("title", "Result " + i + " for " + query)
          .put("content", "What page " + i + " says of " + query + ".")
          .put("link", "https://example.com/" + hash + "/" + i)
          .put("media", "Example")
          .put("icon", "")
          .put("refer", "ref_" + i)
          .put("publish_date", "2026-11-0" + (1 + i % 9));
    }
    return results;
  }
}
