package dev.fairlead.daemon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.daemon.cli.Health.Finding;
import dev.fairlead.daemon.cli.Health.Grade;
import java.util.List;
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

  private static Finding key(String id, Grade grade) {
    return new Finding("provider " + id, grade, "", id);
  }

  private static Health health(Finding... findings) {
    return new Health(List.of(findings));
  }
}
