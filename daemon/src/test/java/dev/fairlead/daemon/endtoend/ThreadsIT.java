package dev.fairlead.daemon.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.simulator.SeenRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Conversations of several turns, as the vendor sees them. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class ThreadsIT {
  private static final String PIXEL =
      "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

  @TempDir private Path directory;
  private House house;

  @BeforeEach
  void house() {
    house = new House(directory);
  }

  @AfterEach
  void close() {
    house.close();
  }

  private static JsonNode routing(JsonNode reply) {
    assertThat(reply.at("/result/isError").asBoolean()).as("%s", reply).isFalse();
    return reply.at("/result/_meta/dev.fairlead~1routing");
  }

  private static String code(int changed) {
    StringBuilder code = new StringBuilder();
    IntStream.range(0, 400)
        .forEach(i ->
            code.append("  value[")
                .append(i)
                .append("] = compute(")
                .append(i >= 200 && i < 200 + changed ? "changed" : "input")
                .append(", ")
                .append(i)
                .append(");\n"));
    return code.toString();
  }

  @ParameterizedTest
  @ValueSource(strings = {"kimi-k2.6", "glm-4.7"})
  void a_long_conversation_is_cached_also_after_a_restart_and_changes_of_a_file(String model)
      throws Exception {
    List<Double> shares = new ArrayList<>();
    String thread = "";
    DaemonProcess daemon = house.daemon().initialized();
    try {
      for (int turn = 1; turn <= 6; turn++) {
        house.file("src/Main.java", code(turn < 3 ? 0 : turn < 5 ? 3 : 6));
        if (turn == 4) {
          daemon.closeInput();
          daemon.awaitExit();
          daemon = house.daemon().initialized();
        }
        Map<String, Object> arguments = new HashMap<>();
        arguments.put("prompt", "Question number " + turn + " about the loop?");
        arguments.put("files", List.of("src/Main.java"));
        arguments.put("model", model);
        if (!thread.isEmpty()) {
          arguments.put("continuation_id", thread);
        }
        JsonNode routing = routing(daemon.call("chat", arguments));
        thread = routing.path("thread").asString();
        JsonNode usage = routing.path("usage");
        shares.add(usage.path("cached_tokens").asDouble() / usage.path("prompt_tokens").asDouble());
      }
    } finally {
      daemon.close();
    }
    assertThat(shares.subList(1, 6)).as("%s", shares).allMatch(share -> share >= 0.8);

    JsonNode last = house.simulator.requests().getLast().json().orElseThrow();
    String all = last.path("messages").toString();
    assertThat(all.split("BEGIN FILE src/Main.java", -1)).hasSize(2);
    assertThat(all.split("CHANGED FILE src/Main.java", -1)).hasSize(3);
    for (int turn = 1; turn <= 6; turn++) {
      assertThat(all.split("Question number " + turn + " about", -1))
          .as("question %s: once as asked, once in the answer to it", turn)
          .hasSizeBetween(2, 3);
    }
  }

  @Test
  void images_and_documents_stay_in_the_conversation_once_each() throws Exception {
    Path image = house.workspace.resolve("shot.png");
    Files.write(image, Base64.getDecoder().decode(PIXEL));
    String thread;
    try (DaemonProcess daemon = house.daemon().initialized()) {
      thread =
          routing(
                  daemon.call(
                      "chat", Map.of("prompt", "What is this?", "images", List.of("shot.png"))))
              .path("thread")
              .asString();
      routing(
          daemon.call(
              "chat",
              Map.of(
                  "prompt",
                  "And again?",
                  "images",
                  List.of("shot.png"),
                  "continuation_id",
                  thread)));
    }
    try (DaemonProcess daemon = house.daemon().initialized()) {
      JsonNode routing =
          routing(daemon.call("chat", Map.of("prompt", "Is it red?", "continuation_id", thread)));
      assertThat(routing.path("path").asString()).isEqualTo("vision");
    }
    List<SeenRequest> chats = house.simulator.requests(SeenRequest::chat);
    assertThat(chats).hasSize(3);
    assertThat(chats).extracting(ThreadsIT::images).containsExactly(1L, 1L, 1L);
  }

  private static long images(SeenRequest chat) {
    return chat.json()
        .orElseThrow()
        .path("messages")
        .valueStream()
        .flatMap(message -> message.path("content").valueStream())
        .filter(part -> part.path("type").asString("").equals("image_url"))
        .count();
  }

  @Test
  void a_long_answer_is_gone_on_with_until_it_is_whole() throws Exception {
    try (DaemonProcess daemon = house.daemon().initialized()) {
      JsonNode reply =
          daemon.call(
              "chat", Map.of("prompt", "[[sim: tokens=20000]] tell all", "model", "kimi-k2.6"));
      JsonNode routing = routing(reply);
      assertThat(routing.path("attempts").valueStream().map(a -> a.path("start").asString("new")))
          .as("%s", routing)
          .containsExactly("new", "continued", "continued");
    }
  }
}
