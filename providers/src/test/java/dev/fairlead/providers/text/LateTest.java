package dev.fairlead.providers.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class LateTest {
  @Test
  void it_is_made_once_by_a_platform_thread_whoever_asks() throws Exception {
    AtomicInteger made = new AtomicInteger();
    Late<Thread> late =
        new Late<>(
            "maker",
            () -> {
              made.incrementAndGet();
              return Thread.currentThread();
            });
    List<FutureTask<Thread>> all = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      FutureTask<Thread> task = new FutureTask<>(late::get);
      all.add(task);
      Thread.startVirtualThread(task);
    }
    for (FutureTask<Thread> one : all) {
      assertThat(one.get().isVirtual()).isFalse();
      assertThat(one.get().getName()).isEqualTo("maker");
    }
    assertThat(made).hasValue(1);
  }

  @Test
  void what_failed_is_tried_again() {
    AtomicInteger tries = new AtomicInteger();
    Late<String> late =
        new Late<>(
            "maker",
            () -> {
              if (tries.incrementAndGet() == 1) {
                throw new IllegalArgumentException("not yet");
              }
              return "made";
            });

    assertThatThrownBy(late::get).isInstanceOf(IllegalArgumentException.class);
    assertThat(late.get()).isEqualTo("made");
  }
}
