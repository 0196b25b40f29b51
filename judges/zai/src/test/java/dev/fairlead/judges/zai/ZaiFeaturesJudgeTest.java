package dev.fairlead.judges.zai;

import static org.assertj.core.api.Assertions.assertThat;

import ai.z.openapi.ZaiClient;
import ai.z.openapi.service.file.File;
import ai.z.openapi.service.file.FileDelRequest;
import ai.z.openapi.service.file.FileListParams;
import ai.z.openapi.service.file.FileUploadParams;
import ai.z.openapi.service.fileparsing.FileParsingDownloadReq;
import ai.z.openapi.service.fileparsing.FileParsingUploadReq;
import ai.z.openapi.service.model.ChatCompletionCreateParams;
import ai.z.openapi.service.model.ChatCompletionResponse;
import ai.z.openapi.service.model.ChatFunction;
import ai.z.openapi.service.model.ChatMessage;
import ai.z.openapi.service.model.ChatThinking;
import ai.z.openapi.service.model.ChatTool;
import ai.z.openapi.service.model.ImageUrl;
import ai.z.openapi.service.model.MessageContent;
import ai.z.openapi.service.model.ModelData;
import ai.z.openapi.service.model.ResponseFormat;
import ai.z.openapi.service.model.WebSearch;
import ai.z.openapi.service.web_search.WebSearchRequest;
import dev.fairlead.simulator.Script;
import dev.fairlead.simulator.Simulator;
import dev.fairlead.simulator.Surface;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Reads what GLM has beside plain answers. Known of this judge: it has no strict validation; a line
 * with an error inside a stream it passes on as an element without choices; error codes have to be
 * whole numbers in a string; it knows nothing of {@code cached_tokens} or {@code reasoning_effort}.
 */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class ZaiFeaturesJudgeTest {
  private static final String PNG =
      "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGA"
          + "WjR9awAAAABJRU5ErkJggg==";

  private final Simulator simulator = Simulator.start();

  @TempDir Path folder;

  @AfterEach
  void close() {
    simulator.close();
  }

  @Test
  void thinking_is_switched_off() {
    ModelData data =
        ask(
            request("glm-4.7", user("count to five"))
                .thinking(ChatThinking.builder().type("disabled").build())
                .build());
    assertThat(data.getChoices().getFirst().getMessage().getReasoningContent()).isNull();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void parallel_calls_are_read_whole_or_in_pieces(boolean pieces) {
    ChatCompletionResponse response =
        chat(
            request(
                    "glm-5.3",
                    user(
                        "call:get_weather {\"city\":\"Paris\"} call:get_weather {\"city\":\"Rome\"}"))
                .tools(List.of(weather()))
                .stream(true)
                .tool_stream(pieces)
                .build());
    StringBuilder arguments = new StringBuilder();
    for (ModelData data : elements(response)) {
      data.getChoices().stream()
          .map(choice -> choice.getDelta().getTool_calls())
          .filter(calls -> calls != null)
          .flatMap(List::stream)
          .forEach(call -> arguments.append(call.getFunction().getArguments().asText()));
    }
    assertThat(arguments).hasToString("{\"city\":\"Paris\"}{\"city\":\"Rome\"}");
  }

  @Test
  void an_image_is_seen() {
    ChatMessage message =
        ChatMessage.builder()
            .role("user")
            .content(
                List.of(
                    MessageContent.builder().type("text").text("What is it?").build(),
                    MessageContent.builder()
                        .type("image_url")
                        .imageUrl(ImageUrl.builder().url(PNG).build())
                        .build()))
            .build();
    assertThat(text(ask(request("glm-4.6v", message).build()))).contains("image/png");
  }

  @Test
  void json_is_a_document() {
    ModelData data =
        ask(
            request("glm-5.3", user("count to five"))
                .responseFormat(ResponseFormat.builder().type("json_object").build())
                .build());
    assertThat(text(data).strip()).startsWith("{").endsWith("}");
  }

  @Test
  void the_web_is_searched_in_a_chat_and_outside() {
    ModelData data =
        ask(
            request("glm-5.3", user("what is new?"))
                .tools(
                    List.of(
                        ChatTool.builder()
                            .type("web_search")
                            .webSearch(WebSearch.builder().enable(true).searchResult(true).build())
                            .build()))
                .build());
    assertThat(data.getWebSearch()).hasSize(3);

    var found =
        client(Surface.GLM)
            .webSearch()
            .createWebSearch(
                WebSearchRequest.builder()
                    .searchEngine("search-prime")
                    .searchQuery("news")
                    .build());
    assertThat(found.isSuccess()).as("%s", found.getMsg()).isTrue();
    assertThat(found.getData().getWebSearchResp()).hasSize(10);
  }

  @Test
  void a_file_is_kept_listed_and_deleted() throws Exception {
    Path path = Files.writeString(folder.resolve("notes.txt"), "remember the milk");
    var files = client(Surface.GLM).files();
    var made =
        files.uploadFile(
            FileUploadParams.builder().filePath(path.toString()).purpose("agent").build());
    assertThat(made.isSuccess()).as("%s", made.getMsg()).isTrue();
    String id = made.getData().getId();
    assertThat(made.getData().getFilename()).isEqualTo("notes.txt");
    assertThat(
            files.listFiles(FileListParams.builder().purpose("agent").build()).getData().getData())
        .extracting(File::getId)
        .containsExactly(id);
    try (var content = files.retrieveFileContent(id)) {
      assertThat(content.getText()).isEqualTo("remember the milk");
    }
    assertThat(files.deleteFile(FileDelRequest.builder().fileId(id).build()).getData().isDeleted())
        .isTrue();
  }

  @Test
  void a_file_is_parsed() throws Exception {
    Path path = Files.writeString(folder.resolve("notes.txt"), "remember the milk");
    var parsing = client(Surface.GLM).fileParsing();
    var task =
        parsing.createParseTask(
            FileParsingUploadReq.builder()
                .filePath(path.toString())
                .fileType("txt")
                .toolType("lite")
                .build());
    assertThat(task.isSuccess()).as("%s", task.getMsg()).isTrue();
    FileParsingDownloadReq wanted =
        FileParsingDownloadReq.builder()
            .taskId(task.getData().getTaskId())
            .formatType("text")
            .build();
    assertThat(parsing.getParseResult(wanted).getData().getStatus()).isEqualTo("processing");
    assertThat(parsing.getParseResult(wanted).getData().getContent())
        .isEqualTo("remember the milk");
  }

  @ParameterizedTest
  @CsvSource({
    "glm-1001, 1001", "glm-1113, 1113", "glm-1210, 1210", "glm-1211, 1211", "glm-1220, 1220",
    "glm-1234, 1234", "glm-1261, 1261", "glm-1301, 1301", "glm-1305, 1305", "glm-1308, 1308",
    "glm-1313, 1313"
  })
  void every_family_of_errors_is_read_by_its_code(String fault, int code) {
    simulator.script(Script.named(fault));
    ChatCompletionResponse response = chat(request("glm-5.3", user("hello")).build());
    assertThat(response.isSuccess()).isFalse();
    assertThat(response.getError().getCode()).isEqualTo(code);
  }

  @Test
  void a_plans_key_is_of_no_use_elsewhere() {
    simulator.belongs("not-a-real-id.not-a-real-secret", Surface.GLM_CODING);
    ChatCompletionCreateParams request = request("glm-5.3", user("hello")).build();
    assertThat(chat(request).getError().getCode()).isEqualTo(1113);
    assertThat(client(Surface.GLM_CODING).chat().createChatCompletion(request).isSuccess())
        .isTrue();
  }

  @Test
  void an_error_inside_a_stream_is_swallowed_by_this_judge() {
    simulator.script(Script.named("glm-error-line"));
    ChatCompletionResponse response = chat(request("glm-5.3", user("hello")).stream(true).build());
    assertThat(elements(response)).anyMatch(data -> data.getChoices() == null);
  }

  private static List<ModelData> elements(ChatCompletionResponse response) {
    assertThat(response.isSuccess()).as("%s", response.getMsg()).isTrue();
    return StreamSupport.stream(response.getFlowable().blockingIterable().spliterator(), false)
        .toList();
  }

  private static String text(ModelData data) {
    return String.valueOf(data.getChoices().getFirst().getMessage().getContent());
  }

  private ModelData ask(ChatCompletionCreateParams request) {
    ChatCompletionResponse response = chat(request);
    assertThat(response.isSuccess()).as("%s", response.getMsg()).isTrue();
    return response.getData();
  }

  private ChatCompletionResponse chat(ChatCompletionCreateParams request) {
    return client(Surface.GLM).chat().createChatCompletion(request);
  }

  private ZaiClient client(Surface surface) {
    return ZaiClient.builder()
        .apiKey("not-a-real-id.not-a-real-secret")
        .baseUrl(simulator.base(surface) + "/")
        .build();
  }

  private static ChatCompletionCreateParams.ChatCompletionCreateParamsBuilder<?, ?> request(
      String model, ChatMessage message) {
    return ChatCompletionCreateParams.builder().model(model).messages(List.of(message)).stream(
        false);
  }

  private static ChatMessage user(String text) {
    return ChatMessage.builder().role("user").content(text).build();
  }

  private static ChatTool weather() {
    return ChatTool.builder()
        .type("function")
        .function(ChatFunction.builder().name("get_weather").description("weather").build())
        .build();
  }
}
