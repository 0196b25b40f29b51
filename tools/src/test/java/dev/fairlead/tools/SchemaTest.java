package dev.fairlead.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SchemaTest {
  enum Depth {
    QUICK,
    FULL
  }

  record Shared(@Field("who asks") @Nullable String caller) {}

  record Pair(@Field("model") String model, @Field("stance") @Nullable String stance) {}

  record Arguments(
      @Field("the question") String question,
      @Field(value = "files to read", aka = "absolute_file_paths") List<String> relevantFiles,
      @Field(value = "how deep", fallback = "full") Depth depth,
      @Field(value = "which step, from 1", min = 1, max = 99) @Nullable Integer stepNumber,
      @Field(value = "from 0 to 1", min = 0, max = 1) @Nullable Double temperature,
      @Field(value = "whether to ask", fallback = "true") boolean ask,
      Shared shared,
      @Field("who answers") List<Pair> models) {}

  private final Schema<Arguments> schema = Schema.of("sample", Arguments.class);

  @Test
  void a_record_becomes_a_flat_closed_object_in_its_own_order() {
    assertThat(schema.json())
        .containsEntry("type", "object")
        .containsEntry("required", List.of("question"))
        .containsEntry("additionalProperties", false);
    assertThat(properties().keySet())
        .containsExactly(
            "question",
            "relevant_files",
            "depth",
            "step_number",
            "temperature",
            "ask",
            "caller",
            "models");
    assertThat(properties())
        .containsEntry("question", Map.of("type", "string", "description", "the question"))
        .containsEntry(
            "depth",
            Map.of(
                "type",
                "string",
                "enum",
                List.of("quick", "full"),
                "description",
                "how deep",
                "default",
                "full"))
        .containsEntry(
            "step_number",
            Map.of(
                "type",
                "integer",
                "description",
                "which step, from 1",
                "minimum",
                1,
                "maximum",
                99));
  }

  @SuppressWarnings("unchecked")
  private Map<String, Object> properties() {
    return (Map<String, Object>) schema.json().getOrDefault("properties", Map.of());
  }

  record Quiet(
      @Field("the question") String question,
      @Field(value = "how deep", fallback = "full", hidden = true) Depth depth) {}

  @Test
  void a_field_that_is_not_shown_is_taken() throws BadArguments {
    Schema<Quiet> quiet = Schema.of("quiet", Quiet.class);

    assertThat(quiet.json().toString()).contains("question").doesNotContain("depth");
    assertThat(quiet.read(Map.of("question", "why?", "depth", "quick")))
        .isEqualTo(new Quiet("why?", Depth.QUICK));
    assertThatThrownBy(() -> quiet.read(Map.of("question", "why?", "depth", "x")))
        .hasMessageContaining("depth is");
  }

  @Test
  void what_is_left_out_or_null_has_its_fallback() throws BadArguments {
    Map<String, Object> arguments = new HashMap<>(Map.of("question", "why?"));
    arguments.put("depth", null);

    assertThat(schema.read(arguments))
        .isEqualTo(
            new Arguments(
                "why?", List.of(), Depth.FULL, null, null, true, new Shared(null), List.of()));
  }

  @Test
  void everything_given_arrives() throws BadArguments {
    assertThat(
            schema.read(
                Map.of(
                    "question",
                    "why?",
                    "relevant_files",
                    List.of("a.java", "b.java"),
                    "depth",
                    "Quick",
                    "step_number",
                    2,
                    "temperature",
                    0.5,
                    "ask",
                    false,
                    "caller",
                    "me",
                    "models",
                    List.of(Map.of("model", "m", "stance", "for"), "n"))))
        .isEqualTo(
            new Arguments(
                "why?",
                List.of("a.java", "b.java"),
                Depth.QUICK,
                2,
                0.5,
                false,
                new Shared("me"),
                List.of(new Pair("m", "for"), new Pair("n", null))));
  }

  @Test
  void a_single_value_is_taken_for_a_list_of_one() throws BadArguments {
    assertThat(read("relevant_files", "a.java").relevantFiles()).containsExactly("a.java");
    assertThat(read("models", Map.of("model", "m")).models()).containsExactly(new Pair("m", null));
  }

  @Test
  void another_name_of_a_field_is_accepted() throws BadArguments {
    assertThat(read("absolute_file_paths", List.of("a.java")).relevantFiles())
        .containsExactly("a.java");
  }

  @Test
  void numbers_and_flags_may_be_written_as_strings() throws BadArguments {
    assertThat(read("step_number", "3").stepNumber()).isEqualTo(3);
    assertThat(read("step_number", 3.0).stepNumber()).isEqualTo(3);
    assertThat(read("temperature", "1").temperature()).isEqualTo(1.0);
    assertThat(read("ask", "FALSE").ask()).isFalse();
  }

  @Test
  void every_problem_names_the_field_the_value_and_the_remedy() {
    problem("question", "", "sample: question is empty: give the question, or leave it out");
    problem("question", 5, "sample: question is the number 5: give a string");
    problem(
        "relevant_files", 7, "sample: relevant_files is the number 7: give a list, each a string");
    problem(
        "relevant_files",
        List.of("a", 7),
        "sample: relevant_files[1] is the number 7: give a string");
    problem(
        "depth", "ful", "sample: depth is \"ful\" (did you mean full?): give one of quick, full");
    problem("step_number", "two", "sample: step_number is the string \"two\": give an integer");
    problem("step_number", 1.5, "sample: step_number is the number 1.5: give an integer");
    problem("step_number", 0, "sample: step_number is 0, out of range: give a number from 1 to 99");
    problem("temperature", 2, "sample: temperature is 2, out of range: give a number from 0 to 1");
    problem("temperature", "NaN", "sample: temperature is the string \"NaN\": give a number");
    problem("ask", 1, "sample: ask is the number 1: give true or false");
    problem("questoin", "x", "sample: questoin is not a field: did you mean question?");
    problem(
        "models", List.of(Map.of()), "sample: models[0].model is missing: give a string, model");
  }

  @Test
  void an_unknown_field_without_a_near_one_is_answered_with_all_there_are() {
    assertThatThrownBy(() -> read("zzz", 1))
        .isInstanceOf(BadArguments.class)
        .hasMessageStartingWith("sample: zzz is not a field: leave it out; known: question, ");
  }

  @Test
  void a_null_inside_a_list_is_named_by_its_place() {
    List<@Nullable Object> files = new ArrayList<>();
    files.add(null);
    assertThatThrownBy(() -> read("relevant_files", files))
        .hasMessage("sample: relevant_files[0] is null: give a string, or leave it out");
  }

  @Test
  void all_problems_come_at_once() {
    assertThatThrownBy(() -> schema.read(Map.of("step_number", -1, "ask", "maybe")))
        .isInstanceOf(BadArguments.class)
        .hasMessageStartingWith("sample: 3 problems:\n- question is missing: give a string")
        .hasMessageContaining("\n- step_number is -1")
        .hasMessageContaining("\n- ask is the string \"maybe\"");
  }

  @Test
  void an_argument_over_a_mebibyte_is_refused_with_its_size() {
    assertThatThrownBy(() -> schema.read(Map.of("question", "x".repeat((1 << 20) + 1))))
        .hasMessageStartingWith("sample: question is too long: 1 MiB, at most 1 MiB; put it into");
    assertThatThrownBy(() -> schema.read(Map.of("question", "\u4f60".repeat(1 << 19))))
        .hasMessageStartingWith("sample: question is too long: 1.5 MiB");
  }

  @Test
  void bounds_that_the_description_tells_hold_without_being_repeated() throws Exception {
    record Told(@Field(value = "from 1", min = 1, bounded = true) int step) {}
    Schema<Told> told = Schema.of("t", Told.class);

    assertThat(told.json().toString()).contains("from 1").doesNotContain("minimum");
    assertThat(told.read(Map.of("step", 1)).step()).isEqualTo(1);
    assertThatThrownBy(() -> told.read(Map.of("step", 0)))
        .hasMessageContaining("step is 0, out of range");
  }

  @Test
  void a_record_that_is_not_described_is_refused_when_the_schema_is_made() {
    record Silent(String word) {}
    record Twice(@Field("one") String caller, Shared shared) {}
    assertThatIllegalArgumentException().isThrownBy(() -> Schema.of("t", Silent.class));
    assertThatIllegalArgumentException().isThrownBy(() -> Schema.of("t", Twice.class));
  }

  private Arguments read(String field, Object value) throws BadArguments {
    Map<String, Object> arguments = new HashMap<>(Map.of("question", "why?"));
    arguments.put(field, value);
    return schema.read(arguments);
  }

  private void problem(String field, Object value, String message) {
    assertThatThrownBy(() -> read(field, value))
        .as("%s = %s", field, value)
        .isInstanceOf(BadArguments.class)
        .hasMessage(message);
  }
}
