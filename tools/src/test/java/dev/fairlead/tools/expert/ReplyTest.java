package dev.fairlead.tools.expert;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ReplyTest {
  private static final String ASKING =
      """
      {
        "status": "files_required_to_continue",
        "mandatory_instructions": "I have to see who calls it.",
        "files_needed": ["a.java", "src/b.java"],
        "suggested_next_action": {"tool": "debug"},
        "found_so_far": null
      }\
      """;
  private static final String IN_WORDS =
      """
      NEEDS FILES: a.java, src/b.java

      mandatory instructions: I have to see who calls it.

      suggested next action: {"tool":"debug"}\
      """;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "NEEDS FILES: a.java\nto see it",
        "**NEEDS FILES:** a.java",
        "**NEEDS FILES**: a.java",
        "`NEEDS FILES: a.java`",
        "## NEEDS FILES: a.java"
      })
  void the_line_asks_however_it_is_set_off(String answer) {
    assertThat(Reply.of("\n" + answer)).isEqualTo(new Reply(true, answer));
  }

  @Test
  void json_that_asks_for_files_becomes_readable() {
    assertThat(Reply.of(ASKING)).isEqualTo(new Reply(true, IN_WORDS));
  }

  @ParameterizedTest
  @ValueSource(strings = {"json", "JSON", ""})
  void so_does_json_in_a_fence(String language) {
    assertThat(Reply.of("```" + language + "\n" + ASKING + "\n```\n"))
        .isEqualTo(new Reply(true, IN_WORDS));
  }

  @Test
  void what_is_said_around_the_fence_is_kept() {
    assertThat(Reply.of("Not enough yet.\n\n```json\n" + ASKING + "\n```\nThank you."))
        .isEqualTo(new Reply(true, IN_WORDS + "\n\nNot enough yet.\n\nThank you."));
  }

  @Test
  void a_lone_name_and_a_missing_status_are_understood() {
    assertThat(Reply.of("{\"files_needed\": \"a.java\"}"))
        .isEqualTo(new Reply(true, "NEEDS FILES: a.java"));
    assertThat(Reply.of("{\"status\": \"NEEDS_FILES\", \"why\": \"all of it\"}"))
        .isEqualTo(new Reply(true, "NEEDS FILES:\n\nwhy: all of it"));
    assertThat(Reply.of("{\"status\": null, \"files_needed\": [\"a\", {\"path\": \"b\"}]}"))
        .isEqualTo(new Reply(true, "NEEDS FILES: a, {\"path\":\"b\"}"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"status\": \"analysis_complete\", \"files_needed\": [\"a.java\"]}",
        "{\"status\": 7, \"files_needed\": [\"a.java\"]}",
        "{\"files_needed\": []}",
        "{\"files_needed\": {}}",
        "{\"verdict\": \"sound\"}",
        "[\"files_needed\"]",
        "{\"status\": \"files_required_to_continue\",",
        "{\"status\": \"files_required_to_continue\"} and more",
        "```json\n{\"verdict\": \"sound\"}\n```",
        "Use `NEEDS FILES: path` to ask.",
        "```\n{\"files_needed\": [\"a\"]}\n```\nor\n```\nint x;\n```",
        "```json\n{\"files_needed\": [\"a\"]}",
        ""
      })
  void everything_else_is_passed_on_as_it_is(String answer) {
    assertThat(Reply.of(answer)).isEqualTo(new Reply(false, answer));
  }

  @Test
  void json_nested_beyond_reason_is_passed_on() {
    String deep = "{\"a\":".repeat(100_000);
    assertThat(Reply.of(deep)).isEqualTo(new Reply(false, deep));
  }
}
