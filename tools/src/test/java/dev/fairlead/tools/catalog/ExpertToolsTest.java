package dev.fairlead.tools.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.providers.Capability;
import dev.fairlead.providers.Effort;
import dev.fairlead.routing.selection.Ask;
import dev.fairlead.routing.selection.Policy;
import dev.fairlead.tools.Bench;
import dev.fairlead.tools.Profile;
import dev.fairlead.tools.Tool;
import dev.fairlead.tools.ToolResult;
import dev.fairlead.tools.ToolResult.Status;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** What the tools with an expert at the end have in common. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ExpertToolsTest {
  @TempDir private Path temp;
  private Bench bench = Bench.UNUSED;
  private ToolCatalog catalog = ToolCatalog.of(bench.parts);

  @BeforeEach
  void sit_down() throws IOException {
    bench = new Bench(temp.toRealPath());
    catalog = ToolCatalog.of(bench.parts);
    bench.file("a.java", "class A {}\n");
  }

  @ParameterizedTest
  @CsvSource({
    "thinkdeep, true, QUALITY, HIGH, LEAN",
    "debug, true, BALANCED, , LEAN",
    "analyze, false, BALANCED, , STANDARD",
    "refactor, false, BALANCED, , FULL",
    "secaudit, true, QUALITY, , FULL",
    "testgen, false, BALANCED, , FULL"
  })
  void the_question_alone_is_answered_by_a_model_that_can_do_what_the_tool_declares(
      String name, boolean thinks, Policy policy, Effort effort, Profile profile) throws Exception {
    ToolResult result = bench.call(tool(name), "step", "What of it?");

    assertThat(result.status()).isEqualTo(Status.COMPLETE);
    assertThat(result.text()).isEqualTo("fine");
    Ask ask = bench.router.asks.getFirst();
    assertThat(ask.requirements().required().contains(Capability.THINKING)).isEqualTo(thinks);
    assertThat(ask.requirements().preferred().contains(Capability.THINKING)).isEqualTo(!thinks);
    assertThat(ask.requirements().preferred()).contains(Capability.STREAMING);
    assertThat(ask.requirements().effort()).isEqualTo(effort);
    assertThat(ask.policy()).isEqualTo(policy);
    assertThat(catalog.profile(name)).contains(profile);
    assertThat(bench.router.lastQuestion()).startsWith("Your part: ").contains("What of it?");
  }

  @ParameterizedTest
  @ValueSource(strings = {"thinkdeep", "debug", "analyze", "refactor", "secaudit", "testgen"})
  void steps_get_hints_that_go_on_and_a_next_call_that_can_be_sent(String name) throws Exception {
    ToolResult first =
        bench.call(tool(name), "step", "First", "total_steps", 3, "relevant_files", "a.java");
    ToolResult second = bench.call(tool(name), nextCall(first));
    ToolResult last = bench.call(tool(name), nextCall(second));

    assertThat(List.of(first, second))
        .extracting(ToolResult::status)
        .containsOnly(Status.INVESTIGATE);
    assertThat(last.status()).isEqualTo(Status.COMPLETE);
    assertThat(bench.router.asks).hasSize(1);
    assertThat(hints(first)).hasSizeBetween(2, 5).doesNotHaveDuplicates();
    assertThat(hints(second)).hasSizeBetween(2, 5).isNotEqualTo(hints(first));
    assertThat(bench.router.lastQuestion())
        .containsOnlyOnce("BEGIN FILE a.java")
        .contains("## Step 3 of 3");
    assertThat(last.thread()).isEqualTo(first.thread());
  }

  private Tool tool(String name) {
    return catalog.find(name).orElseThrow();
  }

  private static List<String> hints(ToolResult result) {
    return result.text().lines().filter(line -> line.startsWith("- ")).toList();
  }

  private static Map<String, Object> nextCall(ToolResult result) {
    String text = result.text();
    String json = text.substring(text.indexOf("```json") + 7, text.lastIndexOf("```"));
    Map<String, Map<String, Map<String, Object>>> call =
        JsonMapper.shared()
            .readerFor(new TypeReference<Map<String, Map<String, Object>>>() {})
            .readValue(json);
    return Objects.requireNonNull(Objects.requireNonNull(call.get("next_call")).get("arguments"));
  }
}
