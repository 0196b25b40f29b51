package dev.fairlead.daemon.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.server.McpSyncServerExchange;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.ElicitFormRequest;
import io.modelcontextprotocol.spec.McpSchema.ServerCapabilities;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import java.io.IOException;
import java.util.HashSet;
import java.util.LinkedHashMap;
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

/** The modern era under handlers that the daemon does not have, or should not. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class ModernEraTest {
  private static final Map<String, Object> NO_ARGUMENTS =
      Map.of("type", "object", "properties", Map.of());

  private static McpServer.SyncSpecification<?> features(McpServer.SyncSpecification<?> server) {
    server.capabilities(ServerCapabilities.builder().tools(true).logging().build());
    tool(server, "null", _ -> null);
    tool(
        server,
        "error",
        _ -> {
          throw new NoClassDefFoundError("a/Class");
        });
    tool(
        server,
        "exception",
        _ -> {
          throw new IllegalStateException("a secret detail");
        });
    tool(server, "quick", _ -> said("done"));
    tool(server, "too-large", _ -> said("x".repeat(FrameWriter.LARGEST_FRAME)));
    tool(
        server,
        "log",
        exchange -> {
          exchange.loggingNotification(
              McpSchema.LoggingMessageNotification.builder(McpSchema.LoggingLevel.INFO, "at work")
                  .build());
          return said("logged");
        });
    tool(server, "twice", exchange -> said(asked(exchange, "first") + asked(exchange, "second")));
    return server;
  }

  private static String asked(McpSyncServerExchange exchange, String message) {
    return exchange
        .createElicitation(ElicitFormRequest.builder(message, NO_ARGUMENTS).build())
        .action()
        .name();
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

  private static void call(Pipes pipes, int id, String tool, Map<String, Object> more)
      throws IOException {
    call(pipes, id, tool, more, Map.of());
  }

  private static void call(
      Pipes pipes, int id, String tool, Map<String, Object> more, Map<String, Object> meta)
      throws IOException {
    Map<String, Object> all = new LinkedHashMap<>(meta);
    all.put("io.modelcontextprotocol/protocolVersion", "2026-07-28");
    all.put("io.modelcontextprotocol/clientCapabilities", Map.of("elicitation", Map.of()));
    Map<String, Object> params = new LinkedHashMap<>(more);
    params.put("name", tool);
    params.put("arguments", Map.of());
    params.put("_meta", all);
    pipes.send(
        FixtureServer.JSON.writeValueAsString(
            Map.of("jsonrpc", "2.0", "id", id, "method", "tools/call", "params", params)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "error", "exception", "too-large"})
  void a_handler_that_fails_in_any_way_gets_its_caller_one_reply(String tool) throws Exception {
    try (Pipes pipes = new Pipes(ModernEraTest::features)) {
      call(pipes, 5, tool, Map.of());

      JsonNode reply = pipes.next();
      assertThat(reply.path("id").asInt()).isEqualTo(5);
      assertThat(reply.at("/error/code").asInt()).isEqualTo(-32603);
      assertThat(reply.toString()).doesNotContain("secret", "Exception", "a/Class", "java.");
      call(pipes, 6, "quick", Map.of());
      assertThat(pipes.next().at("/result/content/0/text").asString()).isEqualTo("done");
    }
  }

  @Test
  void questions_become_results_one_round_after_another() throws Exception {
    try (Pipes pipes = new Pipes(ModernEraTest::features)) {
      call(pipes, 1, "twice", Map.of());
      JsonNode first = pipes.next().path("result");
      String one = onlyKey(first);
      assertThat(first.path("resultType").asString()).isEqualTo("input_required");
      assertThat(first.path("inputRequests").path(one).at("/params/message").asString())
          .isEqualTo("first");

      call(pipes, 2, "twice", answer(one, "accept", first));
      JsonNode second = pipes.next().path("result");
      String other = onlyKey(second);
      assertThat(other).isNotEqualTo(one);
      assertThat(second.path("inputRequests").path(other).at("/params/message").asString())
          .isEqualTo("second");

      call(pipes, 3, "twice", answer(other, "decline", second));
      JsonNode last = pipes.next();
      assertThat(last.at("/result/resultType").asString()).isEqualTo("complete");
      assertThat(last.at("/result/content/0/text").asString()).isEqualTo("ACCEPTDECLINE");
    }
  }

  private static String onlyKey(JsonNode result) {
    assertThat(result.path("inputRequests").size()).as("%s", result).isEqualTo(1);
    return result.path("inputRequests").propertyNames().iterator().next();
  }

  private static Map<String, Object> answer(String key, String action, JsonNode result) {
    return Map.of(
        "inputResponses",
        Map.of(key, Map.of("action", action)),
        "requestState",
        result.path("requestState").asString());
  }

  @Test
  void what_a_handler_logs_is_told_to_those_who_ask_for_that_level() throws Exception {
    try (Pipes pipes = new Pipes(ModernEraTest::features)) {
      String level = "io.modelcontextprotocol/logLevel";
      call(pipes, 1, "log", Map.of());
      assertThat(pipes.next().path("id").asInt()).isEqualTo(1);
      call(pipes, 2, "log", Map.of(), Map.of(level, "error"));
      assertThat(pipes.next().path("id").asInt()).isEqualTo(2);

      call(pipes, 3, "log", Map.of(), Map.of(level, "info"));

      assertThat(pipes.next().at("/params/data").asString()).isEqualTo("at work");
      assertThat(pipes.next().path("id").asInt()).isEqualTo(3);
    }
  }

  @Test
  void a_batch_of_the_era_before_takes_none_of_its_requests() throws Exception {
    try (Pipes pipes = new Pipes(ModernEraTest::features)) {
      pipes.send(
          """
          {"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":"2025-03-26",\
          "capabilities":{},"clientInfo":{"name":"t","version":"1"}}}\
          """);
      pipes.next();
      pipes.send(
          """
          [{"jsonrpc":"2.0","id":1,"method":"ping"},\
          {"jsonrpc":"2.0","id":2,"method":"subscriptions/listen","params":{}}]\
          """);

      JsonNode replies = pipes.next();

      assertThat(replies.valueStream().filter(reply -> reply.has("result"))).hasSize(1);
      assertThat(replies.toString()).contains("must not be part of a batch");
    }
  }

  @Test
  void five_hundred_requests_of_both_eras_at_once_have_a_reply_each() throws Exception {
    try (Pipes pipes = new Pipes(ModernEraTest::features).initialized()) {
      for (int id = 1; id <= 500; id++) {
        if (id % 2 == 0) {
          call(pipes, id, "quick", Map.of());
        } else {
          pipes.call(id, "quick");
        }
      }
      Set<Integer> answered = new HashSet<>();
      for (int i = 0; i < 500; i++) {
        JsonNode reply = pipes.next();
        int id = reply.path("id").asInt();
        assertThat(reply.path("result").has("resultType")).isEqualTo(id % 2 == 0);
        answered.add(id);
      }
      assertThat(answered).hasSize(500);
    }
  }
}
