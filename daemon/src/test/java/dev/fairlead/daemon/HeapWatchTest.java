package dev.fairlead.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class HeapWatchTest {
  private static final long MEBIBYTE = 1L << 20;

  private final HeapWatch watch = new HeapWatch();

  @Test
  void a_daemon_with_little_to_do_is_never_paused() {
    assertThat(watch.isDue(20 * MEBIBYTE)).isFalse();
    assertThat(watch.isDue(32 * MEBIBYTE)).isFalse();
    assertThat(watch.isDue(33 * MEBIBYTE)).isTrue();
  }

  @Test
  void what_is_in_use_may_double_before_the_next_time() {
    watch.collected(100 * MEBIBYTE);
    assertThat(watch.isDue(190 * MEBIBYTE)).isFalse();
    assertThat(watch.isDue(201 * MEBIBYTE)).isTrue();

    watch.collected(10 * MEBIBYTE);
    assertThat(watch.isDue(32 * MEBIBYTE)).isFalse();
    assertThat(watch.isDue(33 * MEBIBYTE)).isTrue();
  }
}
