package dev.fairlead.daemon.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.modelcontextprotocol.json.TypeRef;
import io.modelcontextprotocol.json.jackson3.JacksonMcpJsonMapper;
import io.modelcontextprotocol.spec.McpSchema.Annotations;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.Implementation;
import io.modelcontextprotocol.spec.McpSchema.InitializeRequest;
import io.modelcontextprotocol.spec.McpSchema.InitializeResult;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCResponse;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCResponse.JSONRPCError;
import io.modelcontextprotocol.spec.McpSchema.Role;
import io.modelcontextprotocol.spec.McpSchema.ServerCapabilities;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** Whatever is done by hand is what the library does. */
class PlainMessagesTest {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final JacksonMcpJsonMapper SDK = new JacksonMcpJsonMapper(JSON);
  private static final SdkJson OURS = new SdkJson(new FrameJson());
  private static final TypeRef<InitializeRequest> OPENING = new TypeRef<>() {};
  private static final TypeRef<CallToolRequest> CALL = new TypeRef<>() {};

  static Stream<Object> messages() {
    var text = new TextContent(new Annotations(List.of(Role.USER), 0.5, null), "é\"", Map.of());
    return Stream.of(
        JSONRPCResponse.result(7, Map.of("a", 1)),
        JSONRPCResponse.result("x", Map.of()),
        JSONRPCResponse.error(7, new JSONRPCError(-1, "no", Map.of("why", "so"))),
        new CallToolResult(List.of(), null, null, null),
        new CallToolResult(
            List.of(TextContent.builder("one").build(), text),
            true,
            Map.of("number", 7),
            Map.of("k", List.of(1, "two"))),
        JSONRPCResponse.result(
            1, new CallToolResult(List.of(TextContent.builder("t").build()), false, null, null)),
        InitializeResult.builder(
                "2025-11-25",
                ServerCapabilities.builder().build(),
                Implementation.builder("n", "1").build())
            .build(),
        InitializeResult.builder(
                "2025-11-25",
                ServerCapabilities.builder()
                    .tools(true)
                    .prompts(false)
                    .resources(true, false)
                    .completions()
                    .logging()
                    .build(),
                new Implementation("n", "title", "1", "about", null, "https://example.invalid"))
            .instructions("do")
            .meta(Map.of("m", 1))
            .build(),
        InitializeResult.builder(
                "2025-11-25",
                ServerCapabilities.builder().experimental(Map.of("x", Map.of())).build(),
                Implementation.builder("n", "1").build())
            .build());
  }

  @ParameterizedTest
  @MethodSource("messages")
  void writesWhatTheLibraryWrites(Object message) {
    assertThat(JSON.writeValueAsString(PlainMessages.of(message)))
        .isEqualTo(JSON.writeValueAsString(message));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'protocolVersion':'2025-11-25','capabilities':{},'clientInfo':{'name':'n','version':'1'}}",
        "{'protocolVersion':'2025-11-25','capabilities':{'roots':{'listChanged':true},'sampling':{},"
            + "'elicitation':{}},'clientInfo':{'name':'n','version':'1','title':'N'},'_meta':{'a':1}}",
        "{'protocolVersion':'2025-11-25','capabilities':{'roots':{},'elicitation':{'form':{},'url':{}},"
            + "'experimental':{'x':{'y':1}}},'clientInfo':{'name':'n','version':'1','websiteUrl':'u','description':'d'}}",
        "{'protocolVersion':'2025-11-25','capabilities':{'elicitation':{'form':{}}},'clientInfo':{'name':'n','version':'1'}}",
        "{'protocolVersion':'2025-11-25','capabilities':{'extensions':{'e':{}},'roots':null},'clientInfo':{'name':'n','version':'1'}}",
        "{'protocolVersion':'2025-11-25','capabilities':{'sampling':{'context':{},'tools':{}}},'clientInfo':{'name':'n','version':'1'}}",
        "{'protocolVersion':'2025-11-25','capabilities':{'more':1},'clientInfo':{'name':'n','version':'1','icons':[]}}",
      })
  void readsAnOpeningAsTheLibraryDoes(String text) {
    Object data = JSON.readValue(text.replace('\'', '"'), Object.class);
    assertThat(OURS.convertValue(data, OPENING)).isEqualTo(SDK.convertValue(data, OPENING));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'name':'chat'}",
        "{'name':'chat','arguments':null}",
        "{'name':'chat','arguments':{'a':[1,{'b':null}]},'_meta':{'progressToken':1}}",
        "{'name':'chat','arguments':{},'task':{'ttl':1}}",
      })
  void readsACallAsTheLibraryDoes(String text) {
    Object data = JSON.readValue(text.replace('\'', '"'), Object.class);
    assertThat(OURS.convertValue(data, CALL)).isEqualTo(SDK.convertValue(data, CALL));
  }
}
