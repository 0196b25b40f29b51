package dev.fairlead.daemon.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.simulator.Fault;
import dev.fairlead.simulator.Script;
import dev.fairlead.simulator.SeenRequest;
import dev.fairlead.simulator.Vendor;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.ServerParameters;
import io.modelcontextprotocol.client.transport.StdioClientTransport;
import io.modelcontextprotocol.json.jackson3.JacksonMcpJsonMapper;
import io.modelcontextprotocol.spec.McpSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An IDE's client, the built daemon, both vendors: the main job from end to end. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class MainJobIT {
  private static final String SOURCE =
      "providers/src/main/java/dev/fairlead/providers/ProviderException.java";

  @TempDir private Path directory;
  private House house;
  private final List<McpSchema.ProgressNotification> progress = new CopyOnWriteArrayList<>();

  @BeforeEach
  void house() throws IOException {
    house = new House(directory);
    house.file("ProviderException.java", Files.readString(DaemonProcess.root().resolve(SOURCE)));
  }

  @AfterEach
  void close() {
    house.close();
  }

  @Test
  void a_review_is_routed_answered_and_recorded() throws Exception {
    try (McpSyncClient client = client()) {
      assertThat(client.listTools().tools())
          .extracting(McpSchema.Tool::name)
          .contains("chat", "codereview", "listmodels", "route_explain", "version");

      McpSchema.CallToolResult result = client.callTool(review());

      assertThat(result.isError()).isFalse();
      assertThat(text(result)).contains("ProviderException.java", "safe to serialise?");
      assertThat(progress).isNotEmpty();
      assertThat(progress).extracting(McpSchema.ProgressNotification::progress).isSorted();
      Map<?, ?> routing = routing(result);
      assertThat(routing.get("outcome")).isEqualTo("answered");
      JsonNode row = house.decision("answered");
      assertThat(row.path("id").asString()).isEqualTo(routing.get("decision"));
      assertThat(row.path("model").asString()).isEqualTo(routing.get("model"));
      assertThat(row.path("tool").asString()).isEqualTo("codereview");
      assertThat(row.path("sent").path(0).path("path").asString())
          .contains("ProviderException.java");
      assertThat(house.simulator.requests(SeenRequest::chat)).hasSize(1);
    }
  }

  @Test
  void when_one_vendor_fails_the_other_answers_the_same_call() throws Exception {
    String first = firstChoice();
    Vendor failing = first.startsWith("kimi") ? Vendor.KIMI : Vendor.GLM;
    house.simulator.script(Script.of(new Fault.Status(500)).on(failing).path("/chat/").always());
    try (McpSyncClient client = client()) {
      McpSchema.CallToolResult result = client.callTool(review());

      assertThat(result.isError()).isFalse();
      assertThat(text(result)).contains("ProviderException.java");
      assertThat(routing(result).get("provider")).isNotEqualTo(failing.label());
      JsonNode row = house.decision("answered");
      assertThat(row.path("attempts").size()).isGreaterThanOrEqualTo(2);
      assertThat(row.path("attempts").path(0).path("error").asString()).isEqualTo("Unavailable");
      assertThat(row.path("provider").asString()).isNotEqualTo(failing.label());
    }
  }

  @Test
  void with_kimi_failing_glm_answers() throws Exception {
    house.simulator.script(
        Script.of(new Fault.Status(503)).on(Vendor.KIMI).path("/chat/").always());
    try (McpSyncClient client = client()) {
      McpSchema.CallToolResult result = client.callTool(review());

      assertThat(text(result)).contains("ProviderException.java");
      assertThat(routing(result).get("provider")).isEqualTo("glm");
    }
  }

  @Test
  void with_glm_failing_kimi_answers() throws Exception {
    house.simulator.script(Script.of(new Fault.Status(503)).on(Vendor.GLM).path("/chat/").always());
    try (McpSyncClient client = client()) {
      McpSchema.CallToolResult result = client.callTool(review());

      assertThat(text(result)).contains("ProviderException.java");
      assertThat(routing(result).get("provider")).isEqualTo("kimi");
    }
  }

  @Test
  void a_cancel_in_the_middle_of_the_answer_reaches_the_vendor() throws Exception {
    house.simulator.script(Script.of(new Fault.Pace(Duration.ofMillis(50))).always());
    try (DaemonProcess daemon = house.daemon().initialized()) {
      DaemonProcess.Asked asked =
          daemon.startCall(
              "codereview",
              Map.of(
                  "step",
                  "[[sim: tokens=2000]] Review",
                  "relevant_files",
                  "ProviderException.java"),
              "t");
      house.simulator.await(r -> r.chat() && r.events() > 2, DaemonProcess.PATIENCE);

      Instant cancelled = Instant.now();
      daemon.send(
          "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":"
              + asked.id()
              + "}}");
      SeenRequest seen =
          house.simulator.await(
              r -> r.chat() && r.goneAfter(cancelled).isPresent(), Duration.ofSeconds(5));

      assertThat(seen.goneAfter(cancelled).orElseThrow()).isLessThan(Duration.ofMillis(200));
      assertThat(house.decision("cancelled").path("tool").asString()).isEqualTo("codereview");
      int told = daemon.unasked().size();
      daemon.request("ping", Map.of());
      assertThat(asked.reply()).isNotDone();
      assertThat(daemon.unasked()).hasSize(told);
    }
  }

  @Test
  void without_any_key_a_model_tool_names_the_variables_to_set() throws Exception {
    house.with("MOONSHOT_API_KEY", "").with("ZAI_API_KEY", "");
    try (McpSyncClient client = client()) {
      assertThat(client.listTools().tools()).isNotEmpty();

      McpSchema.CallToolResult result = client.callTool(review());

      assertThat(result.isError()).isTrue();
      assertThat(text(result)).contains("MOONSHOT_API_KEY", "ZAI_API_KEY");
      assertThat(
              client
                  .callTool(
                      McpSchema.CallToolRequest.builder("version").arguments(Map.of()).build())
                  .isError())
          .isFalse();
    }
  }

  private String firstChoice() throws Exception {
    try (DaemonProcess daemon = house.daemon().initialized()) {
      JsonNode result = daemon.call("route_explain", Map.of("tool", "codereview")).path("result");
      return result
          .path("structuredContent")
          .path("candidates")
          .path(0)
          .path("provider")
          .asString();
    }
  }

  private McpSyncClient client() {
    ServerParameters parameters =
        ServerParameters.builder("/usr/bin/env")
            .args("-C", house.workspace.toString(), DaemonProcess.launcher().toString())
            .env(house.environment())
            .build();
    StdioClientTransport transport =
        new StdioClientTransport(
            parameters, new JacksonMcpJsonMapper(JsonMapper.builder().build()));
    McpSyncClient client =
        McpClient.sync(transport)
            .requestTimeout(DaemonProcess.PATIENCE)
            .progressConsumer(progress::add)
            .build();
    client.initialize();
    return client;
  }

  private static McpSchema.CallToolRequest review() {
    return new McpSchema.CallToolRequest(
        "codereview",
        Map.of(
            "step",
            "Is this exception safe to serialise?",
            "relevant_files",
            List.of("ProviderException.java")),
        Map.of("progressToken", "review-1"));
  }

  private static String text(McpSchema.CallToolResult result) {
    return ((McpSchema.TextContent) result.content().getFirst()).text();
  }

  private static Map<?, ?> routing(McpSchema.CallToolResult result) {
    return (Map<?, ?>) Objects.requireNonNull(result.meta().get("dev.fairlead/routing"));
  }
}
