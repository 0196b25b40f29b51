package dev.fairlead.tools.results;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class MemoryResultsTest {
  private final MemoryResults results = new MemoryResults(10);

  @Test
  void a_result_is_found_until_newer_ones_need_its_room() {
    String first = results.keep("12345");
    String second = results.keep("12345");
    assertThat(results.find(first)).contains("12345");

    String third = results.keep("1");

    assertThat(results.find(first)).isEmpty();
    assertThat(results.find(second)).isPresent();
    assertThat(results.find(third)).contains("1");
  }

  @Test
  void the_newest_stays_however_long_it_is() {
    results.keep("1");
    String huge = results.keep("x".repeat(100));
    assertThat(results.find(huge)).isPresent();
  }
}
