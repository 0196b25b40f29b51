package dev.fairlead.tools.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.providers.Capability;
import dev.fairlead.providers.ChatEvent;
import dev.fairlead.providers.Effort;
import dev.fairlead.providers.Message;
import dev.fairlead.providers.Part;
import dev.fairlead.providers.ProviderError;
import dev.fairlead.routing.selection.Ask;
import dev.fairlead.routing.selection.Policy;
import dev.fairlead.tools.BadArguments;
import dev.fairlead.tools.Bench;
import dev.fairlead.tools.ToolResult;
import dev.fairlead.tools.ToolResult.Status;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ChatToolTest {
  private static final byte[] PNG = "\u0089PNG\r\n\u001a\n\0".getBytes(StandardCharsets.ISO_8859_1);

  @TempDir private Path temp;
  private Bench bench = Bench.UNUSED;
  private ChatTool chat = new ChatTool(bench.parts);

  @BeforeEach
  void sit_down() throws IOException {
    bench = new Bench(temp.toRealPath());
    chat = new ChatTool(bench.parts);
  }

  @Test
  void a_question_is_answered_and_begins_a_thread() throws Exception {
    bench.router.answers("Because.");

    ToolResult result = bench.call(chat, "prompt", "Why?");

    assertThat(result.status()).isEqualTo(Status.COMPLETE);
    assertThat(result.text()).isEqualTo("Because.");
    assertThat(bench.threads.find(thread(result)).orElseThrow())
        .singleElement()
        .satisfies(turn -> {
          assertThat(turn.asked()).endsWith("\n\nWhy?");
          assertThat(turn.answered()).isEqualTo("Because.");
        });
    Ask ask = bench.router.asks.getFirst();
    assertThat(ask.tool()).isEqualTo("chat");
    assertThat(ask.thread()).isEqualTo(result.thread());
    assertThat(ask.policy()).isEqualTo(Policy.BALANCED);
    assertThat(ask.requirements().preferred()).containsExactly(Capability.STREAMING);
    assertThat(ask.requirements().required()).isEmpty();
    assertThat(bench.router.conversations.getFirst().getFirst())
        .isInstanceOfSatisfying(
            Message.Instructions.class,
            told -> assertThat(told.text()).startsWith("You advise another AI agent"));
    assertThat(bench.router.lastQuestion()).startsWith("Your part: a colleague who thinks along");
  }

  @Test
  void a_temperature_goes_to_the_model_and_one_that_was_not_sent_is_told() throws Exception {
    assertThat(bench.call(chat, "prompt", "Q", "temperature", 0.3).text()).isEqualTo("fine");
    assertThat(bench.router.asks.getLast().temperature()).isEqualTo(0.3);

    bench.router.adjusting(new ChatEvent.Adjusted("temperature", "plain-1 fixes it"));
    assertThat(bench.call(chat, "prompt", "Q", "temperature", 0.3).text())
        .isEqualTo("fine\n\n---\nNot sent: temperature (plain-1 fixes it)");
    bench.call(chat, "prompt", "Q");
    assertThat(bench.router.asks.getLast().temperature()).isNull();
  }

  @Test
  void files_are_sent_with_line_numbers_and_listed_as_leaving() throws Exception {
    bench.file("src/A.java", "class A {\n}\n");

    bench.call(chat, "prompt", "What is this?", "files", "src/A.java");

    assertThat(bench.router.lastQuestion())
        .endsWith(
            """
            --- BEGIN FILE src/A.java ---
               1| class A {
               2| }
            --- END FILE src/A.java ---

            What is this?\
            """);
    assertThat(bench.router.asks.getFirst().leaving())
        .singleElement()
        .satisfies(sent -> assertThat(sent.path()).isEqualTo("src/A.java"))
        .satisfies(sent -> assertThat(sent.bytes()).isEqualTo(12));
  }

  @Test
  void a_thread_goes_on_with_all_that_was_said_and_its_prompt_only_grows() throws Exception {
    bench.file("a.txt", "one\ntwo\n").router.answers("First.", "Second.", "Third.");
    String id = thread(bench.call(chat, "prompt", "Q1", "files", List.of("a.txt")));
    bench.call(chat, "prompt", "Q2", "files", List.of("a.txt"), "continuation_id", id);
    bench.call(chat, "prompt", "Q3", "continuation_id", id);

    List<Message> second = bench.router.conversations.get(1);
    List<Message> third = bench.router.conversations.get(2);
    assertThat(second).startsWith(bench.router.conversations.get(0).toArray(Message[]::new));
    assertThat(third).startsWith(second.toArray(Message[]::new));
    assertThat(third).contains(new Message.Assistant("Second."));
    assertThat(second.getLast())
        .isEqualTo(new Message.User("File unchanged since it was shown: a.txt\n\nQ2"));
  }

  @Test
  void a_file_that_changed_comes_as_its_difference() throws Exception {
    bench.file("a.txt", "one\ntwo\nthree\nfour\nfive\n");
    String id = thread(bench.call(chat, "prompt", "Q1", "files", "a.txt"));
    bench.file("a.txt", "one\ntwo\n2.5\nfour\nfive\n");
    bench.call(chat, "prompt", "Q2", "files", "a.txt", "continuation_id", id);

    assertThat(bench.router.lastQuestion())
        .isEqualTo(
            """
            --- CHANGED FILE a.txt, lines 3 to 3 are now ---
               3| 2.5
            --- END FILE a.txt ---

            Q2\
            """);
    bench.router.answers("See a.txt:3 `2.5`.");
    assertThat(bench.call(chat, "prompt", "Q3", "files", "a.txt", "continuation_id", id).text())
        .endsWith("Citations: 1 of 1 verified");
  }

  @Test
  void an_unknown_thread_is_refused_with_the_way_on() {
    assertThatThrownBy(() -> bench.call(chat, "prompt", "Q", "continuation_id", "nope"))
        .isInstanceOf(BadArguments.class)
        .hasMessageStartingWith("chat: continuation_id nope is unknown or has expired: leave it");
  }

  @Test
  void an_image_requires_vision_and_a_document_file_upload() throws Exception {
    Files.write(bench.root().resolve("a.png"), PNG);
    bench.file("a.pdf", "%PDF-1.7");
    bench.call(chat, "prompt", "Q", "images", "a.png", "files", "a.pdf");

    assertThat(bench.router.asks.getFirst().requirements().required())
        .containsExactlyInAnyOrder(Capability.VISION, Capability.FILE_UPLOAD);
    Message.User user = (Message.User) bench.router.conversations.getFirst().getLast();
    assertThat(user.parts())
        .contains(new Part.Image("a.png", "image/png", PNG))
        .anyMatch(Part.Document.class::isInstance);
  }

  @Test
  void an_image_may_be_a_data_url() throws Exception {
    String url = "data:image/png;base64," + Base64.getEncoder().encodeToString(PNG);
    bench.call(chat, "prompt", "Q", "images", url);

    Message.User user = (Message.User) bench.router.conversations.getFirst().getLast();
    assertThat(user.parts()).contains(new Part.Image("image 1", "image/png", PNG));
    assertThatThrownBy(() -> bench.call(chat, "prompt", "Q", "images", "data:image/png;base64,??"))
        .hasMessageContaining("image 1");
  }

  @Test
  void wishes_strengthen_what_is_needed() throws Exception {
    bench.call(
        chat,
        "prompt",
        "Q",
        "thinking_mode",
        "high",
        "web_search",
        true,
        "model",
        "seeing",
        "policy",
        "cheap",
        "allow_degraded",
        false);

    Ask ask = bench.router.asks.getFirst();
    assertThat(ask.requirements().required())
        .containsExactlyInAnyOrder(
            Capability.STREAMING, Capability.THINKING, Capability.WEB_SEARCH);
    assertThat(ask.requirements().effort()).isEqualTo(Effort.HIGH);
    assertThat(ask.model()).isEqualTo("seeing");
    assertThat(ask.policy()).isEqualTo(Policy.CHEAP);
  }

  @Test
  void every_file_that_cannot_be_read_is_named_and_nothing_is_asked() {
    assertThatThrownBy(
            () -> bench.call(chat, "prompt", "Q", "files", List.of("no.txt", "/etc/passwd")))
        .isInstanceOf(BadArguments.class)
        .hasMessageStartingWith("chat: 2 problems:\n- no.txt does not exist (workspace: ")
        .hasMessageContaining("\n- /etc/passwd is outside of the workspace");
    assertThat(bench.router.asks).isEmpty();
  }

  @Test
  void what_does_not_fit_the_model_is_left_out_and_said() throws Exception {
    bench.file("big.txt", "word ".repeat(120_000)).file("small.txt", "small\n");

    ToolResult result =
        bench.call(
            chat, "prompt", "Q", "model", "plain-1", "files", List.of("big.txt", "small.txt"));

    assertThat(result.status()).isEqualTo(Status.COMPLETE);
    assertThat(result.text()).endsWith("\n\n---\nLeft out for lack of room: big.txt (585.9 KiB)");
    assertThat(bench.router.lastQuestion())
        .contains("BEGIN FILE small.txt")
        .contains("Files left out for lack of room: big.txt (585.9 KiB)")
        .doesNotContain("BEGIN FILE big.txt");
  }

  @Test
  void secrets_in_the_question_are_masked_and_said() throws Exception {
    ToolResult result =
        bench.call(chat, "prompt", "Is glpat-" + "fakeFAKE0123456789ab" + " a good token?");

    assertThat(bench.router.lastQuestion())
        .endsWith("Is [masked gitlab-token, line 1] a good token?");
    assertThat(result.text()).endsWith("Masked in what you wrote: gitlab-token (line 1)");
  }

  @Test
  void a_failure_of_the_router_becomes_a_failed_result_with_its_decision() throws Exception {
    bench.router.failing(new ProviderError.NoBalance());
    ToolResult failed = bench.call(chat, "prompt", "Q");

    assertThat(failed.status()).isEqualTo(Status.FAILED);
    assertThat(failed.text()).isEqualTo("the account has no balance or its plan has ended");
    assertThat(failed.decision()).isNotNull();
    assertThat(failed.thread()).isNull();

    ToolResult refused = bench.call(chat, "prompt", "Q", "model", "nobody");
    assertThat(refused.status()).isEqualTo(Status.REFUSED);
    assertThat(refused.text()).contains("the call asks for nobody");
  }

  @Test
  void a_cut_answer_and_a_wish_for_files_are_marked() throws Exception {
    bench.router.cutting().answers("NEEDS FILES: b.txt\nto see the caller");
    ToolResult result = bench.call(chat, "prompt", "Q");

    assertThat(result.status()).isEqualTo(Status.NEEDS_FILES);
    assertThat(result.text())
        .contains("Call again with these files and continuation_id " + result.thread())
        .contains("The answer was cut at the model's limit");
  }

  private static String thread(ToolResult result) {
    return Objects.requireNonNull(result.thread());
  }
}
