package dev.fairlead.tools.expert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.tools.files.GatedFile;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class RelevanceTest {
  private static GatedFile.Text file(String path, String text) {
    return new GatedFile.Text(path, text.length(), "00", text, "UTF-8", List.of());
  }

  private static List<String> order(String question, Set<String> found, GatedFile.Text... files) {
    return Relevance.order(List.of(files), found, question).stream()
        .map(GatedFile.Text::path)
        .toList();
  }

  @Test
  void files_named_one_by_one_come_before_those_that_were_found() {
    assertThat(
            order(
                "why does parseHeader fail?",
                Set.of("found.c"),
                file("found.c", "int parseHeader()"),
                file("named.c", "nothing of it")))
        .containsExactly("named.c", "found.c");
  }

  @Test
  void what_the_question_mentions_comes_first_a_name_before_a_word_of_prose() {
    assertThat(
            order(
                "why does parseHeader fail here?",
                Set.of("a", "b", "c"),
                file("a", "other things"),
                file("b", "we fail why, does here"),
                file("c", "a = parseheader(x)")))
        .containsExactly("c", "b", "a");
  }

  @Test
  void the_name_of_a_file_counts_more_than_its_text() {
    assertThat(
            order(
                "what of the scheduler",
                Set.of("src/a.py", "src/scheduler.py"),
                file("src/a.py", "scheduler"),
                file("src/scheduler.py", "x")))
        .containsExactly("src/scheduler.py", "src/a.py");
  }

  @Test
  void the_smaller_one_comes_first_where_nothing_else_tells() {
    assertThat(order("x", Set.of("big", "small"), file("big", "yyyy"), file("small", "y")))
        .containsExactly("small", "big");
  }

  @Test
  void chinese_words_are_looked_for_too() {
    assertThat(
            order(
                "检查 调度器 的错误",
                Set.of("a", "b"),
                file("a", "nothing"),
                file("b", "这里是 调度器 的实现, which is longer")))
        .containsExactly("b", "a");
  }
}
