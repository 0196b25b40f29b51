package dev.fairlead.simulator;

import dev.fairlead.simulator.answer.Attachment;
import dev.fairlead.simulator.answer.Attachment.Kind;
import dev.fairlead.simulator.answer.Turn;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** GLM's search and reader outside a chat, and its count of tokens. */
final class GlmTools implements Desk {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final Set<String> COUNTED = Set.of("glm-4.6", "glm-4.6v", "glm-4.5");

  private final World world;

  GlmTools(World world) {
    this.world = world;
  }

  @Override
  public boolean serve(Visit visit) throws IOException {
    switch (visit.call().method() + " " + visit.call().path()) {
      case "POST /web_search" -> search(visit);
      case "POST /reader" -> read(visit);
      case "POST /tokenizer" -> count(visit);
      default -> {
        return false;
      }
    }
    return true;
  }

  private void search(Visit visit) throws IOException {
    JsonNode request = visit.call().json();
    String query = request.path("search_query").asString("");
    if (query.isEmpty() || request.path("search_engine").asString("").isEmpty()) {
      visit.send(GlmErrors.of(400, "1213", "A required parameter was not received"));
      return;
    }
    ObjectNode answer = head();
    answer.set("search_result", GlmSearch.results(query, request.path("count").asInt(10)));
    visit.send(answer);
  }

  private void read(Visit visit) throws IOException {
    String url = visit.call().json().path("url").asString("");
    if (url.isEmpty()) {
      visit.send(GlmErrors.of(400, "1213", "A required parameter was not received"));
      return;
    }
    ObjectNode answer = head();
    answer
        .putObject("reader_result")
        .put("title", "The page at " + url)
        .put("url", url)
        .put("content", "What is written at " + url + ".");
    visit.send(answer);
  }

  private void count(Visit visit) throws IOException {
    Optional<Ask> ask = Ask.of(visit.call()).filter(a -> COUNTED.contains(a.card().id()));
    if (ask.isEmpty()) {
      visit.send(GlmErrors.noModel());
      return;
    }
    int images = tokens(ask.get(), Kind.IMAGE);
    int videos = tokens(ask.get(), Kind.VIDEO);
    int total = ask.get().promptTokens();
    ObjectNode answer = head();
    answer.put("request_id", answer.path("id").asString(""));
    answer
        .putObject("usage")
        .put("prompt_tokens", total - images - videos)
        .put("image_tokens", images)
        .put("video_tokens", videos)
        .put("total_tokens", total);
    visit.send(answer);
  }

  private static int tokens(Ask ask, Kind kind) {
    int tokens = 0;
    for (Turn turn : ask.conversation().turns()) {
      for (Attachment part : turn.attachments()) {
        tokens += part.kind() == kind ? part.tokens() : 0;
      }
    }
    return tokens;
  }

  private ObjectNode head() {
    Instant now = Instant.now();
    return JSON.createObjectNode()
        .put("id", world.ids().glm(now))
        .put("created", now.getEpochSecond());
  }
}
