package dev.fairlead.tools.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.tools.Bench;
import dev.fairlead.tools.Health;
import dev.fairlead.tools.Health.Finding;
import dev.fairlead.tools.Health.Grade;
import dev.fairlead.tools.ToolResult;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class StatusToolTest {
  private final Bench bench = new Bench(Path.of("nowhere"));
  private final List<Boolean> probes = new ArrayList<>();

  @BeforeEach
  void a_store_that_is_locked() {
    bench.checkup =
        probe -> {
          probes.add(probe);
          return new Health(
              List.of(
                  new Finding("store", Grade.DEGRADED, "it is locked: try again"),
                  new Finding("provider a", Grade.OK, "fine", "a")));
        };
  }

  private ToolResult call(Object... pairs) throws Exception {
    return bench.call(new StatusTool(bench.parts), pairs);
  }

  @Test
  void what_is_wrong_is_told_and_no_error() throws Exception {
    ToolResult result = call();

    assertThat(result.status().isError()).isFalse();
    assertThat(result.text().lines())
        .containsExactly(
            "degraded: what is marked does not work, the rest does",
            "",
            "degraded  store              it is locked: try again",
            "ok        provider a         fine",
            "",
            "The vendors were not asked: probe true does.");
    assertThat(result.data())
        .containsEntry("grade", "degraded")
        .containsEntry("probed", false)
        .containsEntry(
            "findings",
            List.of(
                Map.of("what", "store", "grade", "degraded", "detail", "it is locked: try again"),
                Map.of("what", "provider a", "grade", "ok", "detail", "fine", "key", "a")));
    assertThat(bench.router.direct).hasSize(1);
  }

  @Test
  void the_vendors_are_asked_under_either_name() throws Exception {
    call();
    call("probe", true);
    assertThat(call("doctor", "true").text()).endsWith("The vendors were asked.");

    assertThat(probes).containsExactly(false, true, true);
  }
}
