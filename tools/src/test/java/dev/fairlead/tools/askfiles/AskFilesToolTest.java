package dev.fairlead.tools.askfiles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.providers.Capability;
import dev.fairlead.providers.Message;
import dev.fairlead.providers.Part;
import dev.fairlead.routing.selection.Ask;
import dev.fairlead.tools.BadArguments;
import dev.fairlead.tools.Bench;
import dev.fairlead.tools.ToolResult;
import dev.fairlead.tools.ToolResult.Status;
import dev.fairlead.tools.chat.ChatTool;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class AskFilesToolTest {
  private static final String SECRET = "glpat-abcDEF123456ghiJKL78";

  @TempDir private Path temp;
  private Bench bench = Bench.UNUSED;
  private AskFilesTool ask = new AskFilesTool(bench.parts);

  @BeforeEach
  void sit_down() throws IOException {
    bench = new Bench(temp.toRealPath());
    ask = new AskFilesTool(bench.parts);
    bench
        .file("docs/spec.pdf", "%PDF-1.7 no real one")
        .file("src/A.java", "class A {\n  String key = \"" + SECRET + "\";\n}\n")
        .file("notes.txt", "one\ntwo\n");
  }

  @Test
  void documents_go_to_a_model_that_takes_them_and_are_not_in_the_prompt() throws Exception {
    ToolResult result = bench.call(ask, "question", "What is it?", "files", "docs/spec.pdf");

    assertThat(result.status()).isEqualTo(Status.COMPLETE);
    Ask asked = bench.router.asks.getFirst();
    assertThat(asked.requirements().required()).containsExactly(Capability.FILE_UPLOAD);
    assertThat(asked.requirements().preferred()).containsExactly(Capability.STREAMING);
    assertThat(asked.leaving()).extracting(Ask.Sent::path).containsExactly("docs/spec.pdf");
    assertThat(documents()).extracting(Part.Document::name).containsExactly("docs/spec.pdf");
    assertThat(bench.router.lastQuestion())
        .startsWith("Your part: a reader")
        .contains("[attached: docs/spec.pdf]\n\nWhat is it?")
        .doesNotContain("BEGIN FILE");
  }

  @Test
  void a_text_goes_up_as_a_document_with_numbered_lines_and_masked_secrets() throws Exception {
    ToolResult result =
        bench.call(ask, "prompt", "Which key?", "files", List.of("src/A.java", "notes.txt"));

    assertThat(documents())
        .extracting(Part.Document::name)
        .containsExactly("src/A.java.txt", "notes.txt");
    assertThat(documents()).extracting(Part.Document::mediaType).containsOnly("text/plain");
    String sent = new String(documents().getFirst().bytes(), StandardCharsets.UTF_8);
    assertThat(sent)
        .isEqualTo(
            """
            --- BEGIN FILE src/A.java ---
               1| class A {
               2|   String key = "[masked gitlab-token, line 2]";
               3| }
            --- END FILE src/A.java ---\
            """);
    assertThat(bench.router.conversations.toString()).doesNotContain(SECRET);
    assertThat(bench.router.asks.getFirst().leaving().getFirst().bytes()).isEqualTo(sent.length());
    assertThat(result.text()).contains("Masked in src/A.java: gitlab-token (line 2)");
  }

  @Test
  void citations_are_checked_against_what_went_up_in_this_turn_and_before() throws Exception {
    bench.router.answers(
        "`notes.txt:2` `two` and `notes.txt:9` `nine`", "Again `notes.txt:1` `one`");

    ToolResult first = bench.call(ask, "question", "Q", "files", "notes.txt");
    ToolResult second =
        bench.call(
            ask, "question", "Q2", "continuation_id", Objects.requireNonNull(first.thread()));

    assertThat(first.text())
        .endsWith("Citations: 1 of 2 verified; notes.txt:9 not found (the file has 2 lines)");
    assertThat(second.text()).endsWith("Citations: 1 of 1 verified");
  }

  @Test
  void what_the_thread_knows_is_not_attached_again() throws Exception {
    String thread =
        Objects.requireNonNull(bench.call(ask, "question", "Q", "files", "docs/spec.pdf").thread());

    bench.call(ask, "question", "Q2", "continuation_id", thread);
    assertThat(documents()).isEmpty();
    assertThat(bench.router.lastQuestion()).isEqualTo("Q2");
    bench.call(
        ask,
        "question",
        "Q3",
        "files",
        List.of("docs/spec.pdf", "notes.txt"),
        "continuation_id",
        thread);

    assertThat(documents()).extracting(Part.Document::name).containsExactly("notes.txt");
    assertThat(bench.router.conversations.getLast().toString())
        .containsOnlyOnce("Document[docs/spec.pdf");
    bench.file("notes.txt", "one\nthree\n");
    bench.call(ask, "question", "Q4", "files", "notes.txt", "continuation_id", thread);
    assertThat(new String(documents().getFirst().bytes(), StandardCharsets.UTF_8))
        .contains("   2| three");
  }

  @Test
  void other_tools_go_on_with_the_documents() throws Exception {
    String thread =
        Objects.requireNonNull(bench.call(ask, "question", "Q", "files", "notes.txt").thread());

    bench.call(new ChatTool(bench.parts), "prompt", "Why?", "continuation_id", thread);

    assertThat(bench.router.asks.getLast().requirements().required())
        .containsExactly(Capability.FILE_UPLOAD);
    assertThat(bench.router.conversations.getLast().toString()).contains("Document[notes.txt");
  }

  @Test
  void a_directory_stands_for_its_texts() throws Exception {
    bench.call(ask, "question", "Q", "files", "src");

    assertThat(documents()).extracting(Part.Document::name).containsExactly("src/A.java.txt");
  }

  @Test
  void large_texts_count_with_their_tokens() throws Exception {
    bench.file("big.txt", "word ".repeat(200_000));

    ToolResult result = bench.call(ask, "question", "Q", "files", "big.txt");

    assertThat(result.status()).isEqualTo(Status.REFUSED);
    assertThat(bench.router.asks.getFirst().requirements().inputTokens()).isGreaterThan(200_000);
  }

  @Test
  void files_are_needed_unless_the_thread_has_some() throws Exception {
    assertThatThrownBy(() -> bench.call(ask, "question", "Q"))
        .isInstanceOf(BadArguments.class)
        .hasMessage("ask_files: files is missing: give files, directories or globs");
    String thread =
        Objects.requireNonNull(bench.call(new ChatTool(bench.parts), "prompt", "Q").thread());
    assertThatThrownBy(() -> bench.call(ask, "question", "Q", "continuation_id", thread))
        .isInstanceOf(BadArguments.class)
        .hasMessageContaining("the thread has none yet");
  }

  @Test
  void more_files_than_vendors_take_are_refused() throws Exception {
    for (int i = 0; i < 51; i++) {
      bench.file("many/" + i + ".txt", "text " + i);
    }
    assertThatThrownBy(() -> bench.call(ask, "question", "Q", "files", "many"))
        .isInstanceOf(BadArguments.class)
        .hasMessage("ask_files: files come to 51, at most 50 in a thread: name fewer");
    assertThat(bench.router.asks).isEmpty();
  }

  @Test
  void a_model_that_takes_no_documents_is_refused_with_what_is_missing() throws Exception {
    ToolResult result = bench.call(ask, "question", "Q", "files", "notes.txt", "model", "plain-1");

    assertThat(result.status()).isEqualTo(Status.REFUSED);
    assertThat(result.text()).contains("plain-1", "cannot do file_upload");
  }

  /** What the last call attached. */
  private List<Part.Document> documents() {
    return bench.router.conversations.getLast().getLast() instanceof Message.User(List<Part> parts)
        ? parts.stream()
            .filter(Part.Document.class::isInstance)
            .map(Part.Document.class::cast)
            .toList()
        : List.of();
  }
}
