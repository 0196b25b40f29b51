package dev.fairlead.daemon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class ModelsTextTest {
  private static final String WRITTEN =
      """
      # mine
      models:
          # the good one
          glm-5.3:
            context: 1000   # measured
            thinking:
              mode: always
              efforts: {low: low}

            price: {input: 1, output: 2}
          other:   # stays
              provider: glm
      """;

  @Test
  void a_file_that_is_not_there_begins_with_its_head() {
    assertThat(put("", "new-one", fields("provider", "glm", "context", "8000")))
        .isEqualTo(
            """
            models:
              # why
              new-one:
                provider: glm
                context: 8000
            """);
  }

  @Test
  void a_field_is_replaced_where_it_stands_and_all_else_stays() {
    assertThat(put(WRITTEN, "glm-5.3", fields("context", "2000")))
        .isEqualTo(WRITTEN.replace("context: 1000   # measured", "context: 2000"));
  }

  @Test
  void a_field_of_many_lines_is_replaced_whole() {
    assertThat(put(WRITTEN, "glm-5.3", fields("thinking", "{mode: toggle}")))
        .contains("  context: 1000   # measured\n      thinking: {mode: toggle}\n")
        .contains("      price: {input: 1, output: 2}\n    other:")
        .doesNotContain("efforts", "always");
  }

  @Test
  void a_field_that_is_not_there_is_added_to_the_entry() {
    assertThat(put(WRITTEN, "other", fields("context", "2000")))
        .isEqualTo(WRITTEN + "        context: 2000\n");
  }

  @Test
  void a_model_is_added_after_the_last_one_as_deep_as_the_others() {
    assertThat(put(WRITTEN, "a: b", fields("provider", "glm")))
        .isEqualTo(WRITTEN + "    # why\n    \"a: b\":\n      provider: glm\n");
  }

  private static String put(String text, String model, Map<String, String> fields) {
    ModelsText edited = new ModelsText(text);
    edited.put(model, fields, "why");
    return edited.toString();
  }

  private static Map<String, String> fields(String... words) {
    Map<String, String> fields = new LinkedHashMap<>();
    for (int i = 0; i < words.length; i += 2) {
      fields.put(words[i], words[i + 1]);
    }
    return fields;
  }
}
