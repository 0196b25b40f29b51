package dev.fairlead.tools.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SkippedTest {
  private static Skipped skipped(String reason, int count) {
    Skipped skipped = new Skipped();
    for (int i = 1; i <= count; i++) {
      skipped.add(reason, "f" + i);
    }
    return skipped;
  }

  @Test
  void what_is_left_out_is_counted_and_the_first_of_it_named() {
    assertThat(new Skipped().isEmpty()).isTrue();
    Skipped all = skipped("hidden", 7);
    all.add(skipped("hidden", 1));
    all.add(skipped("build output", 2));

    assertThat(all.counts()).isEqualTo(Map.of("hidden", 8, "build output", 2));
    assertThat(all.inWords())
        .isEqualTo("2 build output (f1, f2), 8 hidden (f1, f2, f3, f4, f5 and 3 more)");
  }

  @Test
  void what_two_walks_left_out_adds_up() {
    Skipped all = skipped("hidden", 2);
    all.add(skipped("hidden", 9));
    assertThat(all.counts()).containsEntry("hidden", 11);
    assertThat(all.inWords()).isEqualTo("11 hidden (f1, f2, f1, f2, f3 and 6 more)");
  }
}
