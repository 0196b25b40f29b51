package dev.fairlead.tools;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.tools.Health.Finding;
import dev.fairlead.tools.Health.Grade;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class HealthTest {
  private static final Finding FINE = new Finding("java", Grade.OK, "");

  @Test
  void the_worst_of_what_all_calls_need_counts() {
    assertThat(health(FINE).exitCode()).isZero();
    assertThat(health(FINE, new Finding("store", Grade.DEGRADED, "")).exitCode()).isEqualTo(1);
    assertThat(health(FINE, new Finding("settings", Grade.BROKEN, "")).exitCode()).isEqualTo(2);
  }

  @Test
  void a_broken_key_degrades_while_another_works() {
    assertThat(health(FINE, key("a", Grade.BROKEN), key("b", Grade.OK)).grade())
        .isEqualTo(Grade.DEGRADED);
    assertThat(health(FINE, key("a", Grade.BROKEN), key("b", Grade.DEGRADED)).grade())
        .isEqualTo(Grade.DEGRADED);
  }

  @Test
  void without_a_key_that_works_nothing_can_be_served() {
    assertThat(health(FINE, key("a", Grade.OK), key("a", Grade.BROKEN)).grade())
        .isEqualTo(Grade.BROKEN);
  }

  @Test
  void a_line_and_an_object_say_the_same_of_each_finding() {
    Health health =
        health(new Finding("store", Grade.DEGRADED, "secret is locked"), key("a", Grade.OK))
            .saying(detail -> detail.replace("secret", "***"));

    assertThat(health.lines())
        .containsExactly(
            "degraded  store              *** is locked", "ok        provider a         ");
    assertThat(health.verdict()).startsWith("degraded");
    assertThat(health.data())
        .containsEntry("grade", "degraded")
        .containsEntry(
            "findings",
            List.of(
                Map.of("what", "store", "grade", "degraded", "detail", "*** is locked"),
                Map.of("what", "provider a", "grade", "ok", "detail", "", "key", "a")));
  }

  private static Finding key(String id, Grade grade) {
    return new Finding("provider " + id, grade, "", id);
  }

  private static Health health(Finding... findings) {
    return new Health(List.of(findings));
  }
}
