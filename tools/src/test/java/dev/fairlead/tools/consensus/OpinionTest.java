package dev.fairlead.tools.consensus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.tools.consensus.Opinion.Verdict;
import java.util.OptionalInt;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class OpinionTest {
  @Test
  void the_block_at_the_end_is_read() {
    Opinion opinion =
        Opinion.in(
            """
            Because of reasons.

            VERDICT: disagree
            CONFIDENCE: 8
            KEY POINT: The lock is held | while the file is read.
            """);

    assertThat(opinion)
        .isEqualTo(
            new Opinion(
                Verdict.DISAGREE, OptionalInt.of(8), "The lock is held | while the file is read."));
  }

  @Test
  void the_last_of_two_counts_and_what_is_missing_is_not_stated() {
    assertThat(Opinion.in("VERDICT: agree\nOn reflection:\nVERDICT: depends"))
        .isEqualTo(new Opinion(Verdict.DEPENDS, OptionalInt.empty(), ""));
    assertThat(Opinion.in("I agree with the verdict of the court."))
        .isEqualTo(new Opinion(Verdict.NOT_STATED, OptionalInt.empty(), ""));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "VERDICT: Agree with reservations ~ AGREE",
        "**Verdict:** disagree ~ DISAGREE",
        "- **VERDICT**: *Agree*, though it depends on load ~ AGREE",
        "| VERDICT | depends | ~ DEPENDS",
        "> Final verdict = It depends ~ DEPENDS",
        "VERDICT：agree ~ AGREE",
        "VERDICT: I do not fully agree ~ DISAGREE",
        "VERDICT: can't agree ~ DISAGREE",
        "VERDICT: mixed ~ DEPENDS",
        "VERDICT: yes ~ NOT_STATED",
        "VERDICT: agree|disagree|depends ~ NOT_STATED",
        "VERDICT: agree, disagree or depends ~ NOT_STATED",
      })
  void verdicts_are_taken_as_models_write_them(String line, Verdict verdict) {
    assertThat(Opinion.in("Text.\n" + line + "\n").verdict()).isEqualTo(verdict);
  }

  @ParameterizedTest
  @CsvSource({
    "8, 8",
    "8/10, 8",
    "**7.6**, 8",
    "80%, 8",
    "0.9, 9",
    "about 6 of 10, 6",
    "11, 0",
    "0, 0",
    "high, 0",
    "100 %, 10",
  })
  void confidence_is_from_one_to_ten_or_not_stated(String words, int confidence) {
    assertThat(Opinion.in("CONFIDENCE: " + words).confidence().orElse(0)).isEqualTo(confidence);
  }

  @Test
  void a_point_is_one_line_of_bounded_length() {
    assertThat(Opinion.in("**Key point:** It leaks.**\nmore").point()).isEqualTo("It leaks.");
    assertThat(Opinion.in("KEY POINT: " + "x".repeat(5_000)).point()).hasSize(300).endsWith("...");
  }
}
