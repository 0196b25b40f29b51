package dev.fairlead.tools.threads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.tools.BadArguments;
import dev.fairlead.tools.Bench;
import dev.fairlead.tools.Threads;
import dev.fairlead.tools.Tool;
import dev.fairlead.tools.ToolResult;
import dev.fairlead.tools.catalog.ToolCatalog;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ThreadsToolTest {
  @TempDir private Path temp;
  private Bench bench = Bench.UNUSED;

  @BeforeEach
  void sit_down() throws IOException {
    bench = new Bench(temp.toRealPath());
    bench.file("a.txt", "hello\n");
  }

  private Tool tool(String name) {
    return ToolCatalog.of(bench.parts).find(name).orElseThrow();
  }

  private ToolResult threads(Object... pairs) throws Exception {
    return bench.call(tool("threads"), pairs);
  }

  private String chat(Object... pairs) throws Exception {
    return Objects.requireNonNull(bench.call(tool("chat"), pairs).thread());
  }

  @Test
  void without_one_there_is_nothing_to_go_on_with() throws Exception {
    assertThat(threads().text()).startsWith("There is no thread");
    assertThat(threads().data()).containsEntry("threads", List.of()).containsEntry("more", 0);
  }

  @Test
  void threads_are_listed_used_last_first_with_what_was_asked() throws Exception {
    String one = chat("prompt", "What is\na fairlead?  " + "x".repeat(200));
    String two = chat("prompt", "Another");
    chat("prompt", "And then?", "continuation_id", one);

    ToolResult result = threads();

    assertThat(result.text().lines().map(line -> line.replaceAll(" +", " ")))
        .containsExactly(
            "THREAD TOOL BEGUN USED AGO TURNS ASKED FIRST",
            one
                + " chat 1970-01-01T00:00:00Z 0 s 2 What is a fairlead? "
                + "x".repeat(60)
                + " ... (140 more characters)",
            two + " chat 1970-01-01T00:00:00Z 0 s 1 Another",
            "",
            "Go on with one by its id as continuation_id; thread shows its turns.");
    assertThat(threads("limit", 1).text()).contains("and 1 more: limit 2").doesNotContain(two);
    assertThat(threads("limit", 1).data()).containsEntry("more", 1);
  }

  @Test
  void threads_of_one_tool_are_found_and_a_slip_is_named() throws Exception {
    chat("prompt", "Q");
    bench.call(tool("codereview"), "step", "S", "relevant_files", "a.txt");

    assertThat(threads("tool", "codereview").text()).contains("codereview").doesNotContain("chat ");
    assertThatThrownBy(() -> threads("tool", "caht"))
        .isInstanceOf(BadArguments.class)
        .hasMessage(
            "threads: tool caht has no thread, did you mean chat? there are threads of codereview,"
                + " chat");
  }

  @Test
  void the_turns_of_one_are_told_with_files_and_beginnings() throws Exception {
    Files.write(
        bench.root().resolve("a.png"),
        "\u0089PNG\r\n\u001a\n".getBytes(StandardCharsets.ISO_8859_1));
    bench.router.answers("y".repeat(1_234), "Short");
    String thread = chat("prompt", "x".repeat(600), "files", "a.txt", "images", "a.png");
    chat("prompt", "And then?", "continuation_id", thread);

    ToolResult result = threads("continuation_id", " " + thread + " ");

    assertThat(result.text().lines())
        .containsExactly(
            "Thread " + thread + ", begun by chat at 1970-01-01T00:00:00Z, used 0 s ago, turns: 2.",
            "",
            "## chat, 2026-01-02T03:04:05Z (0 s ago)",
            "Asked: " + "x".repeat(500) + " ... (100 more characters)",
            "Files: a.txt, a.png",
            "Answered: " + "y".repeat(1_000) + " ... (234 more characters)",
            "",
            "## chat, 2026-01-02T03:04:05Z (0 s ago)",
            "Asked: And then?",
            "Answered: Short");
    assertThat(String.valueOf(Objects.requireNonNull(result.data()).get("turns")))
        .contains("files=[a.txt, a.png]", "answered=Short");

    ToolResult last = threads("thread", thread, "limit", 1);
    assertThat(last.text()).contains("1 earlier turns are left out: limit 2", "And then?");
    assertThat(last.data()).containsEntry("more", 1);
  }

  @Test
  void a_step_that_asked_no_model_says_so() throws Exception {
    ToolResult step =
        bench.call(
            tool("codereview"),
            "step",
            "Look",
            "next_step_required",
            true,
            "relevant_files",
            "a.txt");

    assertThat(threads("thread", Objects.requireNonNull(step.thread())).text())
        .contains("Asked: Look", "No model was asked.");
  }

  @Test
  void an_unknown_one_is_refused_with_those_there_are() throws Exception {
    assertThatThrownBy(() -> threads("thread", "no"))
        .hasMessage("threads: thread no is unknown or has expired; there is none");
    String thread = chat("prompt", "Q");

    assertThatThrownBy(() -> threads("id", "no"))
        .isInstanceOf(BadArguments.class)
        .hasMessage(
            "threads: thread no is unknown or has expired; there are " + thread + " (chat)");
  }

  @Test
  void age_is_that_of_the_last_use() throws Exception {
    String thread = bench.threads.start("chat");
    bench.threads.append(
        thread,
        null,
        new Threads.Turn(
            "chat",
            bench.parts.clock().instant().minus(Duration.ofMinutes(125)),
            "Q",
            "Q",
            "A",
            "{}",
            List.of()));

    assertThat(threads().text().replaceAll(" +", " ")).contains("2 h 1 Q");
  }
}
