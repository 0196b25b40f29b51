package dev.fairlead.daemon.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Every path that a call can run by, at every provider that has it. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class PathsIT {
  private static final String PIXEL =
      "data:image/png;base64,"
          + "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

  @TempDir private Path directory;
  private House house;

  @BeforeEach
  void house() {
    house = new House(directory);
    house.file("spec.pdf", "%PDF-1.7 no real one");
  }

  @AfterEach
  void close() {
    house.close();
  }

  static Stream<Arguments> paths() {
    return Stream.of(
        arguments("standard", "kimi", "kimi-k2.6", Map.of(), "streaming"),
        arguments("standard", "glm", "glm-4.7", Map.of(), "streaming"),
        arguments("streaming", "kimi", "kimi-k2.6", Map.of(), ""),
        arguments("streaming", "glm", "glm-4.7", Map.of(), ""),
        arguments("thinking", "kimi", "kimi-k2.6", Map.of("thinking_mode", "high"), ""),
        arguments("thinking", "glm", "glm-4.7", Map.of("thinking_mode", "high"), ""),
        arguments("vision", "kimi", "kimi/*", Map.of("images", List.of(PIXEL)), ""),
        arguments("vision", "glm", "glm/*", Map.of("images", List.of(PIXEL)), ""),
        arguments("file_upload", "kimi", "kimi/*", Map.of("files", List.of("spec.pdf")), ""),
        arguments("file_upload", "glm", "glm/*", Map.of("files", List.of("spec.pdf")), ""));
  }

  @ParameterizedTest(name = "{0} at {1}")
  @MethodSource("paths")
  void a_call_runs_by_its_path_and_is_recorded_so(
      String path, String provider, String model, Map<String, Object> more, String off)
      throws Exception {
    house.with("FAIRLEAD_ROUTING_OFF_CAPABILITIES", off);
    Map<String, Object> arguments = new HashMap<>(more);
    arguments.put("prompt", "What is this?");
    arguments.put("model", model);
    try (DaemonProcess daemon = house.daemon().initialized()) {
      JsonNode reply = daemon.call("chat", arguments);

      JsonNode routing = reply.path("result").path("_meta").path("dev.fairlead/routing");
      assertThat(routing.path("outcome").asString()).as("%s", reply).isEqualTo("answered");
      assertThat(routing.path("path").asString()).as("%s", routing).isEqualTo(path);
      assertThat(routing.path("provider").asString()).isEqualTo(provider);
    }
    assertThat(house.run("decisions").out()).contains(path);
  }

  @Test
  void a_tool_that_asks_no_model_runs_directly() throws Exception {
    try (DaemonProcess daemon = house.daemon().initialized()) {
      daemon.call("version", Map.of());
      daemon.end();
    }
    assertThat(house.run("decisions").out()).contains("version", "direct");
  }
}
