package dev.fairlead.tools.decisions;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class DecisionTableTest {
  private static Map<String, @Nullable Object> row(@Nullable String arm) {
    Map<String, @Nullable Object> row = new HashMap<>();
    row.put("at", "2026-01-02T03:04:05.678Z");
    row.put("tool", "chat");
    row.put("model", "glm-5.3");
    row.put("arm", arm);
    return row;
  }

  @Test
  void the_arm_of_a_roll_out_is_shown_where_there_are_two() {
    assertThat(DecisionTable.of(List.of(row(null))).toString()).doesNotContain("ARM");
    assertThat(DecisionTable.of(List.of(row(null), row("router"))).toString())
        .doesNotContain("ARM");
    assertThat(DecisionTable.of(List.of(row("fixed"), row(null), row("router"))).toString())
        .contains("ARM", "router", "fixed");
  }
}
