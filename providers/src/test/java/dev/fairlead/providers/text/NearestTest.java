package dev.fairlead.providers.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class NearestTest {
  private static final List<String> KNOWN =
      List.of("thinking_mode", "temperature", "model", "images", "top");

  @ParameterizedTest
  @CsvSource({
    "temperatur, temperature",
    "TEMPERATURE, temperature",
    "temprature, temperature",
    "thinking-mode, thinking_mode",
    "mode, model",
    "modle, model",
    "image, images",
    "imags, images",
    "thinking, thinking_mode",
    "the_model_id, model",
    "tip, top"
  })
  void a_word_that_is_nearly_known_is_found(String word, String meant) {
    assertThat(Nearest.to(word, KNOWN)).hasValue(meant);
  }

  @ParameterizedTest
  @CsvSource({"zzz", "''", "mxdxxz", "to_x", "temp_x_x_x_x", "tap_ip"})
  void a_word_that_is_like_nothing_known_finds_nothing(String word) {
    assertThat(Nearest.to(word, KNOWN)).isEmpty();
  }

  @Test
  void part_of_a_word_counts_only_if_it_is_longer_than_three() {
    assertThat(Nearest.to("node", List.of("a_long_node_name"))).hasValue("a_long_node_name");
    assertThat(Nearest.to("nod", List.of("a_long_node_name"))).isEmpty();
    assertThat(Nearest.to("a_long_node_name", List.of("node"))).hasValue("node");
    assertThat(Nearest.to("a_long_nod_name", List.of("nod"))).isEmpty();
    assertThat(Nearest.to("anything", List.of(""))).isEmpty();
  }

  @Test
  void the_nearest_of_several_is_meant_and_the_first_by_name_of_two() {
    assertThat(Nearest.to("modes", List.of("models", "mode", "modem"))).hasValue("mode");
    assertThat(Nearest.to("modes", List.of("all_modes", "models"))).hasValue("models");
    assertThat(Nearest.to("cat", List.of("rat", "bat", "cot"))).hasValue("bat");
  }

  @Test
  void very_long_words_are_told_apart_by_their_beginnings() {
    String hundred = "x".repeat(100);
    assertThat(Nearest.to(hundred + "a".repeat(500), List.of(hundred + "b".repeat(500))))
        .isPresent();
    assertThat(Nearest.to("y".repeat(60) + hundred, List.of(hundred))).isEmpty();
    assertThat(Nearest.to("y" + "x".repeat(99) + "z".repeat(400), List.of("x".repeat(99) + "q")))
        .isPresent();
  }

  @ParameterizedTest
  @CsvSource({
    "'', '', 0", "abc, abc, 0", "abc, '', 3", "'', abc, 3", "abc, abd, 1", "abc, ab, 1",
    "abc, abcd, 1", "abc, acb, 1", "abc, bac, 1", "abcd, badc, 2", "kitten, sitting, 3",
        "ab, ba, 1",
    "abc, cba, 2", "flaw, lawn, 2"
  })
  void a_distance_is_the_least_number_of_changes(String a, String b, int changes) {
    assertThat(Nearest.distance(a, b)).isEqualTo(changes);
    assertThat(Nearest.distance(b, a)).isEqualTo(changes);
  }
}
