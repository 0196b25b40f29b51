package dev.fairlead.tools.websearch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.providers.Capability;
import dev.fairlead.providers.ChatEvent.Page;
import dev.fairlead.routing.selection.Ask;
import dev.fairlead.tools.BadArguments;
import dev.fairlead.tools.Bench;
import dev.fairlead.tools.ToolResult;
import dev.fairlead.tools.ToolResult.Status;
import dev.fairlead.tools.chat.ChatTool;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class WebSearchToolTest {
  @TempDir private Path temp;
  private Bench bench = Bench.UNUSED;
  private WebSearchTool search = new WebSearchTool(bench.parts);

  @BeforeEach
  void sit_down() throws IOException {
    bench = new Bench(temp.toRealPath());
    search = new WebSearchTool(bench.parts);
  }

  @Test
  void a_model_that_can_search_is_asked_and_told_the_day() throws Exception {
    ToolResult result = bench.call(search, "query", "What is new in JDK 27?");

    assertThat(result.status()).isEqualTo(Status.COMPLETE);
    Ask ask = bench.router.asks.getFirst();
    assertThat(ask.requirements().required()).containsExactly(Capability.WEB_SEARCH);
    assertThat(ask.requirements().preferred()).containsExactly(Capability.STREAMING);
    assertThat(Objects.requireNonNull(result.decision()).attempts().getFirst().model())
        .isEqualTo("seeing-1");
    assertThat(bench.router.lastQuestion())
        .startsWith("Your part: a researcher")
        .endsWith("\n\nToday is 2026-01-02.\n\nWhat is new in JDK 27?");
    assertThat(bench.threads.list().getFirst().about()).isEqualTo("What is new in JDK 27?");
  }

  @Test
  void pages_that_the_vendor_tells_of_beside_the_answer_are_listed() throws Exception {
    bench
        .router
        .answers("JDK 27 has it [ref_1].")
        .finding(
            new Page("ref_1", "What is\nnew", "https://example.com/1", "2026-01-01"),
            new Page("", "x".repeat(500), "https://example.com/2", ""),
            new Page("ref_3", "nowhere", " ", ""));

    assertThat(bench.call(search, "query", "Q").text())
        .isEqualTo(
            """
            JDK 27 has it [ref_1].

            ---
            Found by the search:
            - ref_1: What is new (2026-01-01) <https://example.com/1>
            - %s... <https://example.com/2>\
            """
                .formatted("x".repeat(117)));
  }

  @Test
  void the_list_of_pages_is_bounded() throws Exception {
    bench.router.finding(
        IntStream.range(0, 99)
            .mapToObj(i -> new Page("", "T" + i, "https://example.com/" + i, ""))
            .toArray(Page[]::new));

    assertThat(bench.call(search, "query", "Q").text()).contains("T19").doesNotContain("T20");
  }

  @Test
  void a_thread_goes_on_with_the_part_said_once() throws Exception {
    ToolResult first = bench.call(search, "search_query", "Q1");
    String thread = Objects.requireNonNull(first.thread());

    bench.call(search, "prompt", "Q2", "continuation_id", thread);

    assertThat(bench.router.lastQuestion()).isEqualTo("Q2");
    assertThat(bench.router.conversations.getLast().toString())
        .containsOnlyOnce("Your part: a researcher");
    bench.call(new ChatTool(bench.parts), "prompt", "Q3", "continuation_id", thread);
    assertThat(bench.router.conversations.getLast().toString()).contains("Q1", "Q2");
  }

  @Test
  void a_model_that_cannot_search_is_refused_with_what_is_missing() throws Exception {
    ToolResult result = bench.call(search, "query", "Q", "model", "plain-1");

    assertThat(result.status()).isEqualTo(Status.REFUSED);
    assertThat(result.text()).contains("plain-1", "cannot do web_search");
    assertThatThrownBy(() -> bench.call(search))
        .isInstanceOf(BadArguments.class)
        .hasMessageContaining("query is missing");
  }
}
