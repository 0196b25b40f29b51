package dev.fairlead.daemon.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.server.McpSyncServerExchange;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.ElicitFormRequest;
import io.modelcontextprotocol.spec.McpSchema.ServerCapabilities;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The transport under handlers that the daemon does not have, or should not. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class StdioTransportTest {
  private static final Map<String, Object> NO_ARGUMENTS =
      Map.of("type", "object", "properties", Map.of());

  private static McpServer.SyncSpecification<?> features(McpServer.SyncSpecification<?> server) {
    server.capabilities(ServerCapabilities.builder().tools(true).build());
    tool(server, "null", _ -> null);
    tool(
        server,
        "error",
        _ -> {
          throw new NoClassDefFoundError("a/Class");
        });
    tool(
        server,
        "overflow",
        _ -> {
          throw new StackOverflowError();
        });
    tool(
        server,
        "exception",
        _ -> {
          throw new IllegalStateException("a secret detail");
        });
    tool(server, "large", _ -> said("x".repeat(FrameWriter.LARGEST_FRAME - 1_000)));
    tool(server, "too-large", _ -> said("x".repeat(FrameWriter.LARGEST_FRAME)));
    tool(
        server,
        "ask",
        exchange ->
            said(
                exchange
                    .createElicitation(ElicitFormRequest.builder("go on?", NO_ARGUMENTS).build())
                    .action()
                    .name()));
    return server;
  }

  private static void tool(
      McpServer.SyncSpecification<?> server,
      String name,
      Function<McpSyncServerExchange, @Nullable CallToolResult> handler) {
    server.toolCall(
        McpSchema.Tool.builder(name, NO_ARGUMENTS).description(name).build(),
        (exchange, _) -> handler.apply(exchange));
  }

  private static CallToolResult said(String text) {
    return CallToolResult.builder()
        .content(List.of(TextContent.builder(text).build()))
        .isError(false)
        .build();
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "error", "overflow", "exception"})
  void a_handler_that_fails_in_any_way_gets_its_caller_one_reply(String tool) throws Exception {
    try (Pipes pipes = new Pipes(StdioTransportTest::features).initialized()) {
      pipes.call(5, tool);

      JsonNode reply = pipes.next();
      assertThat(reply.path("id").asInt()).isEqualTo(5);
      assertThat(reply.has("error") || reply.at("/result/isError").asBoolean()).isTrue();
      assertThat(reply.toString()).doesNotContain("secret", "Exception", "a/Class", "java.");
      pipes.send("{\"jsonrpc\":\"2.0\",\"id\":6,\"method\":\"ping\"}");
      assertThat(pipes.next().path("id").asInt()).isEqualTo(6);
    }
  }

  @Test
  void a_reply_of_more_than_a_client_reads_becomes_an_error_and_the_next_is_served()
      throws Exception {
    try (Pipes pipes = new Pipes(StdioTransportTest::features).initialized()) {
      pipes.call(5, "large");
      assertThat(pipes.next().at("/result/content/0/text").asString())
          .hasSize(FrameWriter.LARGEST_FRAME - 1_000);

      pipes.call(6, "too-large");
      JsonNode reply = pipes.next();

      assertThat(reply.path("id").asInt()).isEqualTo(6);
      assertThat(reply.at("/error/code").asInt()).isEqualTo(-32603);
      assertThat(reply.at("/error/message").asString()).contains("more than a client reads");
      pipes.send("{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"ping\"}");
      assertThat(pipes.next().path("id").asInt()).isEqualTo(7);
    }
  }

  @Test
  void three_hundred_questions_to_the_client_are_open_at_once_and_all_answered() throws Exception {
    try (Pipes pipes = new Pipes(StdioTransportTest::features).initialized()) {
      for (int id = 1; id <= 300; id++) {
        pipes.call(id, "ask");
      }
      List<JsonNode> questions = new ArrayList<>();
      for (int i = 0; i < 300; i++) {
        questions.add(pipes.next());
      }
      assertThat(questions).allMatch(q -> q.path("method").asString("").endsWith("create"));

      for (JsonNode question : questions) {
        pipes.send(
            "{\"jsonrpc\":\"2.0\",\"id\":%s,\"result\":{\"action\":\"accept\",\"content\":{}}}"
                .formatted(question.path("id")));
      }
      Set<Integer> answered = new HashSet<>();
      for (int i = 0; i < 300; i++) {
        JsonNode reply = pipes.next();
        assertThat(reply.at("/result/content/0/text").asString()).isEqualTo("ACCEPT");
        answered.add(reply.path("id").asInt());
      }
      assertThat(answered).hasSize(300);
    }
  }

  @Test
  void a_question_whose_call_was_cancelled_is_taken_back() throws Exception {
    try (Pipes pipes = new Pipes(StdioTransportTest::features).initialized()) {
      pipes.call(1, "ask");
      JsonNode question = pipes.next();

      pipes.send(
          "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":1}}");

      JsonNode back = pipes.next();
      assertThat(back.path("method").asString()).isEqualTo("notifications/cancelled");
      assertThat(back.at("/params/requestId")).isEqualTo(question.path("id"));
      pipes.send("{\"jsonrpc\":\"2.0\",\"id\":%s,\"result\":{}}".formatted(question.path("id")));
      pipes.send("{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"ping\"}");
      assertThat(pipes.next().path("id").asInt()).isEqualTo(2);
    }
  }
}
