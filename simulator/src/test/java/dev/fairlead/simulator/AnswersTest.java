package dev.fairlead.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.simulator.answer.Hashes;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class AnswersTest {
  private static Simulator simulator;
  private final Client client = new Client();

  @BeforeAll
  static void start() {
    simulator = Simulator.start();
  }

  @AfterAll
  static void stop() {
    simulator.close();
  }

  @Test
  void the_answer_names_all_that_came_with_the_question() throws Exception {
    ObjectNode request = request("glm-5.3-flash", "You help.", "first question");
    ArrayNode messages = (ArrayNode) request.path("messages");
    messages.addObject().put("role", "assistant").put("content", "first answer");
    ObjectNode user = messages.addObject().put("role", "user");
    ArrayNode parts = user.putArray("content");
    parts.addObject().put("type", "text").put("text", Samples.FILE + "\nWhy does it wait?\nMore.");
    parts.addObject().put("type", "image_url").putObject("image_url").put("url", Samples.PNG);

    String hash = Hashes.brief(String.join("\n", lines()));
    assertThat(text(request))
        .startsWith("glm-5.3-flash was asked “Why does it wait?”.")
        .contains("- src/Door.java: 11 lines, sha256 " + hash)
        .contains("- image/png, 68 bytes, 1x1")
        .endsWith("Conversation: 4 messages, 1 earlier turn.");
    assertThat(text(request)).isEqualTo(text(request));
  }

  @Test
  void a_review_cites_real_lines() throws Exception {
    String text =
        text(request("kimi-k3", "You are an expert in code review.", Samples.FILE + "Any bugs?"));

    assertThat(text)
        .contains("asked “Any bugs?”")
        .contains("[high] src/Door.java:7 `} catch (Exception e) {`")
        .contains("[high] src/Door.java:6 `Thread.sleep(5000);`");
  }

  @Test
  void a_review_cites_the_numbers_that_lines_were_given_with() throws Exception {
    String numbered =
        """
        --- BEGIN FILE a.py ---
         41| def f():
         42|     time.sleep(3)
        --- END FILE a.py ---
        """;
    assertThat(text(request("kimi-k3", "Review this.", numbered)))
        .contains("a.py:42 `time.sleep(3)`");
  }

  @Test
  void documents_are_named() throws Exception {
    ObjectNode kimi = request("kimi-k3", "You are Kimi.", "");
    ((ArrayNode) kimi.path("messages"))
        .insertObject(1)
        .put("role", "system")
        .put(
            "content",
            "{\"content\":\"XLNet\",\"file_type\":\"application/pdf\",\"filename\":\"x.pdf\","
                + "\"title\":\"\",\"type\":\"file\"}");
    assertThat(text(kimi)).contains("- x.pdf: application/pdf, 5 characters, sha256 ");

    ObjectNode glm = request("glm-4.6v", "You help.", "");
    ObjectNode file =
        ((ArrayNode) glm.path("messages"))
            .addObject()
            .put("role", "user")
            .putArray("content")
            .addObject()
            .put("type", "file")
            .putObject("file");
    file.put("filename", "y.pdf").put("file_data", "data:application/pdf;base64,aGVsbG8=");
    assertThat(text(glm)).contains("- y.pdf: application/pdf, 5 bytes");
  }

  @Test
  void json_is_answered_where_it_is_asked_for() throws Exception {
    ObjectNode request = request("glm-5.3", "Answer in JSON.", Samples.FILE + "What?");
    request.putObject("response_format").put("type", "json_object");
    JsonNode facts = Client.JSON.readTree(text(request));
    assertThat(facts.path("files").path(0).path("path").asString()).isEqualTo("src/Door.java");

    ObjectNode typed = request("kimi-k3", "Answer.", "What?");
    ObjectNode format = typed.putObject("response_format").put("type", "json_schema");
    format.set(
        "json_schema",
        Client.JSON.readTree(
            "{\"name\":\"x\",\"schema\":{\"type\":\"object\",\"properties\":{\"a\":{\"type\":"
                + "\"array\",\"items\":{\"type\":\"integer\"}},\"b\":{\"enum\":[\"z\"]},"
                + "\"c\":{\"type\":\"string\"}}}}"));
    assertThat(text(typed)).isEqualTo("{\"a\":[1],\"b\":\"z\",\"c\":\"What?\"}");
  }

  @Test
  void length_and_pace_are_steered_by_the_question() throws Exception {
    long before = System.nanoTime();
    JsonNode answer =
        client.answer(
            simulator.kimiBase(), Client.ask("kimi-k3", "Go [[sim: tokens=200 reasoning=50]]"));
    assertThat(answer.path("usage").path("completion_tokens").asInt()).isEqualTo(250);

    List<String> events =
        client.events(
            simulator.glmBase(),
            Client.stream(
                "glm-5.3",
                "Go [[sim: tokens=40 chunk=40 delay=20ms first=100ms]]",
                "\"reasoning_effort\":\"low\""));
    assertThat(events).hasSize(6);
    assertThat(System.nanoTime() - before).isGreaterThan(180_000_000L);
    assertThat(events.getFirst()).doesNotContain("[[sim");
  }

  private static List<String> lines() {
    List<String> lines = Samples.FILE.lines().toList();
    return lines.subList(1, lines.size() - 1);
  }

  private static ObjectNode request(String model, String system, String user) {
    ObjectNode request = Client.JSON.createObjectNode().put("model", model);
    ArrayNode messages = request.putArray("messages");
    messages.addObject().put("role", "system").put("content", system);
    messages.addObject().put("role", "user").put("content", user);
    return request;
  }

  private String text(ObjectNode request) throws Exception {
    boolean glm = request.path("model").asString("").startsWith("glm");
    return client
        .answer(glm ? simulator.glmBase() : simulator.kimiBase(), request.toString())
        .path("choices")
        .path(0)
        .path("message")
        .path("content")
        .asString("")
        .strip();
  }
}
