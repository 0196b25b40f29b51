package dev.fairlead.daemon.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.tools.Unreadable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@Timeout(60)
final class AsideTest {
  @Test
  void calls_that_pile_up_share_a_few_threads_and_all_are_answered() throws Exception {
    AtomicInteger atOnce = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Integer>> answers = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        int call = i;
        answers.add(
            callers.submit(() ->
                Aside.ask(() -> {
                  most.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
                  Thread.sleep(1);
                  atOnce.decrementAndGet();
                  return call;
                })));
      }
      for (int i = 0; i < 200; i++) {
        assertThat(answers.get(i).get()).isEqualTo(i);
      }
    }
    assertThat(most.get()).isBetween(1, Aside.MOST);
  }

  @Test
  void what_fails_says_why() {
    assertThatThrownBy(() ->
            Aside.ask(() -> {
              throw new IOException("no such file");
            }))
        .isInstanceOf(Unreadable.class)
        .hasMessage("no such file");
  }

  @Test
  void what_was_cancelled_before_its_turn_is_not_done() throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    CountDownLatch busy = new CountDownLatch(Aside.MOST);
    AtomicBoolean done = new AtomicBoolean();
    List<Thread> holders = new ArrayList<>();
    for (int i = 0; i < Aside.MOST; i++) {
      holders.add(
          caller(() -> {
            busy.countDown();
            go.await();
            return true;
          }));
    }
    busy.await();
    Thread cancelled =
        caller(() -> {
          done.set(true);
          return true;
        });
    while (cancelled.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }

    cancelled.interrupt();
    cancelled.join();
    go.countDown();
    for (Thread holder : holders) {
      holder.join();
    }

    assertThat(Aside.ask(() -> "next")).isEqualTo("next");
    assertThat(done).isFalse();
  }

  private static Thread caller(Callable<Boolean> work) {
    return Thread.ofVirtual()
        .start(() -> {
          try {
            Aside.ask(work);
          } catch (Unreadable | InterruptedException _) {
            // what the test looks at is whether it was done
          }
        });
  }
}
