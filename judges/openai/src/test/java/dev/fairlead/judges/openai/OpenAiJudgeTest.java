package dev.fairlead.judges.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.JsonValue;
import com.openai.core.http.StreamResponse;
import com.openai.errors.NotFoundException;
import com.openai.errors.RateLimitException;
import com.openai.errors.UnauthorizedException;
import com.openai.models.FunctionDefinition;
import com.openai.models.FunctionParameters;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionFunctionTool;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import com.openai.models.chat.completions.ChatCompletionTool;
import dev.fairlead.simulator.Script;
import dev.fairlead.simulator.Simulator;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Validates strictly what the simulator says. Known of this judge: it has no field for reasoning,
 * and throws when asked for the type of an error that has none, as GLM's have not.
 */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class OpenAiJudgeTest {
  private final Simulator simulator = Simulator.start();

  @AfterEach
  void close() {
    simulator.close();
  }

  @ParameterizedTest
  @CsvSource({"kimi, kimi-k3", "kimi, kimi-k2.6", "glm, glm-5.3", "glm, glm-4.7"})
  void a_plain_answer_is_valid(String vendor, String model) {
    ChatCompletion answer =
        client(vendor, "not-a-real-key").chat().completions().create(request(model).build());

    answer.validate();
    assertThat(answer.choices().getFirst().message().content().orElse(""))
        .contains("count to five");
    assertThat(answer.usage().orElseThrow().totalTokens())
        .isEqualTo(
            answer.usage().orElseThrow().promptTokens()
                + answer.usage().orElseThrow().completionTokens());
  }

  @ParameterizedTest
  @CsvSource({"kimi, kimi-k3", "glm, glm-5.3"})
  void every_chunk_of_a_stream_is_valid_and_they_make_the_answer(String vendor, String model) {
    ChatCompletionCreateParams request =
        request(model)
            .streamOptions(ChatCompletionStreamOptions.builder().includeUsage(true).build())
            .build();
    List<ChatCompletionChunk> chunks;
    try (StreamResponse<ChatCompletionChunk> stream =
        client(vendor, "not-a-real-key").chat().completions().createStreaming(request)) {
      chunks = stream.stream().map(ChatCompletionChunk::validate).toList();
    }

    String text =
        chunks.stream()
            .flatMap(chunk -> chunk.choices().stream())
            .map(choice -> choice.delta().content().orElse(""))
            .collect(Collectors.joining());
    assertThat(text).contains("count to five");
    assertThat(chunks.stream().filter(chunk -> chunk.usage().isPresent())).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({"kimi, kimi-k3", "glm, glm-5.3"})
  void a_tool_call_is_understood(String vendor, String model) {
    ChatCompletionCreateParams request =
        ChatCompletionCreateParams.builder()
            .model(model)
            .addUserMessage("call:get_weather {\"city\":\"Paris\"}")
            .addTool(weather())
            .build();

    ChatCompletion answer =
        client(vendor, "not-a-real-key").chat().completions().create(request).validate();

    var call =
        answer.choices().getFirst().message().toolCalls().orElseThrow().getFirst().asFunction();
    assertThat(call.function().name()).isEqualTo("get_weather");
    assertThat(call.function().arguments()).contains("Paris");
  }

  @Test
  void errors_become_the_exceptions_of_their_status() {
    assertThatThrownBy(() -> ask("kimi", "bad-key-that-is-not-real", "kimi-k3"))
        .isInstanceOf(UnauthorizedException.class);
    assertThatThrownBy(() -> ask("kimi", "not-a-real-key", "kimi-not-exist"))
        .isInstanceOf(NotFoundException.class)
        .hasMessageContaining("kimi-not-exist");
    simulator.script(Script.named("glm-1302"));
    assertThatThrownBy(() -> ask("glm", "not-a-real-key", "glm-5.3"))
        .isInstanceOfSatisfying(
            RateLimitException.class, e -> assertThat(e.code()).contains("1302"));
  }

  private void ask(String vendor, String key, String model) {
    client(vendor, key).chat().completions().create(request(model).build());
  }

  private static ChatCompletionCreateParams.Builder request(String model) {
    return ChatCompletionCreateParams.builder().model(model).addUserMessage("count to five");
  }

  private static ChatCompletionTool weather() {
    return ChatCompletionTool.ofFunction(
        ChatCompletionFunctionTool.builder()
            .function(
                FunctionDefinition.builder()
                    .name("get_weather")
                    .description("the weather of a city")
                    .parameters(
                        FunctionParameters.builder()
                            .putAdditionalProperty("type", JsonValue.from("object"))
                            .putAdditionalProperty(
                                "properties",
                                JsonValue.from(Map.of("city", Map.of("type", "string"))))
                            .build())
                    .build())
            .build());
  }

  private OpenAIClient client(String vendor, String key) {
    URI base = vendor.equals("kimi") ? simulator.kimiBase() : simulator.glmBase();
    return OpenAIOkHttpClient.builder().apiKey(key).baseUrl(base.toString()).maxRetries(0).build();
  }
}
