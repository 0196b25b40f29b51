package dev.fairlead.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
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

  @Test
  void what_is_young_does_not_count() {
    System.gc();
    long before = HeapWatch.old();

    List<byte[]> kept = IntStream.range(0, 1_024).mapToObj(_ -> new byte[4_096]).toList(); // 4 MiB
    long young = HeapWatch.old();
    System.gc();
    long old = HeapWatch.old();

    assertThat(kept).hasSize(1_024);
    assertThat(young).isLessThan(before + 2 * MEBIBYTE);
    assertThat(old).isGreaterThan(young + 2 * MEBIBYTE);
  }
}
