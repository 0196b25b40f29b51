package dev.fairlead.daemon.protocol;

import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.server.McpServerFeatures.SyncCompletionSpecification;
import io.modelcontextprotocol.server.McpServerFeatures.SyncPromptSpecification;
import io.modelcontextprotocol.server.McpServerFeatures.SyncResourceSpecification;
import io.modelcontextprotocol.server.McpServerFeatures.SyncResourceTemplateSpecification;
import io.modelcontextprotocol.server.McpSyncServerExchange;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.CompleteResult;
import io.modelcontextprotocol.spec.McpSchema.Content;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import tools.jackson.core.type.TypeReference;

/** The features that the conformance suite wants to see, under the names that it asks for. */
@SuppressWarnings("deprecation") // the short constructors of the SDK's records
public final class ConformanceFixture {
  private static final String PIXEL =
      "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
  private static final String SILENCE =
      "UklGRiQAAABXQVZFZm10IBAAAAABAAEARKwAAIhYAQACABAAZGF0YQAAAAA=";

  private ConformanceFixture() {}

  /** Serves on stdin and stdout. */
  public static void main(String[] arguments) {
    FileOutputStream out = new FileOutputStream(FileDescriptor.out);
    System.setOut(System.err);
    AtomicReference<FixtureServer> serving = new AtomicReference<>();
    FixtureServer server =
        new FixtureServer(
            new FileInputStream(FileDescriptor.in).getChannel(),
            out,
            specification ->
                ModernFixture.added(features(specification), list -> serving.get().changed(list)));
    serving.set(server);
    server.serve();
    System.exit(0);
  }

  private static McpServer.SyncSpecification<?> features(McpServer.SyncSpecification<?> server) {
    server.capabilities(
        McpSchema.ServerCapabilities.builder()
            .tools(true)
            .prompts(true)
            .resources(true, true)
            .completions()
            .logging()
            .build());
    contents(server);
    talks(server);
    questions(server);
    prompts(server);
    resources(server);
    return server;
  }

  private static void contents(McpServer.SyncSpecification<?> server) {
    Content image = new McpSchema.ImageContent(null, PIXEL, "image/png");
    tool(
        server,
        "test_simple_text",
        "{}",
        (_, _) -> said("This is a simple text response for testing."));
    tool(server, "test_image_content", "{}", (_, _) -> result(image));
    tool(
        server,
        "test_audio_content",
        "{}",
        (_, _) -> result(new McpSchema.AudioContent(null, SILENCE, "audio/wav")));
    tool(
        server,
        "test_embedded_resource",
        "{}",
        (_, _) ->
            result(
                embedded(
                    "test://embedded-resource",
                    "text/plain",
                    "This is an embedded resource content.")));
    tool(
        server,
        "test_multiple_content_types",
        "{}",
        (_, _) ->
            result(
                text("Multiple content types test:"),
                image,
                embedded(
                    "test://mixed-content-resource",
                    "application/json",
                    "{\"test\":\"data\",\"value\":123}")));
    tool(
        server,
        "test_error_handling",
        "{}",
        (_, _) ->
            CallToolResult.builder()
                .content(List.of(text("This tool intentionally returns an error for testing")))
                .isError(true)
                .build());
    tool(
        server,
        "json_schema_2020_12_tool",
        """
        {"$schema":"https://json-schema.org/draft/2020-12/schema","type":"object",
         "$defs":{"address":{"$anchor":"addressDef","type":"object","properties":{
           "street":{"type":"string"},"city":{"type":"string"}}}},
         "properties":{"name":{"type":"string"},"address":{"$ref":"#/$defs/address"},
           "contactMethod":{"type":"string","enum":["phone","email"]},
           "phone":{"type":"string"},"email":{"type":"string"}},
         "allOf":[{"anyOf":[{"required":["phone"]},{"required":["email"]}]}],
         "if":{"properties":{"contactMethod":{"const":"phone"}},"required":["contactMethod"]},
         "then":{"required":["phone"]},"else":{"required":["email"]},
         "additionalProperties":false}
        """,
        (_, _) -> said("fine"));
  }

  private static void talks(McpServer.SyncSpecification<?> server) {
    tool(
        server,
        "test_tool_with_logging",
        "{}",
        (exchange, _) -> {
          for (String data :
              List.of(
                  "Tool execution started", "Tool processing data", "Tool execution completed")) {
            exchange.loggingNotification(
                McpSchema.LoggingMessageNotification.builder(McpSchema.LoggingLevel.INFO, data)
                    .build());
            rest();
          }
          return said("logged");
        });
    tool(
        server,
        "test_tool_with_progress",
        "{}",
        (exchange, request) -> {
          for (double done : new double[] {0, 50, 100}) {
            if (request.progressToken() != null) {
              exchange.progressNotification(
                  new McpSchema.ProgressNotification(request.progressToken(), done, 100.0, null));
            }
            rest();
          }
          return said("done");
        });
  }

  private static void questions(McpServer.SyncSpecification<?> server) {
    tool(
        server,
        "test_sampling",
        """
        {"type":"object","properties":{"prompt":{"type":"string"}},"required":["prompt"]}\
        """,
        (exchange, request) -> {
          McpSchema.CreateMessageResult answer =
              exchange.createMessage(
                  McpSchema.CreateMessageRequest.builder(
                          List.of(
                              new McpSchema.SamplingMessage(
                                  McpSchema.Role.USER, text(argument(request, "prompt")))),
                          100)
                      .build());
          return said(
              "LLM response: "
                  + (answer.content() instanceof TextContent words ? words.text() : ""));
        });
    asking(
        server,
        "test_elicitation",
        """
        {"type":"object","properties":{"message":{"type":"string"}},"required":["message"]}\
        """,
        "User response: ",
        """
        {"type":"object","properties":{"username":{"type":"string","description":"User's response"},
         "email":{"type":"string","description":"User's email address"}},"required":["username","email"]}
        """);
    asking(
        server,
        "test_elicitation_sep1034_defaults",
        "{}",
        "Elicitation completed: ",
        """
        {"type":"object","properties":{"name":{"type":"string","default":"John Doe"},
         "age":{"type":"integer","default":30},"score":{"type":"number","default":95.5},
         "status":{"type":"string","enum":["active","inactive","pending"],"default":"active"},
         "verified":{"type":"boolean","default":true}}}
        """);
    asking(
        server,
        "test_elicitation_sep1330_enums",
        "{}",
        "Elicitation completed: ",
        """
        {"type":"object","properties":{
         "untitledSingle":{"type":"string","enum":["option1","option2","option3"]},
         "titledSingle":{"type":"string","oneOf":[{"const":"value1","title":"First Option"},
           {"const":"value2","title":"Second Option"},{"const":"value3","title":"Third Option"}]},
         "legacyEnum":{"type":"string","enum":["opt1","opt2","opt3"],
           "enumNames":["Option One","Option Two","Option Three"]},
         "untitledMulti":{"type":"array","items":{"type":"string","enum":["option1","option2","option3"]}},
         "titledMulti":{"type":"array","items":{"anyOf":[{"const":"value1","title":"First Choice"},
           {"const":"value2","title":"Second Choice"},{"const":"value3","title":"Third Choice"}]}}}}
        """);
  }

  private static void asking(
      McpServer.SyncSpecification<?> server,
      String name,
      String input,
      String before,
      String schema) {
    tool(
        server,
        name,
        input,
        (exchange, request) -> {
          McpSchema.ElicitResult answer =
              exchange.createElicitation(
                  McpSchema.ElicitFormRequest.builder(
                          Objects.requireNonNullElse(
                              argument(request, "message"), "Please fill in"),
                          map(schema))
                      .build());
          return said(
              "%saction=%s, content=%s"
                  .formatted(
                      before,
                      answer.action().name().toLowerCase(Locale.ROOT),
                      FixtureServer.JSON.writeValueAsString(answer.content())));
        });
  }

  private static void prompts(McpServer.SyncSpecification<?> server) {
    prompt(
        server,
        "test_simple_prompt",
        List.of(),
        _ -> List.of(text("This is a simple prompt for testing.")));
    prompt(
        server,
        "test_prompt_with_arguments",
        List.of("arg1", "arg2"),
        given ->
            List.of(
                text(
                    "Prompt with arguments: arg1='%s', arg2='%s'"
                        .formatted(given.get("arg1"), given.get("arg2")))));
    prompt(
        server,
        "test_prompt_with_embedded_resource",
        List.of("resourceUri"),
        given ->
            List.of(
                embedded(
                    String.valueOf(given.get("resourceUri")),
                    "text/plain",
                    "Embedded resource content for testing."),
                text("Please process the embedded resource above.")));
    prompt(
        server,
        "test_prompt_with_image",
        List.of(),
        _ ->
            List.of(
                new McpSchema.ImageContent(null, PIXEL, "image/png"),
                text("Please analyze the image above.")));
    server.completions(
        new SyncCompletionSpecification(
            new McpSchema.PromptReference("test_prompt_with_arguments"),
            (_, _) ->
                new CompleteResult(
                    new CompleteResult.CompleteCompletion(
                        List.of("paris", "park", "party"), 3, false))));
  }

  private static void prompt(
      McpServer.SyncSpecification<?> server,
      String name,
      List<String> arguments,
      Function<Map<String, Object>, List<Content>> messages) {
    server.prompts(
        new SyncPromptSpecification(
            new McpSchema.Prompt(
                name,
                "A prompt for testing",
                arguments.stream()
                    .map(each -> new McpSchema.PromptArgument(each, "for testing", true))
                    .toList()),
            (_, request) ->
                new McpSchema.GetPromptResult(
                    "for testing",
                    messages
                        .apply(Objects.requireNonNullElse(request.arguments(), Map.of()))
                        .stream()
                        .map(each -> new McpSchema.PromptMessage(McpSchema.Role.USER, each))
                        .toList())));
  }

  private static void resources(McpServer.SyncSpecification<?> server) {
    resource(
        server,
        "test://static-text",
        new McpSchema.TextResourceContents(
            "test://static-text",
            "text/plain",
            "This is the content of the static text resource."));
    resource(
        server,
        "test://static-binary",
        new McpSchema.BlobResourceContents("test://static-binary", "image/png", PIXEL));
    resource(
        server,
        "test://watched-resource",
        new McpSchema.TextResourceContents("test://watched-resource", "text/plain", "watched"));
    server.resourceTemplates(
        new SyncResourceTemplateSpecification(
            McpSchema.ResourceTemplate.builder("test://template/{id}/data", "template")
                .description("A template for testing")
                .mimeType("application/json")
                .build(),
            (_, request) -> {
              String id = request.uri().split("/", -1)[3];
              return new McpSchema.ReadResourceResult(
                  List.of(
                      new McpSchema.TextResourceContents(
                          request.uri(),
                          "application/json",
                          "{\"id\":\"%s\",\"templateTest\":true,\"data\":\"Data for ID: %s\"}"
                              .formatted(id, id))));
            }));
  }

  private static void resource(
      McpServer.SyncSpecification<?> server, String uri, McpSchema.ResourceContents contents) {
    server.resources(
        new SyncResourceSpecification(
            McpSchema.Resource.builder(uri, uri.substring(7))
                .description("A resource for testing")
                .mimeType(contents.mimeType())
                .build(),
            (_, _) -> new McpSchema.ReadResourceResult(List.of(contents))));
  }

  private static void tool(
      McpServer.SyncSpecification<?> server,
      String name,
      String schema,
      BiFunction<McpSyncServerExchange, CallToolRequest, CallToolResult> handler) {
    Map<String, Object> input =
        schema.equals("{}") ? Map.of("type", "object", "properties", Map.of()) : map(schema);
    server.toolCall(
        McpSchema.Tool.builder(name, input).description("A tool for testing").build(), handler);
  }

  private static String argument(CallToolRequest request, String name) {
    Object value = Objects.requireNonNullElse(request.arguments(), Map.of()).get(name);
    return value == null ? "Please fill in" : value.toString();
  }

  private static Map<String, Object> map(String json) {
    return FixtureServer.JSON.readValue(json, new TypeReference<>() {});
  }

  private static CallToolResult said(String text) {
    return result(text(text));
  }

  private static CallToolResult result(Content... contents) {
    return CallToolResult.builder().content(Stream.of(contents).toList()).isError(false).build();
  }

  private static TextContent text(String text) {
    return TextContent.builder(text).build();
  }

  private static Content embedded(String uri, String type, String text) {
    return new McpSchema.EmbeddedResource(
        null, new McpSchema.TextResourceContents(uri, type, text));
  }

  private static void rest() {
    try {
      Thread.sleep(50);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
