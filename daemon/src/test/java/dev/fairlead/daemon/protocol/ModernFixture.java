package dev.fairlead.daemon.protocol;

import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.server.McpServerFeatures.SyncPromptSpecification;
import io.modelcontextprotocol.server.McpSyncServerExchange;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.GetPromptResult;
import io.modelcontextprotocol.spec.McpSchema.Prompt;
import io.modelcontextprotocol.spec.McpSchema.PromptMessage;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/** The features that the conformance suite wants to see in the modern era besides the others. */
final class ModernFixture {
  private static final Map<String, Object> NO_ARGUMENTS =
      Map.of("type", "object", "properties", Map.of());

  private ModernFixture() {}

  /** Adds them; {@code change} is told which list is to be said to have changed. */
  static McpServer.SyncSpecification<?> added(
      McpServer.SyncSpecification<?> server, Consumer<String> change) {
    asking(server, "test_missing_capability", _ -> Map.of("sample", sampling("Anything", 10)));
    asking(server, "test_streaming_elicitation", _ -> Map.of("name", form("Name?", "name")));
    asking(
        server,
        "test_input_required_result_elicitation",
        _ -> Map.of("user_name", form("What is your name?", "name")));
    asking(
        server,
        "test_input_required_result_sampling",
        _ -> Map.of("capital_question", sampling("What is the capital of France?", 100)));
    asking(server, "test_input_required_result_list_roots", _ -> Map.of("client_roots", roots()));
    asking(
        server,
        "test_input_required_result_request_state",
        _ -> Map.of("confirm", form("Please confirm", "ok")));
    asking(
        server,
        "test_input_required_result_tampered_state",
        _ -> Map.of("confirm", form("Please confirm", "ok")));
    asking(
        server,
        "test_input_required_result_multiple_inputs",
        _ ->
            Map.of(
                "user_name", form("What is your name?", "name"),
                "greeting", sampling("Generate a greeting", 50),
                "client_roots", roots()));
    asking(server, "test_input_required_result_capabilities", ModernFixture::whatIsOffered);
    tool(
        server,
        "test_input_required_result_multi_round",
        _ -> {
          ModernCall call = ModernCall.CURRENT.get();
          call.ask(Map.of("step1", form("Step 1: What is your name?", "name")));
          call.ask(Map.of("step2", form("Step 2: What is your favorite color?", "color")));
          return "both steps answered";
        });
    tool(
        server,
        "test_logging_tool",
        exchange -> {
          exchange.loggingNotification(
              McpSchema.LoggingMessageNotification.builder(
                      McpSchema.LoggingLevel.INFO, "the tool is at work")
                  .build());
          return "logged";
        });
    for (String list : List.of("tool", "prompt")) {
      tool(
          server,
          "test_trigger_%s_change".formatted(list),
          _ -> {
            change.accept(list);
            return "changed";
          });
    }
    return prompt(server);
  }

  private static McpServer.SyncSpecification<?> prompt(McpServer.SyncSpecification<?> server) {
    return server.prompts(
        new SyncPromptSpecification(
            Prompt.builder("test_input_required_result_prompt")
                .description("A prompt for testing")
                .build(),
            (_, _) -> {
              Object context =
                  ModernCall.CURRENT
                      .get()
                      .ask(Map.of("user_context", form("What context should it use?", "context")))
                      .get("user_context");
              return GetPromptResult.builder(
                      List.of(
                          new PromptMessage(
                              McpSchema.Role.USER, TextContent.builder("" + context).build())))
                  .build();
            }));
  }

  private static Map<String, Map<String, Object>> whatIsOffered(McpSyncServerExchange exchange) {
    Map<String, Map<String, Object>> questions = new LinkedHashMap<>();
    if (exchange.getClientCapabilities().elicitation() != null) {
      questions.put("name", form("What is your name?", "name"));
    }
    if (exchange.getClientCapabilities().sampling() != null) {
      questions.put("greeting", sampling("Generate a greeting", 50));
    }
    return questions;
  }

  private static Map<String, Object> form(String message, String field) {
    return ModernCall.question(
        "elicitation/create",
        Map.of(
            "mode",
            "form",
            "message",
            message,
            "requestedSchema",
            Map.of(
                "type",
                "object",
                "properties",
                Map.of(field, Map.of("type", field.equals("ok") ? "boolean" : "string")),
                "required",
                List.of(field))));
  }

  private static Map<String, Object> sampling(String text, int tokens) {
    return ModernCall.question(
        "sampling/createMessage",
        Map.of(
            "messages",
            List.of(Map.of("role", "user", "content", Map.of("type", "text", "text", text))),
            "maxTokens",
            tokens));
  }

  private static Map<String, Object> roots() {
    return ModernCall.question("roots/list", null);
  }

  private static void asking(
      McpServer.SyncSpecification<?> server,
      String name,
      Function<McpSyncServerExchange, Map<String, Map<String, Object>>> questions) {
    tool(
        server,
        name,
        exchange -> "state-ok: " + ModernCall.CURRENT.get().ask(questions.apply(exchange)));
  }

  private static void tool(
      McpServer.SyncSpecification<?> server,
      String name,
      Function<McpSyncServerExchange, String> handler) {
    server.toolCall(
        McpSchema.Tool.builder(name, NO_ARGUMENTS).description("A tool for testing").build(),
        (exchange, _) ->
            CallToolResult.builder()
                .content(List.of(TextContent.builder(handler.apply(exchange)).build()))
                .isError(false)
                .build());
  }
}
