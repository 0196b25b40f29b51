package dev.fairlead.tools.expert;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class CitationsTest {
  private static final Map<String, List<String>> SENT =
      Map.of(
          "src/A.java",
          List.of("class A {", "  int x = 0;", "", "", "", "", "  void run() {}", "}"),
          "src/main/B.java",
          List.of("class B {}"));

  @Test
  void what_was_sent_is_looked_at_only_if_something_is_cited() {
    assertThat(
            Citations.check(
                "Two remarks: A.java is fine, and so is 12: 30.",
                () -> {
                  throw new AssertionError("nothing was cited");
                }))
        .isEmpty();
  }

  @Test
  void a_line_that_exists_is_verified_by_whole_path_or_by_its_end() {
    holds("see src/A.java:2 and A.java:8, ./src/A.java:1-8", "Citations: 3 of 3 verified");
    holds("/home/me/src/A.java:2", "Citations: 1 of 1 verified");
  }

  @Test
  void a_quote_right_after_must_stand_there_or_near() {
    holds("`src/A.java:2` `int x = 0;`", "Citations: 1 of 1 verified");
    holds("src/A.java:3: `int  x = 0;`", "Citations: 1 of 1 verified");
    holds("src/A.java:2 `void run()`", "Citations: 0 of 1 verified; src/A.java:2 moved to line 7");
    holds(
        "src/A.java:2 \u2014 `int y = 1;`",
        "Citations: 0 of 1 verified; src/A.java:2 not found (no such text in the file)");
  }

  @Test
  void a_suggestion_further_away_is_no_quote() {
    holds("src/A.java:2 should be `final int x = 0;`", "Citations: 1 of 1 verified");
  }

  @Test
  void a_line_beyond_the_end_and_a_file_that_was_not_sent_are_not_found() {
    holds(
        "src/A.java:99 and C.java:1",
        "Citations: 0 of 2 verified; src/A.java:99 not found (the file has 8 lines);"
            + " C.java:1 not found (the file was not sent)");
  }

  @Test
  void a_difference_is_not_taken_for_its_file() {
    Map<String, List<String>> sent =
        Map.of("src/A.java", List.of("class A {}"), "diff of src/A.java", List.of("-x", "+y"));
    assertThat(Citations.check("A.java:1 and A.java:2", () -> sent))
        .contains("Citations: 1 of 2 verified; A.java:2 not found (the file has 1 lines)");
  }

  @Test
  void hosts_times_and_urls_are_no_citations() {
    assertThat(Citations.check("localhost:8080, example.com:443, at 12:30, key:1", () -> SENT))
        .isEmpty();
  }

  private static void holds(String answer, String footer) {
    assertThat(Citations.check(answer, () -> SENT)).contains(footer);
  }
}
