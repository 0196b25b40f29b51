package dev.fairlead.daemon.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.ServerParameters;
import io.modelcontextprotocol.client.transport.StdioClientTransport;
import io.modelcontextprotocol.json.jackson3.JacksonMcpJsonMapper;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.GetPromptRequest;
import io.modelcontextprotocol.spec.McpSchema.ReadResourceRequest;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** The Java SDK's own client, on the daemon as it is launched. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class JavaSdkIT {
  @TempDir private Path directory;

  @Test
  void it_opens_lists_calls_reads_and_closes() {
    try (House house = new House(directory)) {
      List<String> progress = new CopyOnWriteArrayList<>();
      McpSyncClient client =
          McpClient.sync(
                  new StdioClientTransport(
                      ServerParameters.builder(DaemonProcess.launcher().toString())
                          .env(house.environment())
                          .build(),
                      new JacksonMcpJsonMapper(JsonMapper.builder().build())))
              .requestTimeout(Duration.ofSeconds(30))
              .roots(
                  McpSchema.Root.builder(house.workspace.toUri().toString()).name("work").build())
              .progressConsumer(told -> progress.add(told.message()))
              .build();
      try {
        assertThat(client.initialize().serverInfo().name()).isEqualTo("fairlead");
        assertThat(client.listTools().tools()).extracting(McpSchema.Tool::name).contains("chat");
        assertThat(client.listPrompts().prompts()).isNotEmpty();
        assertThat(client.listResources().resources()).isNotEmpty();
        assertThat(client.listResourceTemplates().resourceTemplates())
            .extracting(McpSchema.ResourceTemplate::name)
            .containsExactly("decision", "job", "result", "thread");
        assertThat(
                client
                    .readResource(ReadResourceRequest.builder("fairlead://models").build())
                    .contents())
            .hasSize(1);
        assertThat(
                client
                    .getPrompt(
                        GetPromptRequest.builder("chat").arguments(Map.of("prompt", "hi")).build())
                    .messages())
            .hasSize(1);
        client.setLoggingLevel(McpSchema.LoggingLevel.ERROR);
        client.ping();
        house.file("Taut.java", "class Taut {}");
        CallToolResult result =
            client.callTool(
                CallToolRequest.builder("chat")
                    .arguments(Map.of("prompt", "what is it?", "files", List.of("Taut.java")))
                    .progressToken("token")
                    .build());
        assertThat(((TextContent) result.content().getFirst()).text()).contains("Taut.java");
        assertThat(progress).isNotEmpty();
      } finally {
        assertThat(client.closeGracefully()).isTrue();
      }
    }
  }

  @Test
  void its_user_is_asked_about_files_with_secrets() {
    try (House house = new House(directory).with("FAIRLEAD_FILES_SECRETS", "ask")) {
      house.file("run.sh", "API_KEY=q8Zr2LmX0vTn5KpW7yBd");
      List<String> questions = new CopyOnWriteArrayList<>();
      McpSyncClient client =
          McpClient.sync(
                  new StdioClientTransport(
                      ServerParameters.builder(DaemonProcess.launcher().toString())
                          .env(house.environment())
                          .build(),
                      new JacksonMcpJsonMapper(JsonMapper.builder().build())))
              .requestTimeout(Duration.ofSeconds(30))
              .roots(
                  McpSchema.Root.builder(house.workspace.toUri().toString()).name("work").build())
              .elicitation(question -> {
                questions.add(question.message());
                return McpSchema.ElicitResult.builder(McpSchema.ElicitResult.Action.ACCEPT)
                    .content(Map.of("agreed", true))
                    .build();
              })
              .build();
      try {
        client.initialize();
        CallToolResult result =
            client.callTool(
                CallToolRequest.builder("chat")
                    .arguments(Map.of("prompt", "what is it?", "files", List.of("run.sh")))
                    .build());

        assertThat(((TextContent) result.content().getFirst()).text())
            .contains("Masked in run.sh: assigned-secret (line 1)");
        assertThat(questions).singleElement().asString().contains("- run.sh: assigned-secret");
      } finally {
        assertThat(client.closeGracefully()).isTrue();
      }
    }
  }
}
