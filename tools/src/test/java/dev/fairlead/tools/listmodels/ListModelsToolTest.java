package dev.fairlead.tools.listmodels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.tools.BadArguments;
import dev.fairlead.tools.Bench;
import dev.fairlead.tools.ToolResult;
import dev.fairlead.tools.version.VersionTool;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ListModelsToolTest {
  private final Bench bench = new Bench(Path.of("nowhere"));
  private final ListModelsTool tool = new ListModelsTool(bench.parts);

  @Test
  void every_model_is_a_line_of_the_table() throws Exception {
    assertThat(bench.call(tool).text())
        .startsWith("2 of 2 models can be asked now.")
        .contains(
            "| plain-1 (plain) | acme | 3 | 20000/10000 | 1/0.1/4 | streaming |  | ready |",
            "| seeing-1 (seeing) | acme | 3 | 200000/10000 | 1/0.1/4 | vision thinking file_upload"
                + " streaming web_search | high | ready |");
  }

  @Test
  void the_data_says_the_same_and_holds_what_the_output_schema_requires() throws Exception {
    ToolResult result = bench.call(tool);
    Map<String, Object> data = Objects.requireNonNull(result.data());

    assertThat(data.get("models"))
        .asInstanceOf(InstanceOfAssertFactories.list(Map.class))
        .hasSize(2)
        .first()
        .satisfies(row -> assertThat(row.get("id")).isEqualTo("plain-1"))
        .satisfies(row -> assertThat(row.get("available")).isEqualTo(true))
        .satisfies(row -> assertThat(row.get("capabilities")).isEqualTo(List.of("streaming")));
    assertThat(bench.router.direct).hasSize(1);
    assertThat(Objects.requireNonNull(result.decision()).path().label()).isEqualTo("direct");
  }

  @Test
  void it_takes_no_arguments() {
    assertThatThrownBy(() -> bench.call(tool, "provider", "kimi"))
        .isInstanceOf(BadArguments.class)
        .hasMessage("listmodels: provider is not a field: leave it out; no fields are taken");
  }

  @Test
  void the_version_says_which_program_and_java() throws Exception {
    ToolResult result = bench.call(new VersionTool(bench.parts));

    assertThat(result.text()).startsWith("fairlead 1.2.3 on Java 25");
    assertThat(result.data()).containsEntry("version", "1.2.3").containsKeys("name", "java");
  }
}
