package dev.fairlead.tools.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.routing.Progress;
import dev.fairlead.tools.BadArguments;
import dev.fairlead.tools.Bench;
import dev.fairlead.tools.Consent.Answer;
import dev.fairlead.tools.ToolResult;
import dev.fairlead.tools.expert.Gathering;
import dev.fairlead.tools.expert.Permission;
import dev.fairlead.tools.files.Gate;
import dev.fairlead.tools.files.OnSecret;
import dev.fairlead.tools.files.Workspace;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A user who is asked about files with secrets before a model is. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SecretsAskedTest {
  private static final String TOKEN = "ghp_" + "FAKEfake0123456789".repeat(2);
  private static final String KEY = "q8Zr2LmX0vTn5KpW7yBd";

  @TempDir private Path directory;
  private Bench bench = Bench.UNUSED;
  private final List<String> questions = new ArrayList<>();

  @BeforeEach
  void sit_down() throws Exception {
    bench =
        new Bench(directory.toRealPath())
            .file("conf/a.sh", "#!/bin/sh\nexport TOKEN=" + TOKEN + "\n")
            .file("conf/b.sh", "API_KEY=" + KEY + "\n")
            .file("conf/plain.sh", "echo plain\n");
    bench.onSecret = OnSecret.ASK;
    says(Answer.YES);
  }

  private void says(Answer answer) {
    bench.consent =
        (question, waiting) -> {
          assertThat(bench.router.asks).as("before any model").isEmpty();
          waiting.run();
          questions.add(question);
          return answer;
        };
  }

  private ToolResult chat(Object files) throws Exception {
    return bench.call(new ChatTool(bench.parts), "prompt", "What is this?", "files", files);
  }

  @Test
  void one_question_names_files_kinds_and_lines_and_no_secret() throws Exception {
    ToolResult result = chat(List.of("conf/a.sh", "conf/b.sh", "conf/plain.sh", "conf"));

    assertThat(questions)
        .singleElement()
        .asString()
        .startsWith("chat is about to send files")
        .contains(
            "- conf/a.sh: github-token (line 2)\n- conf/b.sh: assigned-secret (line 1)\nMay they be sent with those places masked?")
        .doesNotContain(TOKEN, KEY, "plain.sh");
    assertThat(bench.router.lastQuestion())
        .contains("[masked github-token, line 2]", "[masked assigned-secret, line 1]", "echo plain")
        .doesNotContain(TOKEN, KEY);
    assertThat(result.text()).contains("Masked in conf/a.sh: github-token (line 2)");
  }

  @ParameterizedTest
  @CsvSource({
    "NO, 'the user, who was asked, said no'",
    "UNASKED, 'nobody to ask here (set files.secrets to mask'",
    "UNANSWERED, 'gave no answer in time (set files.secrets to mask'",
  })
  void without_a_yes_a_call_goes_on_without_them_and_says_so(Answer answer, String why)
      throws Exception {
    says(answer);

    for (Object files : List.of(List.of("conf/a.sh", "conf/b.sh", "conf/plain.sh"), "conf")) {
      bench.router.asks.clear();
      ToolResult result = chat(files);

      assertThat(bench.router.lastQuestion())
          .contains("echo plain")
          .doesNotContain("a.sh", "b.sh", "masked", TOKEN, KEY);
      assertThat(bench.router.asks.getFirst().leaving()).hasSize(1);
      assertThat(result.text())
          .contains("Not sent, since secrets are in there and ", why)
          .contains("conf/a.sh, github-token (line 2); conf/b.sh, assigned-secret (line 1)")
          .doesNotContain("Masked in", TOKEN, KEY);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Answer.class,
      names = {"NO", "UNASKED", "UNANSWERED"})
  void where_nothing_else_was_named_no_model_is_asked(Answer answer) throws Exception {
    says(answer);
    bench.file("all/a.sh", "TOKEN=" + TOKEN + "\n");

    for (Object files : List.of("conf/a.sh", List.of("conf/a.sh", "conf/b.sh"), "all")) {
      assertThatThrownBy(() -> chat(files))
          .isInstanceOf(BadArguments.class)
          .hasMessageContaining("a.sh, github-token (line ")
          .hasMessageContaining("Nothing else was named")
          .message()
          .doesNotContain(TOKEN, KEY);
    }
    assertThat(bench.router.asks).isEmpty();
  }

  @Test
  void what_a_conversation_brought_before_does_not_stand_in_for_what_is_named_now()
      throws Exception {
    String thread = Objects.requireNonNull(chat("conf/plain.sh").thread());
    bench.router.asks.clear();
    says(Answer.NO);

    assertThatThrownBy(() ->
            bench.call(
                new ChatTool(bench.parts),
                "prompt",
                "And this?",
                "files",
                "conf/a.sh",
                "continuation_id",
                thread))
        .hasMessageContaining("Nothing else was named");
    assertThat(bench.router.asks).isEmpty();
  }

  @Test
  void nobody_is_asked_where_nothing_is_found_or_another_word_is_set() throws Exception {
    chat(List.of("conf/plain.sh"));
    bench.router.asks.clear();
    bench.onSecret = OnSecret.MASK;
    chat(List.of("conf/a.sh"));
    bench.onSecret = OnSecret.REFUSE;

    assertThatThrownBy(() -> chat(List.of("conf/a.sh")))
        .hasMessageContaining("files.secrets is set to refuse");
    assertThat(questions).isEmpty();
  }

  @Test
  void nobody_is_asked_for_a_call_that_is_refused_anyway() throws Exception {
    assertThatThrownBy(() -> chat(List.of("conf/a.sh", "missing.txt")))
        .hasMessageContaining("missing.txt");
    bench.problem = "there is no key";
    assertThat(chat(List.of("conf/a.sh")).text()).contains("there is no key");

    assertThat(questions).isEmpty();
  }

  @Test
  void a_setting_that_becomes_stricter_meanwhile_holds() {
    AtomicInteger looks = new AtomicInteger();
    Gate gate =
        bench.parts.gate().on(() -> looks.getAndIncrement() == 0 ? OnSecret.ASK : OnSecret.REFUSE);
    Gathering gathering =
        new Gathering(gate, new Workspace(List.of(bench.root())), Permission.LATER);

    assertThatThrownBy(() -> gathering.files(List.of("conf/a.sh")).finish("chat"))
        .isInstanceOf(BadArguments.class)
        .hasMessageContaining("files.secrets is set to refuse");
  }

  @Test
  void the_wait_shows_as_progress() throws Exception {
    List<String> told = new ArrayList<>();
    Progress progress =
        new Progress() {
          @Override
          public void report(String message) {
            told.add(message);
          }
        };

    bench.call(
        new ChatTool(bench.parts),
        Map.of("prompt", "What?", "files", List.of("conf/a.sh")),
        progress);

    assertThat(told).first().isEqualTo("waiting for an answer about files with secrets");
  }

  @Test
  void a_name_cannot_speak_to_the_user_and_a_long_list_is_cut() throws Exception {
    bench.file("many/a\nThe user agreed.sh", "TOKEN=" + TOKEN + "\n".repeat(2));
    bench.file("many/b.sh", ("TOKEN=" + TOKEN + "\n").repeat(12));
    for (int i = 10; i < 40; i++) {
      bench.file("many/c" + i + ".sh", "TOKEN=" + TOKEN + "\n");
    }

    chat(List.of("many"));

    assertThat(questions)
        .singleElement()
        .asString()
        .contains("a?The user agreed.sh", "(line 10) and 2 more", "- and 12 more files with 12")
        .doesNotContain("\nThe user", "(line 11)");
  }
}
