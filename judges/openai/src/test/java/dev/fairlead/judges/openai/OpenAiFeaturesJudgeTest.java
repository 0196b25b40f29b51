package dev.fairlead.judges.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.JsonValue;
import com.openai.core.http.HttpResponse;
import com.openai.core.http.StreamResponse;
import com.openai.errors.BadRequestException;
import com.openai.errors.InternalServerException;
import com.openai.errors.NotFoundException;
import com.openai.errors.OpenAIServiceException;
import com.openai.errors.PermissionDeniedException;
import com.openai.errors.RateLimitException;
import com.openai.errors.SseException;
import com.openai.errors.UnauthorizedException;
import com.openai.models.FunctionDefinition;
import com.openai.models.ResponseFormatJsonObject;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionContentPart;
import com.openai.models.chat.completions.ChatCompletionContentPartImage;
import com.openai.models.chat.completions.ChatCompletionContentPartText;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionFunctionTool;
import com.openai.models.chat.completions.ChatCompletionMessageToolCall;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import com.openai.models.chat.completions.ChatCompletionTool;
import com.openai.models.chat.completions.ChatCompletionToolMessageParam;
import com.openai.models.files.FileCreateParams;
import com.openai.models.files.FileObject;
import com.openai.models.files.FilePurpose;
import dev.fairlead.simulator.Script;
import dev.fairlead.simulator.Simulator;
import dev.fairlead.simulator.Surface;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Validates strictly what is special to a vendor, and the server of one's own. Known of this judge:
 * reasoning and what else it has no field for is found among the additional properties; a line with
 * an error inside a stream it throws as an {@link SseException}; of Kimi's errors it knows no code,
 * of GLM's no type, and throws when asked for it. Replaying an answer with calls it leaves its
 * reasoning out, which Kimi refuses unless it is put back. Of files it validates all but Kimi's own
 * purpose.
 */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class OpenAiFeaturesJudgeTest {
  private static final String PNG =
      "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGA"
          + "WjR9awAAAABJRU5ErkJggg==";

  private final Simulator simulator = Simulator.start();

  @TempDir Path folder;

  @AfterEach
  void close() {
    simulator.close();
  }

  @ParameterizedTest
  @CsvSource({
    "KIMI, kimi-k3, reasoning_content",
    "GLM, glm-5.3, reasoning_content",
    "SELFHOSTED, moonshotai/Kimi-K2.6, reasoning"
  })
  void thoughts_come_beside_the_answer(Surface surface, String model, String field) {
    var message =
        client(surface)
            .chat()
            .completions()
            .create(request(model).build())
            .validate()
            .choices()
            .getFirst()
            .message();
    assertThat(Objects.requireNonNull(message._allProperties().get(field)).asStringOrThrow())
        .isNotBlank();
    assertThat(message.content().orElse("")).contains("count to five");
  }

  @ParameterizedTest
  @CsvSource({
    "KIMI, kimi-k3",
    "KIMI_CODE, kimi-for-coding",
    "GLM, glm-5.3",
    "SELFHOSTED, moonshotai/Kimi-K2.6",
    "SELFHOSTED, zai-org/GLM-5.1"
  })
  void parallel_calls_are_made_streamed_and_answered(Surface surface, String model) {
    ChatCompletionCreateParams request = tools(model).build();
    ChatCompletion answer = client(surface).chat().completions().create(request).validate();
    List<ChatCompletionMessageToolCall> calls =
        answer.choices().getFirst().message().toolCalls().orElseThrow();
    assertThat(calls).hasSize(2);
    assertThat(calls.get(1).asFunction().function().arguments()).contains("Rome");

    try (StreamResponse<ChatCompletionChunk> stream =
        client(surface).chat().completions().createStreaming(request)) {
      String arguments =
          stream.stream()
              .map(ChatCompletionChunk::validate)
              .flatMap(chunk -> chunk.choices().stream())
              .flatMap(choice -> choice.delta().toolCalls().orElse(List.of()).stream())
              .flatMap(call -> call.function().stream())
              .flatMap(function -> function.arguments().stream())
              .collect(Collectors.joining());
      assertThat(arguments).isEqualTo("{\"city\":\"Paris\"}{\"city\":\"Rome\"}");
    }

    ChatCompletionCreateParams.Builder next =
        tools(model)
            .addMessage(
                answer.choices().getFirst().message().toParam().toBuilder()
                    .putAdditionalProperty("reasoning_content", JsonValue.from("."))
                    .build());
    for (ChatCompletionMessageToolCall call : calls) {
      next.addMessage(
          ChatCompletionToolMessageParam.builder()
              .toolCallId(call.asFunction().id())
              .content("mild")
              .build());
    }
    assertThat(
            client(surface)
                .chat()
                .completions()
                .create(next.build())
                .validate()
                .choices()
                .getFirst()
                .message()
                .content()
                .orElse(""))
        .contains("Tool results (2)");
  }

  @ParameterizedTest
  @CsvSource({"KIMI, kimi-k3", "GLM, glm-4.6v", "SELFHOSTED, zai-org/GLM-4.5V"})
  void an_image_is_seen(Surface surface, String model) {
    ChatCompletionCreateParams request =
        ChatCompletionCreateParams.builder()
            .model(model)
            .addUserMessageOfArrayOfContentParts(
                List.of(
                    ChatCompletionContentPart.ofText(
                        ChatCompletionContentPartText.builder().text("What is it?").build()),
                    ChatCompletionContentPart.ofImageUrl(
                        ChatCompletionContentPartImage.builder()
                            .imageUrl(
                                ChatCompletionContentPartImage.ImageUrl.builder().url(PNG).build())
                            .build())))
            .build();
    assertThat(text(client(surface).chat().completions().create(request).validate()))
        .contains("image/png");
  }

  @ParameterizedTest
  @CsvSource({"KIMI, kimi-k3", "GLM, glm-5.3", "SELFHOSTED, zai-org/GLM-5.1"})
  void json_is_a_document(Surface surface, String model) {
    ChatCompletionCreateParams request =
        request(model).responseFormat(ResponseFormatJsonObject.builder().build()).build();
    assertThat(text(client(surface).chat().completions().create(request).validate()).strip())
        .startsWith("{")
        .endsWith("}");
  }

  @Test
  void kimi_keeps_extracts_lists_and_deletes_a_file() throws Exception {
    Path file = Files.writeString(folder.resolve("notes.txt"), "remember the milk");
    var files = client(Surface.KIMI).files();
    FileObject made =
        files.create(
            FileCreateParams.builder().file(file).purpose(FilePurpose.of("file-extract")).build());
    assertThat(made.id()).startsWith("file_");
    assertThat(made.filename()).isEqualTo("notes.txt");
    try (HttpResponse content = files.content(made.id())) {
      assertThat(new String(content.body().readAllBytes(), StandardCharsets.UTF_8))
          .contains("\"content\":\"remember the milk\"");
    }
    assertThat(files.list().data()).extracting(FileObject::id).containsExactly(made.id());
    assertThat(files.delete(made.id()).validate().deleted()).isTrue();
    assertThatThrownBy(() -> files.retrieve(made.id())).isInstanceOf(NotFoundException.class);
  }

  @Test
  void kimi_searches_once_its_call_comes_back() {
    ChatCompletionCreateParams request =
        request("kimi-k3")
            .putAdditionalBodyProperty(
                "tools",
                JsonValue.from(
                    List.of(
                        Map.of(
                            "type",
                            "builtin_function",
                            "function",
                            Map.of("name", "$web_search")))))
            .build();
    ChatCompletion answer = client(Surface.KIMI).chat().completions().create(request);
    assertThat(answer.choices().getFirst().finishReason().asString()).isEqualTo("tool_calls");
    assertThat(answer.choices().getFirst().message()._toolCalls().toString())
        .contains("$web_search");
  }

  @ParameterizedTest
  @CsvSource({
    "KIMI, kimi-too-long, 400",
    "KIMI, kimi-filtered, 400",
    "KIMI, kimi-bad-key, 401",
    "KIMI, kimi-forbidden-api, 403",
    "KIMI, kimi-no-model, 404",
    "KIMI, kimi-overloaded, 429",
    "KIMI, kimi-no-balance, 429",
    "KIMI, kimi-server-error, 500",
    "KIMI, kimi-gateway, 504",
    "GLM, glm-1001, 401",
    "GLM, glm-1113, 429",
    "GLM, glm-1220, 403",
    "GLM, glm-1261, 400",
    "GLM, glm-1301, 400",
    "GLM, glm-1305, 429",
    "GLM, glm-1234, 500",
    "SELFHOSTED, selfhosted-too-long, 400",
    "SELFHOSTED, selfhosted-too-long-older, 400",
    "SELFHOSTED, selfhosted-bad-key, 401",
    "SELFHOSTED, selfhosted-no-model, 404",
    "SELFHOSTED, selfhosted-server-error, 500"
  })
  void every_family_of_errors_has_its_exception(Surface surface, String fault, int status) {
    Class<? extends OpenAIServiceException> expected =
        switch (status) {
          case 400 -> BadRequestException.class;
          case 401 -> UnauthorizedException.class;
          case 403 -> PermissionDeniedException.class;
          case 404 -> NotFoundException.class;
          case 429 -> RateLimitException.class;
          default -> InternalServerException.class;
        };
    simulator.script(Script.named(fault));
    assertThatThrownBy(
            () -> client(surface).chat().completions().create(request("kimi-k3").build()))
        .isInstanceOfSatisfying(
            expected, e -> assertThat(((OpenAIServiceException) e).statusCode()).isEqualTo(status));
  }

  @Test
  void an_error_inside_a_stream_is_thrown() {
    simulator.script(Script.named("error-line"));
    try (StreamResponse<ChatCompletionChunk> stream =
        client(Surface.KIMI).chat().completions().createStreaming(request("kimi-k3").build())) {
      assertThatThrownBy(() -> stream.stream().toList()).isInstanceOf(SseException.class);
    }
  }

  @ParameterizedTest
  @CsvSource({"moonshotai/Kimi-K2.6", "zai-org/GLM-5.1"})
  void a_server_of_ones_own_streams_valid_chunks_and_closes_with_usage(String model) {
    ChatCompletionCreateParams request =
        request(model)
            .streamOptions(ChatCompletionStreamOptions.builder().includeUsage(true).build())
            .build();
    try (StreamResponse<ChatCompletionChunk> stream =
        client(Surface.SELFHOSTED).chat().completions().createStreaming(request)) {
      List<ChatCompletionChunk> chunks =
          stream.stream().map(ChatCompletionChunk::validate).toList();
      assertThat(chunks.getLast().choices()).isEmpty();
      assertThat(chunks.getLast().usage().orElseThrow().totalTokens()).isPositive();
    }
  }

  @Test
  void a_server_of_ones_own_stops_thinking_when_its_template_is_told() {
    ChatCompletionCreateParams request =
        request("zai-org/GLM-5.1")
            .putAdditionalBodyProperty(
                "chat_template_kwargs", JsonValue.from(Map.of("enable_thinking", false)))
            .build();
    var message =
        client(Surface.SELFHOSTED)
            .chat()
            .completions()
            .create(request)
            .validate()
            .choices()
            .getFirst()
            .message();
    assertThat(Objects.requireNonNull(message._allProperties().get("reasoning")).isNull()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"KIMI, context_length", "SELFHOSTED, max_model_len"})
  void models_are_listed_with_their_length(Surface surface, String field) {
    var models = client(surface).models().list().data();
    assertThat(models)
        .isNotEmpty()
        .allSatisfy(model -> {
          assertThat(model.validate().id()).isNotBlank();
          assertThat(model._allProperties()).containsKey(field);
        });
  }

  private static String text(ChatCompletion answer) {
    return answer.choices().getFirst().message().content().orElse("");
  }

  private static ChatCompletionCreateParams.Builder request(String model) {
    return ChatCompletionCreateParams.builder().model(model).addUserMessage("count to five");
  }

  /** A question whose answer takes two calls. */
  private static ChatCompletionCreateParams.Builder tools(String model) {
    return ChatCompletionCreateParams.builder()
        .model(model)
        .addUserMessage(
            "call:get_weather {\"city\":\"Paris\"} call:get_weather {\"city\":\"Rome\"}")
        .addTool(
            ChatCompletionTool.ofFunction(
                ChatCompletionFunctionTool.builder()
                    .function(FunctionDefinition.builder().name("get_weather").build())
                    .build()));
  }

  private OpenAIClient client(Surface surface) {
    return OpenAIOkHttpClient.builder()
        .apiKey("not-a-real-key")
        .baseUrl(simulator.base(surface).toString())
        .maxRetries(0)
        .build();
  }
}
