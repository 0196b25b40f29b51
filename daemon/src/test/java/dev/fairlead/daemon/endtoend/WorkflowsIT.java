package dev.fairlead.daemon.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.simulator.Fault;
import dev.fairlead.simulator.Reply;
import dev.fairlead.simulator.Script;
import dev.fairlead.simulator.SeenRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Every workflow tool through the built daemon: one call, steps, threads, images, experts. */
final class WorkflowsIT {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String PIXEL =
      "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

  /** Those whose expert answers unless it is declined. */
  private static final Set<String> WITH_EXPERT =
      Set.of(
          "codereview",
          "debug",
          "thinkdeep",
          "analyze",
          "refactor",
          "secaudit",
          "precommit",
          "testgen");

  /** Those that ask a model only when told to. */
  private static final Set<String> WITHOUT = Set.of("planner", "tracer", "docgen");

  private static final Set<String> ALL =
      Stream.concat(WITH_EXPERT.stream(), WITHOUT.stream()).collect(Collectors.toSet());

  /** What a tool needs said besides, so that its last step is its last. */
  private static final Map<String, Map<String, Object>> BESIDES =
      Map.of("tracer", Map.of("trace_mode", "precision", "target_description", "main"));

  @TempDir private Path directory;

  @SuppressWarnings("NullAway.Init") // each test furnishes its own
  private House house;

  private void furnish(Path place) throws Exception {
    house =
        new House(place)
            .with("FAIRLEAD_TOOLS_PROFILE", "full")
            .with("FAIRLEAD_ROUTING_OFF_CAPABILITIES", "streaming");
    house.file("src/Main.java", "class Main {\n  int answer = 42;\n}\n");
    house.file("src/Other.java", "class Other {}\n");
    Files.write(house.workspace.resolve("shot.png"), Base64.getDecoder().decode(PIXEL));
    for (List<String> git :
        List.of(
            List.of("init", "-q"),
            List.of(
                "-c",
                "user.name=t",
                "-c",
                "user.email=t@t",
                "commit",
                "-q",
                "--allow-empty",
                "-m",
                "first"))) {
      List<String> command = new ArrayList<>(List.of("git"));
      command.addAll(git);
      Process process =
          new ProcessBuilder(command).directory(house.workspace.toFile()).inheritIO().start();
      assertThat(process.waitFor()).as("%s", command).isZero();
    }
  }

  private Stream<DynamicTest> each(Set<String> tools, Consumer<Talk> test) {
    return tools.stream()
        .sorted()
        .map(tool ->
            DynamicTest.dynamicTest(
                tool,
                () -> {
                  furnish(directory.resolve(tool));
                  try (House _ = house;
                      DaemonProcess daemon = house.daemon().initialized()) {
                    test.accept(new Talk(daemon, tool));
                  }
                }));
  }

  /** A tool that is called by a client. */
  private record Talk(DaemonProcess daemon, String tool) {
    JsonNode call(Object... pairs) {
      Map<String, Object> arguments = new LinkedHashMap<>(BESIDES.getOrDefault(tool, Map.of()));
      for (int i = 0; i < pairs.length; i += 2) {
        arguments.put((String) pairs[i], pairs[i + 1]);
      }
      return daemon.call(tool, arguments).path("result");
    }

    /** A call whose expert answers: some tools have to be told to ask one. */
    JsonNode expert(Object... pairs) {
      List<Object> all = new ArrayList<>();
      for (int i = 0; i < pairs.length; i += 2) {
        if (sends() || !pairs[i].equals("relevant_files")) {
          all.addAll(List.of(pairs[i], pairs[i + 1]));
        }
      }
      if (WITHOUT.contains(tool)) {
        all.addAll(List.of("use_assistant_model", true, "next_step_required", false));
      }
      return call(all.toArray());
    }

    /** Whether its expert gets files: a plan has none. */
    boolean sends() {
      return !tool.equals("planner");
    }
  }

  private static String text(JsonNode result) {
    return result.at("/content/0/text").asString();
  }

  private static String status(JsonNode result) {
    return result.at("/_meta/dev.fairlead~1status").asString();
  }

  private static JsonNode routing(JsonNode result) {
    return result.at("/_meta/dev.fairlead~1routing");
  }

  private List<SeenRequest> chats() {
    return house.simulator.requests(SeenRequest::chat);
  }

  private static String messages(SeenRequest request) {
    return request.json().orElseThrow().path("messages").toString();
  }

  private static int count(String text, String what) {
    return text.split(Pattern.quote(what), -1).length - 1;
  }

  @TestFactory
  @DisplayName("one call is enough, and the expert sees each file once")
  Stream<DynamicTest> oneCall() {
    return each(
        ALL,
        talk -> {
          JsonNode result =
              talk.expert("step", "Is the answer right?", "relevant_files", "src/Main.java");
          assertThat(status(result)).as("%s", result).isEqualTo("complete");
          assertThat(routing(result).path("outcome").asString()).isEqualTo("answered");
          assertThat(text(result)).contains("continuation_id");
          assertThat(chats()).hasSize(1);
          String messages = messages(chats().getFirst());
          assertThat(messages).contains("Is the answer right?");
          assertThat(count(messages, "BEGIN FILE src/Main.java")).isEqualTo(talk.sends() ? 1 : 0);
          assertThat(count(messages, "int answer = 42;"))
              .isGreaterThanOrEqualTo(talk.sends() ? 1 : 0);
        });
  }

  @TestFactory
  @DisplayName("one call of a tool without an expert asks nobody")
  Stream<DynamicTest> oneCallWithoutExpert() {
    return each(
        WITHOUT,
        talk -> {
          JsonNode result = talk.call("step", "What is to be done?");
          assertThat(result.path("isError").asBoolean()).as("%s", result).isFalse();
          assertThat(text(result)).contains("direct");
          assertThat(chats()).isEmpty();
        });
  }

  @TestFactory
  @DisplayName("three steps ask once, at the end, with what all of them brought")
  Stream<DynamicTest> threeSteps() {
    return each(
        WITH_EXPERT,
        talk -> {
          JsonNode first =
              talk.call(
                  "step",
                  "Begin with the answer",
                  "findings",
                  "found-in-one",
                  "hypothesis",
                  "theory-of-one",
                  "total_steps",
                  3,
                  "next_step_required",
                  true,
                  "relevant_files",
                  List.of("src/Main.java"));
          assertThat(status(first)).as("%s", first).isEqualTo("investigate");
          assertThat(chats()).isEmpty();
          Map<String, Object> second = nextCall(first);
          second.put("step", "Look at the other");
          second.put("findings", "found-in-two");
          second.put("relevant_files", List.of("src/Other.java"));
          second.put("next_step_required", true);
          JsonNode middle = talk.daemon().call(talk.tool(), second).path("result");
          assertThat(status(middle)).as("%s", middle).isEqualTo("investigate");

          Map<String, Object> third = nextCall(middle);
          third.put("step", "Now judge");
          third.put("findings", "found-in-three");
          third.put("relevant_files", List.of());
          third.put("next_step_required", false);
          JsonNode last = talk.daemon().call(talk.tool(), third).path("result");

          assertThat(status(last)).as("%s", last).isEqualTo("complete");
          assertThat(chats()).hasSize(1);
          String messages = messages(chats().getFirst());
          assertThat(messages)
              .contains("found-in-one", "found-in-two", "found-in-three", "theory-of-one");
          assertThat(count(messages, "BEGIN FILE src/Main.java")).isEqualTo(1);
          assertThat(count(messages, "BEGIN FILE src/Other.java")).isEqualTo(1);
        });
  }

  @TestFactory
  @DisplayName("three steps of a tool without an expert ask nobody")
  Stream<DynamicTest> threeStepsWithoutExpert() {
    return each(
        WITHOUT,
        talk -> {
          JsonNode result =
              talk.call("step", "word-of-one", "total_steps", 3, "next_step_required", true);
          assertThat(status(result)).as("%s", result).isEqualTo("investigate");
          for (String word : List.of("word-of-two", "word-of-three")) {
            Map<String, Object> next = nextCall(result);
            next.put("step", word);
            next.put("next_step_required", word.equals("word-of-two"));
            next.keySet().removeAll(Set.of("findings", "relevant_files"));
            result = talk.daemon().call(talk.tool(), next).path("result");
          }
          assertThat(status(result)).as("%s", result).isEqualTo("complete");
          assertThat(chats()).isEmpty();
        });
  }

  private static Map<String, Object> nextCall(JsonNode result) {
    String text = text(result);
    int begin = text.indexOf("```json") + "```json".length();
    JsonNode next = JSON.readTree(text.substring(begin, text.indexOf("```", begin)));
    Map<String, Object> arguments = new HashMap<>();
    Objects.requireNonNull(next.path("next_call").path("arguments"))
        .propertyStream()
        .forEach(entry ->
            arguments.put(entry.getKey(), JSON.treeToValue(entry.getValue(), Object.class)));
    return arguments;
  }

  @TestFactory
  @DisplayName("a thread of another tool goes on, whole, and no file is sent again")
  Stream<DynamicTest> continued() {
    return each(
        ALL,
        talk -> {
          JsonNode chat =
              talk.daemon()
                  .call(
                      "chat",
                      Map.of("prompt", "My word is plover", "files", List.of("src/Main.java")))
                  .path("result");
          String thread = routing(chat).path("thread").asString();

          JsonNode result =
              talk.expert(
                  "step",
                  "Go on with it",
                  "relevant_files",
                  List.of("src/Main.java"),
                  "continuation_id",
                  thread);

          assertThat(status(result)).as("%s", result).isEqualTo("complete");
          assertThat(routing(result).path("thread").asString()).isEqualTo(thread);
          String messages = messages(chats().getLast());
          assertThat(messages).contains("My word is plover");
          assertThat(count(messages, "BEGIN FILE src/Main.java")).isEqualTo(1);
          assertThat(count(messages, "File unchanged since it was shown: src/Main.java"))
              .isEqualTo(talk.sends() ? 1 : 0);
        });
  }

  @TestFactory
  @DisplayName("an expert that is declined is not asked")
  Stream<DynamicTest> declined() {
    return each(
        WITH_EXPERT,
        talk -> {
          JsonNode result =
              talk.call(
                  "step",
                  "Done by myself",
                  "findings",
                  "all is well",
                  "relevant_files",
                  List.of("src/Main.java"),
                  "use_assistant_model",
                  false);
          assertThat(status(result)).as("%s", result).isEqualTo("complete");
          assertThat(routing(result).path("path").asString()).isEqualTo("direct");
          assertThat(chats()).isEmpty();
        });
  }

  @TestFactory
  @DisplayName("images reach a model that sees, once")
  Stream<DynamicTest> images() {
    return each(
        ALL,
        talk -> {
          JsonNode result =
              talk.expert(
                  "step",
                  "What does it show?",
                  "images",
                  List.of("shot.png", "data:image/png;base64," + PIXEL));
          assertThat(routing(result).path("path").asString()).as("%s", result).isEqualTo("vision");
          long parts =
              chats()
                  .getFirst()
                  .json()
                  .orElseThrow()
                  .path("messages")
                  .valueStream()
                  .flatMap(message -> message.path("content").valueStream())
                  .filter(part -> part.path("type").asString("").equals("image_url"))
                  .count();
          assertThat(parts).isEqualTo(2);
        });
  }

  @TestFactory
  @DisplayName("an expert's prose, JSON, fenced JSON, nothing and errors all come to something")
  Stream<DynamicTest> answers() {
    return each(
        ALL,
        talk -> {
          assertThat(text(answering(talk, "Plain prose."))).startsWith("Plain prose.");
          assertThat(text(answering(talk, "{\"analysis\": \"fine\"}"))).contains("fine");
          assertThat(text(answering(talk, "```json\n{\"analysis\": \"fenced\"}\n```")))
              .contains("fenced");
          JsonNode wants =
              answering(
                  talk,
                  "{\"status\": \"files_required_to_continue\", \"files_needed\": [\"src/X.java\"]}");
          assertThat(status(wants)).as("%s", wants).isEqualTo("needs_files");
          assertThat(text(wants)).contains("src/X.java", "continuation_id");

          JsonNode nothing = answering(talk, "");
          assertThat(status(nothing)).as("%s", nothing).isEqualTo("failed");
          assertThat(nothing.path("isError").asBoolean()).isTrue();
          house.simulator.clearScripts();
          house.simulator.script(Script.of(new Fault.Status(400)).always());
          JsonNode failed =
              talk.expert(
                  "step", "Judge it", "relevant_files", "src/Main.java", "model", "glm-5.1");
          assertThat(status(failed)).as("%s", failed).isEqualTo("failed");
          assertThat(text(failed)).contains("glm-5.1");
        });
  }

  private JsonNode answering(Talk talk, String answer) {
    house.simulator.clearScripts();
    house.simulator.script(
        Script.of(new Fault.Instead(Reply.of(200, completion(answer)))).always());
    return talk.expert("step", "Judge it", "relevant_files", "src/Main.java", "model", "glm-5.2");
  }

  private static String completion(String answer) {
    return JSON.writeValueAsString(
        Map.of(
            "id",
            "c-1",
            "created",
            1,
            "model",
            "glm-5.2",
            "choices",
            List.of(
                Map.of(
                    "index",
                    0,
                    "finish_reason",
                    "stop",
                    "message",
                    Map.of("role", "assistant", "content", answer))),
            "usage",
            Map.of("prompt_tokens", 10, "completion_tokens", 5, "total_tokens", 15)));
  }
}
