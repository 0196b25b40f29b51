package dev.fairlead.providers.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.providers.Capability;
import dev.fairlead.providers.Effort;
import dev.fairlead.providers.Model;
import dev.fairlead.providers.Parameters;
import dev.fairlead.providers.Price;
import dev.fairlead.providers.Retirement;
import dev.fairlead.providers.Thinking;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class CatalogFileTest {
  @Test
  void the_models_inside_are_of_both_vendors() {
    Catalog catalog = CatalogFile.builtIn();

    assertThat(catalog.models().stream().map(Model::provider).distinct())
        .containsExactly("kimi", "glm");
    assertThat(catalog.find("kimi").map(Model::id)).contains("kimi-k3");
    assertThat(catalog.find("GLM").map(Model::id)).contains("glm-5.3");
    Model k3 = catalog.find("kimi-k3").orElseThrow();
    assertThat(k3.price()).isEqualTo(new Price(3, 0.3, 15));
    assertThat(k3.parameters().sampling()).isEqualTo(Parameters.Sampling.FIXED);
    assertThat(k3.thinking().efforts()).containsEntry(Effort.MEDIUM, "high");
  }

  @Test
  void what_a_vendor_cannot_do_is_denied() {
    for (Model model : CatalogFile.builtIn().models()) {
      if (model.provider().equals("glm") && !model.capabilities().contains(Capability.VISION)) {
        assertThat(model.capabilities()).as(model.id()).doesNotContain(Capability.FILE_UPLOAD);
      }
    }
    Model flash = CatalogFile.builtIn().find("glm-5.3-flash").orElseThrow();
    assertThat(flash.can(Set.of(Capability.VISION))).isTrue();
    assertThat(flash.can(Set.of(Capability.FILE_UPLOAD, Capability.THINKING))).isTrue();
    assertThat(flash.can(Set.of(Capability.VISION, Capability.FILE_UPLOAD))).isFalse();
    assertThat(flash.clash(Set.of(Capability.VISION, Capability.FILE_UPLOAD)))
        .containsExactlyInAnyOrder(Capability.VISION, Capability.FILE_UPLOAD);
  }

  @Test
  void every_successor_is_a_model_that_is_still_served() {
    Catalog catalog = CatalogFile.builtIn();
    int retired = 0;
    for (Model model : catalog.models()) {
      Retirement retirement = model.retirement();
      if (retirement != null) {
        retired++;
        assertThat(catalog.find(Objects.requireNonNull(retirement.successor())))
            .hasValueSatisfying(successor -> assertThat(successor.retirement()).isNull());
      }
    }
    assertThat(retired).isGreaterThan(5);
  }

  @Test
  void a_partial_entry_changes_only_what_it_names() throws CatalogException {
    Catalog catalog =
        over("models:\n  kimi-k3:\n    price: {input: 1.5}\n    tier: 2\n    aliases: [big]\n");

    Model k3 = catalog.find("kimi-k3").orElseThrow();
    assertThat(k3.price()).isEqualTo(new Price(1.5, 0.3, 15));
    assertThat(k3.tier()).isEqualTo(2);
    assertThat(k3.aliases()).containsExactly("big");
    assertThat(k3.context()).isEqualTo(1_048_576);
    assertThat(catalog.models().getFirst().id()).isEqualTo("kimi-k3");
  }

  @Test
  void a_new_id_needs_no_more_than_a_provider_and_what_it_can_do() throws CatalogException {
    Model model =
        over("models: {mine: {provider: kimi, capabilities: [thinking, streaming]}}")
            .models()
            .getLast();

    assertThat(model.context()).isEqualTo(131_072);
    assertThat(model.output()).isEqualTo(32_768);
    assertThat(model.thinking().mode()).isEqualTo(Thinking.Mode.ALWAYS);
    assertThat(model.tier()).isEqualTo(3);
  }

  @Test
  void a_new_id_adds_a_model_with_defaults() throws CatalogException {
    Catalog catalog =
        over(
            "models:\n  my-model:\n    provider: glm\n    context: 32_000\n    capabilities: []\n");

    assertThat(catalog.models().getLast())
        .isEqualTo(
            new Model(
                "my-model",
                List.of(),
                "glm",
                Set.of(),
                32_000,
                32_000,
                Thinking.NONE,
                Price.FREE,
                3,
                new Parameters(Parameters.OutputLimit.MAX_TOKENS, Parameters.Sampling.FREE),
                null));
  }

  @Test
  void whether_it_goes_on_from_a_beginning_is_read() throws CatalogException {
    String model = "models:\n  mine:\n    provider: glm\n    context: 1000\n    capabilities: []\n";

    assertThat(
            over(model + "    parameters: {continues: true}\n")
                .find("mine")
                .orElseThrow()
                .parameters()
                .continues())
        .isTrue();
    assertThatThrownBy(() -> over(model + "    parameters: {continues: perhaps}\n"))
        .hasMessageContaining("parameters.continues")
        .hasMessageContaining("perhaps is neither true nor false");
    assertThat(CatalogFile.builtIn().find("kimi-k3").orElseThrow().parameters().continues())
        .isTrue();
    assertThat(CatalogFile.builtIn().find("glm-5.3").orElseThrow().parameters().continues())
        .isFalse();
  }

  @Test
  void thinking_is_read_with_its_efforts() throws CatalogException {
    Catalog catalog =
        over(
            """
            models:
              mine:
                provider: glm
                context: 1000
                capabilities: [thinking]
                thinking: {mode: toggle, efforts: {low: quick, max: deep}}
            """);
    assertThat(catalog.find("mine").orElseThrow().thinking())
        .isEqualTo(
            new Thinking(Thinking.Mode.TOGGLE, Map.of(Effort.LOW, "quick", Effort.MAX, "deep")));
  }

  @Test
  void the_rules_for_fields_are_read() throws CatalogException {
    Catalog catalog =
        over(
            """
            models:
              mine:
                provider: house
                context: 1000
                capabilities: [thinking]
                thinking: {mode: toggle}
                parameters:
                  output_limit: max_completion_tokens
                  sampling: fixed
                  greedy: do_sample
                  thinking: template_enable_thinking
                  earlier: clear_thinking
                  tool_choice: any_unthinking
                  tool_stream: true
                  tokenizer: other
                  documents: parser
                  web_search: endpoint
                  images: 50
                  continues: true
            """);
    assertThat(catalog.find("mine").orElseThrow().parameters())
        .isEqualTo(
            new Parameters(
                Parameters.OutputLimit.MAX_COMPLETION_TOKENS,
                Parameters.Sampling.FIXED,
                Parameters.Greedy.DO_SAMPLE,
                Parameters.Control.TEMPLATE_ENABLE_THINKING,
                Parameters.Earlier.CLEAR_THINKING,
                Parameters.Choices.ANY_UNTHINKING,
                true,
                "other",
                new Parameters.Extras(
                    Parameters.Documents.PARSER, Parameters.WebSearch.ENDPOINT, 50, true)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[]         |                                     | NONE",
        "[thinking] |                                     | NONE",
        "[thinking] | {mode: always}                      | NONE",
        "[thinking] | {mode: always, efforts: {low: low}} | EFFORT",
        "[thinking] | {mode: toggle}                      | OBJECT",
        "[thinking] | {mode: toggle, efforts: {low: low}} | OBJECT_AND_EFFORT",
      })
  void how_thinking_is_controlled_follows_from_how_it_is_done(
      String can, @Nullable String thinking, Parameters.Control control) throws CatalogException {
    String yaml =
        "models:\n  m:\n    provider: house\n    context: 1000\n    capabilities: "
            + can
            + (thinking == null ? "" : "\n    thinking: " + thinking);
    assertThat(over(yaml).find("m").orElseThrow().parameters().thinking()).isEqualTo(control);
  }

  @Test
  void every_model_inside_says_how_it_is_told_to_think() {
    Catalog catalog = CatalogFile.builtIn();
    for (Model model : catalog.models()) {
      boolean glm = model.provider().equals("glm");
      boolean thinks = model.thinking().mode() != Thinking.Mode.NONE;
      Parameters parameters = model.parameters();
      assertThat(parameters.toolChoice() == Parameters.Choices.AUTO).as(model.id()).isEqualTo(glm);
      assertThat(parameters.greedy() == Parameters.Greedy.DO_SAMPLE).as(model.id()).isEqualTo(glm);
      assertThat(parameters.earlier() == Parameters.Earlier.CLEAR_THINKING)
          .as(model.id())
          .isEqualTo(glm && thinks);
    }
    Parameters k3 = catalog.find("kimi-k3").orElseThrow().parameters();
    assertThat(k3.thinking()).isEqualTo(Parameters.Control.EFFORT);
    assertThat(k3.toolChoice()).isEqualTo(Parameters.Choices.UNNAMED);
    assertThat(k3.tokenizer()).isEqualTo("kimi-k3");
    Parameters code = catalog.find("kimi-k2.7-code").orElseThrow().parameters();
    assertThat(code.thinking()).isEqualTo(Parameters.Control.NONE);
    assertThat(code.toolChoice()).isEqualTo(Parameters.Choices.ANY_UNTHINKING);
    Parameters k26 = catalog.find("kimi-k2.6").orElseThrow().parameters();
    assertThat(k26.thinking()).isEqualTo(Parameters.Control.OBJECT);
    assertThat(k26.earlier()).isEqualTo(Parameters.Earlier.KEEP_ALL);
    Parameters flagship = catalog.find("glm-5.3").orElseThrow().parameters();
    assertThat(flagship.thinking()).isEqualTo(Parameters.Control.OBJECT_AND_EFFORT);
    assertThat(flagship.toolStream()).isTrue();
    assertThat(catalog.find("glm-4.5").orElseThrow().parameters().toolStream()).isFalse();
  }

  @Test
  void nothing_to_say_changes_nothing(@TempDir Path dir) throws Exception {
    int all = CatalogFile.builtIn().models().size();
    for (String text : List.of("", "# nothing\n", "models:\n", "---\n")) {
      assertThat(over(text).models()).hasSize(all);
    }
    assertThat(CatalogFile.read(dir.resolve("absent.yaml")).models()).hasSize(all);
  }

  @Test
  void a_file_that_is_none_is_told() throws Exception {
    Path dir = Files.createTempDirectory("models");
    assertThatThrownBy(() -> CatalogFile.read(dir)).hasMessageContaining("is not a file");
  }

  @Test
  void a_file_is_read_over_the_models_inside(@TempDir Path dir) throws Exception {
    Path file = Files.writeString(dir.resolve("models.yaml"), "models: {kimi-k3: {tier: 1}}");
    assertThat(CatalogFile.read(file).find("kimi-k3").map(Model::tier)).contains(1);
  }

  @Test
  void a_file_may_have_a_mebibyte_and_no_more(@TempDir Path dir) throws Exception {
    String comment = "#".repeat((1 << 20) - 1) + "\n";
    Path file = Files.writeString(dir.resolve("models.yaml"), comment);
    assertThat(CatalogFile.read(file).models()).hasSameSizeAs(CatalogFile.builtIn().models());
    Files.writeString(file, comment + "#");
    assertThatThrownBy(() -> CatalogFile.read(file)).hasMessageContaining("is larger than 1 MiB");
  }

  @Test
  void a_retirement_has_its_day_and_perhaps_a_successor() throws CatalogException {
    String model = "models: {m: {provider: house, context: 9, retirement: ";
    LocalDate day = LocalDate.of(2026, 8, 31);
    assertThat(over(model + "{on: 2026-08-31}}}").find("m").orElseThrow().retirement())
        .isEqualTo(new Retirement(day, null));
    assertThat(
            over(model + "{on: 2026-08-31, successor: kimi-k3}}}")
                .find("m")
                .orElseThrow()
                .retirement())
        .isEqualTo(new Retirement(day, "kimi-k3"));
  }

  @Test
  void one_word_counts_as_a_list_of_it() throws CatalogException {
    Model model =
        over("models: {m: {provider: house, context: 9, aliases: big, capabilities: vision}}")
            .find("big")
            .orElseThrow();
    assertThat(model.capabilities()).containsExactly(Capability.VISION);
  }

  @Test
  void a_model_that_does_not_think_has_no_efforts() {
    assertThatThrownBy(() ->
            over(
                """
                models:
                  m:
                    provider: house
                    context: 9
                    thinking: {mode: none, efforts: {low: low}}
                """))
        .hasMessageContaining("my.yaml, line 5, model m, field thinking: ")
        .hasMessageContaining("a model that does not think has no efforts: remove them");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "tier: 9          | 3 | tier | 9 is not from 1 (weakest) to 5 (strongest)",
        "tear: 3          | 3 | tear | there is no such field: did you mean tier?",
        "zzzzzzzz: 3      | 3 | zzzzzzzz | there is no such field: write one of aliases",
        "context: none    | 3 | context | none is not a whole number above 0",
        "context: 5       | 0 | output | is more than the context of 5",
        "context: [1]     | 3 | context | write one word or number",
        "capabilities: [visoin] | 3 | capabilities | visoin is unknown: did you mean vision?",
        "capabilities: {a: b}   | 3 | capabilities | write a list of words",
        "thinking: on     | 3 | thinking | write its fields below it",
        "context: 0       | 3 | context | 0 is not a whole number above 0",
        "thinking: {mode: none} | 3 | thinking | capabilities has thinking",
        "thinking: {mod: always} | 3 | thinking.mod | there is no such field: did you mean mode?",
        "thinking: {mode: always, efforts: {hard: x}} | 3 | thinking.efforts.hard | hard is unknown",
        "price: {input: free} | 3 | price.input | free is not an amount of USD such as 0.60",
        "price: {input: -0.01} | 3 | price.input | -0.01 is not an amount of USD such as 0.60",
        "price: {input: 1000000} | 3 | price.input | 1000000 is not an amount of USD such as 0.60",
        "price: {inputs: 1} | 3 | price.inputs | there is no such field: did you mean input?",
        "parameters: {sampling: fix} | 3 | parameters.sampling | fix is unknown: did you mean fixed?",
        "parameters: {tool_stream: maybe} | 3 | parameters.tool_stream | maybe is neither true nor false",
        "parameters: {tool_choice: name} | 3 | parameters.tool_choice | name is unknown",
        "parameters: {thinkin: none} | 3 | parameters.thinkin | did you mean thinking?",
        "parameters: {thinking: object} | 3 | parameters.thinking | it says no effort, but thinking.efforts has words",
        "parameters: {earlier: keep_all} | 3 | parameters.earlier | it goes beside the switch for thinking",
        "thinking: {mode: toggle} | 0 | parameters.thinking | it cannot turn thinking off, as mode toggle says",
        "retirement: {on: soon} | 3 | retirement.on | soon is not a date such as 2026-08-31",
        "retirement: {on: 2026-13-01} | 3 | retirement.on | 2026-13-01 is not a date such as 2026-08-31",
        "retirement: {on: 2026-08-31, next: x} | 3 | retirement.next | there is no such field",
        "exclusions: vision | 3 | exclusions | write a list of lists",
      })
  void a_wrong_field_is_told_with_its_place(String field, int line, String name, String problem) {
    String yaml = "models:\n  kimi-k3:\n    " + field + "\n";
    assertThatThrownBy(() -> over(yaml))
        .isInstanceOf(CatalogException.class)
        .hasMessageContaining(line == 0 ? "model kimi-k3" : "my.yaml, line 3, model kimi-k3")
        .hasMessageContaining("field " + name + ": ")
        .hasMessageContaining(problem);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'models: [a]'                | my.yaml, line 1, field models: write one entry a model",
        "'model: {}'                  | my.yaml, line 1, field model: there is no such field",
        "'[a]'                        | my.yaml, line 1: begin with",
        "'models: {a: 1}'             | my.yaml, line 1, model a: write its fields below it",
        "'models: {a: {context: 9}}'  | my.yaml, line 1, model a, field provider: it is missing",
        "'models: {a: '               | my.yaml, line 1: not YAML: while parsing",
        "'models: {kimi-k2: {provider: x, context: 9}}' | the name kimi-k2 belongs to both",
        "'models: {a: &x 1, b: *x}'   | an alias (*) is not understood",
        "'models: {a: {tier: 1, tier: 2}}' | tier",
      })
  void a_wrong_document_is_told_with_its_place(String yaml, String message) {
    assertThatThrownBy(() -> over(yaml))
        .isInstanceOf(CatalogException.class)
        .hasMessageContaining(message);
  }

  @Test
  void a_model_that_does_not_think_has_nothing_to_control() {
    assertThatThrownBy(() ->
            over(
                """
                models:
                  m:
                    provider: house
                    context: 9
                    parameters: {thinking: object}
                """))
        .hasMessageContaining("my.yaml, line 5, model m, field parameters.thinking: ")
        .hasMessageContaining("a model that does not think has nothing to control: none");
  }

  private static Catalog over(String yaml) throws CatalogException {
    return CatalogFile.over("my.yaml", yaml.getBytes(StandardCharsets.UTF_8));
  }
}
