package dev.fairlead.tools.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class PortionTest {
  private static final Portion HUNDRED = new Portion(100, 1_000);

  private static String head(Portion portion, String text) {
    return text.substring(0, portion.end(text));
  }

  @Test
  void what_fits_is_left_whole() {
    assertThat(head(HUNDRED, "x".repeat(100))).hasSize(100);
    assertThat(HUNDRED.holds("x".repeat(101))).isFalse();
  }

  @Test
  void it_ends_before_a_heading_rather_than_at_a_paragraph() {
    String first = "# One\n\n" + "a ".repeat(25) + "\n\nmore\n";
    assertThat(head(HUNDRED, first + "## Two\n\n" + "b ".repeat(60))).isEqualTo(first);
  }

  @Test
  void it_ends_between_paragraphs_rather_than_lines_rather_than_words() {
    String paragraphs = "a".repeat(60) + "\n\n" + "b\n".repeat(40);
    assertThat(head(HUNDRED, paragraphs)).isEqualTo("a".repeat(60) + "\n");
    assertThat(head(HUNDRED, "c".repeat(70) + "\n" + "d".repeat(70)))
        .isEqualTo("c".repeat(70) + "\n");
    assertThat(head(HUNDRED, "e".repeat(300))).hasSize(100);
  }

  @Test
  void a_border_that_would_leave_most_of_the_room_empty_is_none() {
    assertThat(head(HUNDRED, "# One\n\n" + "a".repeat(200))).hasSize(100);
  }

  @Test
  void a_heading_inside_of_code_is_none() {
    String text = "```\n" + "x\n".repeat(25) + "\n# no heading\n" + "y\n".repeat(60) + "```\n";
    assertThat(head(HUNDRED, text)).doesNotEndWith("x\n\n");
  }

  @Test
  void chinese_is_measured_by_its_tokens() {
    Portion tokens = new Portion(10_000, 100);
    String chinese = "请检查这段代码的错误处理逻辑。".repeat(100);
    String head = head(tokens, chinese);
    assertThat(TokenEstimate.BY_PIECES.of(head)).isBetween(50L, 100L);
  }

  @Test
  void no_character_is_cut_in_two() {
    assertThat(head(HUNDRED, "x" + "😀".repeat(100))).hasSize(99).endsWith("😀");
  }

  @Test
  void all_parts_together_are_the_whole() {
    String text = "# A\n\nword word\n\n".repeat(200);
    StringBuilder together = new StringBuilder();
    String rest = text;
    while (!rest.isEmpty()) {
      String head = head(HUNDRED, rest);
      assertThat(head).isNotEmpty().hasSizeLessThanOrEqualTo(100);
      together.append(head);
      rest = rest.substring(head.length());
    }
    assertThat(together).hasToString(text);
  }
}
