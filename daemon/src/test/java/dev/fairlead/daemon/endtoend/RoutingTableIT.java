package dev.fairlead.daemon.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * Where the calls of every tool go: each tool with each kind of content, with both providers and
 * with one alone. Run with {@code -Dfairlead.snapshots=update} to accept a changed table.
 */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class RoutingTableIT {
  private static final boolean UPDATE = "update".equals(System.getProperty("fairlead.snapshots"));
  private static final Path TABLE =
      DaemonProcess.root().resolve("daemon/src/test/resources/routing-table.txt");
  private static final String PIXEL =
      "data:image/png;base64,"
          + "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

  private static final Map<String, Map<String, Object>> CONTENTS = new LinkedHashMap<>();

  static {
    CONTENTS.put("plain", Map.of());
    CONTENTS.put("image", Map.of("images", List.of(PIXEL)));
    CONTENTS.put("document", Map.of("files", List.of("spec.pdf")));
    CONTENTS.put("large file", Map.of("files", List.of("large.txt")));
    CONTENTS.put("thinking high", Map.of("thinking_mode", "high"));
    CONTENTS.put("web search", Map.of("web_search", true));
  }

  @TempDir private Path directory;

  @Test
  void every_tool_goes_where_the_table_says() throws Exception {
    List<String> rows = new ArrayList<>();
    for (String keys : List.of("both", "kimi", "glm")) {
      try (House house = house(keys);
          DaemonProcess daemon = house.daemon().initialized()) {
        for (String tool : asking(daemon)) {
          CONTENTS.forEach(
              (content, arguments) -> rows.add(row(daemon, keys, tool, content, arguments)));
        }
        assertThat(house.simulator.requests()).as("explaining calls nobody").isEmpty();
      }
    }
    String table = String.join("\n", rows) + "\n";
    if (UPDATE) {
      Files.createDirectories(TABLE.getParent());
      Files.writeString(TABLE, table);
    }
    assertThat(table).isEqualTo(Files.readString(TABLE));
  }

  @Test
  void what_is_explained_is_what_is_done() throws Exception {
    try (House house = house("both");
        DaemonProcess first = house.daemon().initialized()) {
      for (String tool : asking(first)) {
        if (tool.equals("consensus")) {
          continue; // asks several models, each of its own plan
        }
        try (DaemonProcess daemon = house.daemon().initialized()) {
          JsonNode explained = explained(daemon, tool, Map.of());
          Map<String, Object> arguments = new LinkedHashMap<>();
          arguments.put(required(daemon, tool), "What is this?");
          if (tool.equals("ask_files")) {
            arguments.put("files", List.of("spec.pdf"));
          }
          if (takes(daemon, tool, "use_assistant_model")) {
            arguments.put("use_assistant_model", true);
          }
          if (tool.equals("tracer")) {
            arguments.put("trace_mode", "precision");
          }
          JsonNode routing = daemon.call(tool, arguments).at("/result/_meta/dev.fairlead~1routing");
          assertThat(routing.path("model").asString("none"))
              .as("%s: %s", tool, routing)
              .isEqualTo(explained.path("candidates").path(0).path("model").asString());
        }
      }
    }
  }

  private House house(String keys) throws IOException, InterruptedException {
    House house =
        new House(Files.createTempDirectory(directory, "house"))
            .with("FAIRLEAD_TOOLS_PROFILE", "full");
    if (keys.equals("kimi")) {
      house.with("ZAI_API_KEY", "");
    } else if (keys.equals("glm")) {
      house.with("MOONSHOT_API_KEY", "");
    }
    Process git =
        new ProcessBuilder("git", "init", "-q").directory(house.workspace.toFile()).start();
    assertThat(git.waitFor()).isZero();
    house.file("spec.pdf", "%PDF-1.7 no real one");
    house.file("large.txt", "All work and no play makes a long text. ".repeat(25_000));
    return house;
  }

  private static JsonNode tools(DaemonProcess daemon) {
    return daemon.request("tools/list", Map.of()).at("/result/tools");
  }

  private static JsonNode tool(DaemonProcess daemon, String name) {
    return tools(daemon)
        .valueStream()
        .filter(tool -> tool.path("name").asString().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static String required(DaemonProcess daemon, String name) {
    return tool(daemon, name).at("/inputSchema/required/0").asString();
  }

  private static boolean takes(DaemonProcess daemon, String name, String field) {
    return tool(daemon, name).at("/inputSchema/properties").has(field);
  }

  /** The tools that ask a model, which is what the hint on the open world says. */
  private static List<String> asking(DaemonProcess daemon) {
    return tools(daemon)
        .valueStream()
        .filter(tool -> tool.at("/annotations/openWorldHint").asBoolean())
        .map(tool -> tool.path("name").asString())
        .toList();
  }

  private static JsonNode explained(
      DaemonProcess daemon, String tool, Map<String, Object> content) {
    Map<String, Object> arguments = new LinkedHashMap<>(content);
    arguments.put("tool", tool);
    arguments.put("prompt", "What is this?");
    return daemon.call("route_explain", arguments).path("result").path("structuredContent");
  }

  private static String row(
      DaemonProcess daemon,
      String keys,
      String tool,
      String content,
      Map<String, Object> arguments) {
    JsonNode told = explained(daemon, tool, arguments);
    JsonNode first = told.path("candidates").path(0);
    String degraded =
        first
            .path("degraded")
            .valueStream()
            .map(JsonNode::asString)
            .collect(Collectors.joining(", "));
    String to =
        first.isMissingNode()
            ? "nobody"
            : first.path("model").asString() + " via " + first.path("path").asString();
    return "%-5s %-13s %-14s %s%s; others: %s"
        .formatted(
            keys,
            tool,
            content,
            to,
            degraded.isEmpty() ? "" : ", without " + degraded,
            reasons(told.path("rejected")));
  }

  /** Why models are left out, once each; that one is retired depends on the day. */
  private static String reasons(JsonNode rejected) {
    return rejected
        .valueStream()
        .flatMap(model -> model.path("reasons").valueStream())
        .map(reason -> reason.asString().replaceAll("[0-9][0-9,]*", "N"))
        .filter(reason -> !reason.startsWith("retired"))
        .distinct()
        .sorted()
        .collect(Collectors.joining(", "));
  }
}
