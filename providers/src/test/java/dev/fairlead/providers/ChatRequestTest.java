package dev.fairlead.providers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ChatRequestTest {
  private static final Model MODEL = Fixtures.model("m", Set.of(), Thinking.NONE);
  private static final List<Message> MESSAGES = List.of(new Message.User("hi"));
  private static final List<ToolSpec> TOOLS = List.of(new ToolSpec("f", "does", Map.of()));
  private static final ChatRequest REQUEST =
      new ChatRequest(
          MODEL,
          MESSAGES,
          Effort.LOW,
          true,
          7,
          0.5,
          TOOLS,
          new ToolChoice.Required(),
          true,
          true,
          "key");

  @Test
  void a_plain_one_leaves_all_to_the_vendor() {
    assertThat(ChatRequest.of(MODEL, MESSAGES))
        .isEqualTo(
            new ChatRequest(
                MODEL,
                MESSAGES,
                null,
                true,
                0,
                null,
                List.of(),
                ToolChoice.AUTO,
                false,
                false,
                null));
  }

  @Test
  void one_thing_is_changed_and_the_rest_stays() {
    List<Message> others = List.of(new Message.User("bye"));
    assertChanged(REQUEST.withMessages(others), "messages", others);
    assertChanged(REQUEST.withTemperature(null), "temperature", null);
    assertChanged(REQUEST.withWebSearch(false), "webSearch", false);
    assertChanged(REQUEST.withTools(TOOLS, ToolChoice.AUTO), "toolChoice", ToolChoice.AUTO);
    assertThat(REQUEST.withTools(List.of(), ToolChoice.AUTO).tools()).isEmpty();
    assertThat(REQUEST.withMaxOutput(9).maxOutput()).isEqualTo(9);
  }

  private static void assertChanged(ChatRequest changed, String field, @Nullable Object value) {
    assertThat(changed).extracting(field).isEqualTo(value);
    assertThat(changed).usingRecursiveComparison().ignoringFields(field).isEqualTo(REQUEST);
    assertThat(changed).isNotEqualTo(REQUEST);
  }
}
