package dev.fairlead.judges.zai;

import static org.assertj.core.api.Assertions.assertThat;

import ai.z.openapi.ZaiClient;
import ai.z.openapi.service.model.ChatCompletionCreateParams;
import ai.z.openapi.service.model.ChatCompletionResponse;
import ai.z.openapi.service.model.ChatFunction;
import ai.z.openapi.service.model.ChatMessage;
import ai.z.openapi.service.model.ChatTool;
import ai.z.openapi.service.model.Delta;
import ai.z.openapi.service.model.ModelData;
import dev.fairlead.simulator.Script;
import dev.fairlead.simulator.Simulator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Reads what the simulated vendor says. Known of this judge: it swallows an error in the middle of
 * a stream, and takes error codes that are whole numbers only.
 */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class ZaiJudgeTest {
  private final Simulator simulator = Simulator.start();

  @AfterEach
  void close() {
    simulator.close();
  }

  @Test
  void a_plain_answer_is_read_with_its_reasoning_and_usage() {
    ChatCompletionResponse response = ask(request(false, "count to five"));

    assertThat(response.isSuccess()).as("%s", response.getMsg()).isTrue();
    ModelData data = response.getData();
    assertThat(data.getModel()).isEqualTo("glm-5.3");
    assertThat(String.valueOf(data.getChoices().getFirst().getMessage().getContent()))
        .contains("count to five");
    assertThat(data.getChoices().getFirst().getMessage().getReasoningContent()).isNotBlank();
    assertThat(data.getUsage().getTotalTokens())
        .isEqualTo(data.getUsage().getPromptTokens() + data.getUsage().getCompletionTokens());
  }

  @Test
  void the_pieces_of_a_stream_make_the_answer() {
    ChatCompletionResponse response = ask(request(true, "count to five"));

    assertThat(response.isSuccess()).as("%s", response.getMsg()).isTrue();
    List<Delta> deltas =
        StreamSupport.stream(response.getFlowable().blockingIterable().spliterator(), false)
            .flatMap(data -> data.getChoices().stream())
            .map(choice -> choice.getDelta())
            .filter(Objects::nonNull)
            .toList();
    assertThat(joined(deltas.stream().map(Delta::getContent).toList())).contains("count to five");
    assertThat(joined(deltas.stream().map(Delta::getReasoningContent).toList())).isNotBlank();
  }

  @Test
  void a_tool_call_is_read() {
    ChatCompletionResponse response =
        ask(
            ChatCompletionCreateParams.builder()
                .model("glm-5.3")
                .messages(List.of(user("call:get_weather {\"city\":\"Paris\"}")))
                .stream(false)
                .tools(
                    List.of(
                        ChatTool.builder()
                            .type("function")
                            .function(
                                ChatFunction.builder()
                                    .name("get_weather")
                                    .description("the weather of a city")
                                    .build())
                            .build()))
                .build());

    assertThat(response.isSuccess()).as("%s", response.getMsg()).isTrue();
    assertThat(response.getData().getChoices().getFirst().getMessage().getToolCalls())
        .singleElement()
        .satisfies(call -> {
          assertThat(call.getFunction().getName()).isEqualTo("get_weather");
          assertThat(call.getFunction().getArguments().toString()).contains("Paris");
        });
  }

  @ParameterizedTest
  @ValueSource(ints = {1113, 1214, 1301, 1302})
  void an_error_is_read_by_its_code(int code) {
    simulator.script(Script.named("glm-" + code));

    ChatCompletionResponse response = ask(request(false, "count to five"));

    assertThat(response.isSuccess()).isFalse();
    assertThat(response.getError().getCode()).isEqualTo(code);
  }

  private ChatCompletionResponse ask(ChatCompletionCreateParams request) {
    return ZaiClient.builder()
        .apiKey("not-a-real-id.not-a-real-secret")
        .baseUrl(simulator.glmBase() + "/")
        .build()
        .chat()
        .createChatCompletion(request);
  }

  private static ChatCompletionCreateParams request(boolean stream, String text) {
    return ChatCompletionCreateParams.builder()
        .model("glm-5.3")
        .messages(List.of(user(text)))
        .stream(stream)
        .build();
  }

  private static ChatMessage user(String text) {
    return ChatMessage.builder().role("user").content(text).build();
  }

  private static String joined(List<String> pieces) {
    return pieces.stream().filter(Objects::nonNull).collect(Collectors.joining());
  }
}
