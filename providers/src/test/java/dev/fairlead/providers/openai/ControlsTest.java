package dev.fairlead.providers.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.providers.Capability;
import dev.fairlead.providers.ChatRequest;
import dev.fairlead.providers.Effort;
import dev.fairlead.providers.Fixtures;
import dev.fairlead.providers.Message;
import dev.fairlead.providers.Parameters;
import dev.fairlead.providers.Parameters.Choices;
import dev.fairlead.providers.Parameters.Control;
import dev.fairlead.providers.Parameters.Earlier;
import dev.fairlead.providers.Parameters.Greedy;
import dev.fairlead.providers.Parameters.OutputLimit;
import dev.fairlead.providers.Parameters.Sampling;
import dev.fairlead.providers.ProviderError.Rejected;
import dev.fairlead.providers.ProviderException;
import dev.fairlead.providers.Thinking;
import dev.fairlead.providers.Thinking.Mode;
import dev.fairlead.providers.ToolChoice;
import dev.fairlead.providers.ToolSpec;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.core.JsonGenerator;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ControlsTest {
  private static final ToolSpec SEARCH = new ToolSpec("search", "finds", Map.of());

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      nullValues = "-",
      value = {
        "NONE                     | ALWAYS | HIGH | {}",
        "EFFORT                   | ALWAYS | HIGH | {'reasoning_effort':'hard'}",
        "EFFORT                   | ALWAYS | -    | {'reasoning_effort':'hard'}",
        "OBJECT                   | TOGGLE | HIGH | {'thinking':{'type':'enabled'}}",
        "OBJECT                   | TOGGLE | -    | {'thinking':{'type':'disabled'}}",
        "OBJECT_AND_EFFORT        | TOGGLE | HIGH |"
            + " {'thinking':{'type':'enabled'},'reasoning_effort':'hard'}",
        "OBJECT_AND_EFFORT        | TOGGLE | -    | {'thinking':{'type':'disabled'}}",
        "TEMPLATE_THINKING        | TOGGLE | HIGH |"
            + " {'chat_template_kwargs':{'thinking':true},'reasoning_effort':'hard'}",
        "TEMPLATE_ENABLE_THINKING | TOGGLE | -    |"
            + " {'chat_template_kwargs':{'enable_thinking':false}}",
      })
  void thinking_is_said_in_the_fields_of_the_model(
      Control control, Mode mode, @Nullable Effort effort, String expected) {
    Parameters parameters = Fixtures.parameters(control, Earlier.UNSAID, Choices.ANY);
    ChatRequest request = request(thinking(mode), parameters, effort, List.of());
    assertThat(written(request, Controls::thinking)).isEqualTo(expected.replace('\'', '"'));
  }

  @Test
  void earlier_reasoning_is_kept_where_there_is_some_and_the_model_thinks() {
    Message thought = new Message.Assistant("a", "because", List.of());
    Message silent = new Message.Assistant("a");
    assertThat(keeping(Earlier.KEEP_ALL, Effort.HIGH, thought))
        .isEqualTo("{\"thinking\":{\"type\":\"enabled\",\"keep\":\"all\"}}");
    assertThat(keeping(Earlier.CLEAR_THINKING, Effort.HIGH, silent, thought))
        .isEqualTo("{\"thinking\":{\"type\":\"enabled\",\"clear_thinking\":false}}");
    for (String plain :
        List.of(
            keeping(Earlier.UNSAID, Effort.HIGH, thought),
            keeping(Earlier.KEEP_ALL, Effort.HIGH, silent),
            keeping(Earlier.CLEAR_THINKING, Effort.HIGH))) {
      assertThat(plain).isEqualTo("{\"thinking\":{\"type\":\"enabled\"}}");
    }
    assertThat(keeping(Earlier.KEEP_ALL, null, thought))
        .isEqualTo("{\"thinking\":{\"type\":\"disabled\"}}");
  }

  @Test
  void a_temperature_is_said_in_two_decimals_if_it_is_said() {
    assertThat(temperature(Sampling.FREE, Greedy.TEMPERATURE, 0.666))
        .isEqualTo("{\"temperature\":0.67}");
    assertThat(temperature(Sampling.FREE, Greedy.TEMPERATURE, 0.001))
        .isEqualTo("{\"temperature\":0.0}");
    assertThat(temperature(Sampling.FREE, Greedy.TEMPERATURE, 1.7))
        .isEqualTo("{\"temperature\":1.0}");
    assertThat(temperature(Sampling.FREE, Greedy.TEMPERATURE, -1.0))
        .isEqualTo("{\"temperature\":0.0}");
    assertThat(temperature(Sampling.FREE, Greedy.DO_SAMPLE, 0.001))
        .isEqualTo("{\"do_sample\":false}");
    assertThat(temperature(Sampling.FREE, Greedy.DO_SAMPLE, 0.01))
        .isEqualTo("{\"temperature\":0.01}");
    assertThat(temperature(Sampling.FIXED, Greedy.TEMPERATURE, 0.5)).isEqualTo("{}");
    assertThat(temperature(Sampling.FREE, Greedy.TEMPERATURE, null)).isEqualTo("{}");
  }

  @Test
  void the_limit_of_the_answer_has_the_models_name_for_it() {
    Parameters tokens = new Parameters(OutputLimit.MAX_TOKENS, Sampling.FREE);
    Parameters completion = new Parameters(OutputLimit.MAX_COMPLETION_TOKENS, Sampling.FREE);
    assertThat(written(limited(tokens, 7), Controls::outputLimit)).isEqualTo("{\"max_tokens\":7}");
    assertThat(written(limited(completion, 1), Controls::outputLimit))
        .isEqualTo("{\"max_completion_tokens\":1}");
    assertThat(written(limited(tokens, 0), Controls::outputLimit)).isEqualTo("{}");
  }

  @Test
  void function_calls_are_streamed_only_where_there_are_functions_and_a_stream() {
    Parameters streaming =
        new Parameters(
            OutputLimit.MAX_TOKENS,
            Sampling.FREE,
            Greedy.TEMPERATURE,
            Control.NONE,
            Earlier.UNSAID,
            Choices.ANY,
            true,
            null,
            Parameters.Extras.STANDARD);
    ChatRequest request = request(Thinking.NONE, streaming, null, List.of());
    ChatRequest streamed = ChatRequest.of(request.model(), request.messages());
    List<ToolSpec> tools = List.of(SEARCH);
    assertThat(written(streamed.withTools(tools, ToolChoice.AUTO), Controls::functions))
        .isEqualTo("{\"tool_stream\":true}");
    assertThat(written(streamed, Controls::functions)).isEqualTo("{}");
    assertThat(written(request.withTools(tools, ToolChoice.AUTO), Controls::functions))
        .isEqualTo("{}");
    assertThat(
            written(
                calling(Thinking.NONE, Choices.ANY, null, ToolChoice.AUTO), Controls::functions))
        .isEqualTo("{}");
  }

  @Test
  void a_choice_of_functions_is_said() throws Exception {
    Map<ToolChoice, String> said =
        Map.of(
            ToolChoice.AUTO,
            "{}",
            new ToolChoice.None(),
            "{\"tool_choice\":\"none\"}",
            new ToolChoice.Required(),
            "{\"tool_choice\":\"required\"}",
            new ToolChoice.Named("search"),
            "{\"tool_choice\":{\"type\":\"function\",\"function\":{\"name\":\"search\"}}}");
    for (Map.Entry<ToolChoice, String> each : said.entrySet()) {
      ChatRequest request = calling(Thinking.NONE, Choices.ANY, null, each.getKey());
      Refused.unlessChoice(request);
      assertThat(written(request, Controls::functions)).isEqualTo(each.getValue());
    }
  }

  @Test
  void a_choice_without_its_function_is_refused() {
    refused(
        calling(Thinking.NONE, Choices.ANY, null, new ToolChoice.Named("other")),
        "the function other is to be called, but is not given: add it");
    ChatRequest none =
        calling(Thinking.NONE, Choices.ANY, null, ToolChoice.AUTO)
            .withTools(List.of(), new ToolChoice.Required());
    refused(none, "a choice of functions needs functions: give some, or leave it to auto");
  }

  @Test
  void a_choice_that_the_model_does_not_take_is_refused_with_the_remedy() {
    ToolChoice required = new ToolChoice.Required();
    ToolChoice named = new ToolChoice.Named("search");
    ToolChoice none = new ToolChoice.None();
    Thinking toggle = thinking(Mode.TOGGLE);

    refused(
        calling(toggle, Choices.AUTO, null, required),
        "m knows no choice of functions but auto: leave it to auto");
    refused(
        calling(toggle, Choices.AUTO, null, none),
        "m knows no choice of functions but auto: leave the functions out");
    refused(
        calling(toggle, Choices.UNNAMED, null, named),
        "m takes no function by name: use required with that one alone");
    allowed(calling(toggle, Choices.UNNAMED, Effort.HIGH, required));
    allowed(calling(toggle, Choices.UNNAMED, Effort.HIGH, none));

    for (ToolChoice choice : List.of(required, named)) {
      refused(
          calling(toggle, Choices.ANY_UNTHINKING, Effort.HIGH, choice),
          "m cannot be made to call a function while it thinks: turn thinking off, or leave it to"
              + " auto");
      refused(
          calling(thinking(Mode.ALWAYS), Choices.ANY_UNTHINKING, null, choice),
          "m cannot be made to call a function while it thinks: leave it to auto");
      allowed(calling(toggle, Choices.ANY_UNTHINKING, null, choice));
      allowed(calling(toggle, Choices.ANY, Effort.HIGH, choice));
    }
    allowed(calling(toggle, Choices.ANY_UNTHINKING, Effort.HIGH, none));
    allowed(calling(toggle, Choices.AUTO, Effort.HIGH, ToolChoice.AUTO));
  }

  private static void refused(ChatRequest request, String message) {
    assertThatThrownBy(() -> Refused.unlessChoice(request))
        .isInstanceOfSatisfying(
            ProviderException.class,
            e -> assertThat(e.error()).isEqualTo(new Rejected("tool_choice", message)));
  }

  private static void allowed(ChatRequest request) {
    assertThatCode(() -> Refused.unlessChoice(request)).doesNotThrowAnyException();
  }

  private static String keeping(Earlier earlier, @Nullable Effort effort, Message... messages) {
    Parameters parameters = Fixtures.parameters(Control.OBJECT, earlier, Choices.ANY);
    return written(
        request(thinking(Mode.TOGGLE), parameters, effort, List.of(messages)), Controls::thinking);
  }

  private static String temperature(Sampling sampling, Greedy greedy, @Nullable Double wanted) {
    Parameters parameters =
        new Parameters(
            OutputLimit.MAX_TOKENS,
            sampling,
            greedy,
            Control.NONE,
            Earlier.UNSAID,
            Choices.ANY,
            false,
            null,
            Parameters.Extras.STANDARD);
    return written(
        request(Thinking.NONE, parameters, null, List.of()).withTemperature(wanted),
        Controls::sampling);
  }

  private static ChatRequest limited(Parameters parameters, long most) {
    ChatRequest request = request(Thinking.NONE, parameters, null, List.of());
    return new ChatRequest(
        request.model(), List.of(), null, false, most, null, List.of(), false, false, null);
  }

  private static ChatRequest calling(
      Thinking thinking, Choices choices, @Nullable Effort effort, ToolChoice choice) {
    Control control = thinking.mode() == Mode.NONE ? Control.NONE : Control.OBJECT;
    Parameters parameters = Fixtures.parameters(control, Earlier.UNSAID, choices);
    return request(thinking, parameters, effort, List.of()).withTools(List.of(SEARCH), choice);
  }

  private static ChatRequest request(
      Thinking thinking, Parameters parameters, @Nullable Effort effort, List<Message> messages) {
    Set<Capability> can = thinking.mode() == Mode.NONE ? Set.of() : Set.of(Capability.THINKING);
    return new ChatRequest(
        Fixtures.model("m", can, thinking, parameters),
        messages,
        effort,
        false,
        0,
        null,
        List.of(),
        false,
        false,
        null);
  }

  private static Thinking thinking(Mode mode) {
    return new Thinking(mode, Map.of(Effort.HIGH, "hard"));
  }

  private static String written(ChatRequest request, Consumer<Controls> what) {
    StringWriter out = new StringWriter();
    try (JsonGenerator json = Json.write(out)) {
      json.writeStartObject();
      what.accept(new Controls(request, json));
      json.writeEndObject();
    }
    return out.toString();
  }
}
