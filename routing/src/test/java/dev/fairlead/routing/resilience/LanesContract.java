package dev.fairlead.routing.resilience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.routing.resilience.Lanes.Kind;
import dev.fairlead.routing.resilience.Lanes.Slot;
import dev.fairlead.routing.testing.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;
import java.util.function.ToIntFunction;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@Timeout(20)
abstract class LanesContract {
  static final ToIntFunction<String> WIDTHS = key -> key.equals("narrow") ? 1 : 3;
  static final Duration LOOK = Duration.ofMillis(5);

  final VirtualTime time = new VirtualTime();
  private final Deadline ever = time.in(Duration.ofDays(1));
  private Lanes lanes;

  /** Lanes of {@link #WIDTHS}. */
  abstract Lanes lanes();

  @BeforeEach
  void open() {
    lanes = lanes();
  }

  private Slot slot(String key) throws InterruptedException {
    return lanes.enter(key, ever, _ -> {}).orElseThrow();
  }

  @Test
  void a_lane_is_as_wide_as_its_key_says() throws Exception {
    slot("narrow");
    for (int i = 0; i < 3; i++) {
      slot("wide");
    }
    assertThat(lanes.inFlight("narrow")).isEqualTo(1);
    assertThat(lanes.inFlight("wide")).isEqualTo(3);
    assertThat(lanes.enter("wide", time.in(Duration.ZERO), _ -> {})).isEmpty();
  }

  @Test
  void a_slot_is_given_back_once() throws Exception {
    Slot slot = slot("wide");
    slot("wide");
    slot.close();
    slot.close();
    assertThat(lanes.inFlight("wide")).isEqualTo(1);
  }

  @Test
  void who_asks_how_many_are_in_flight_keeps_nobody_out() throws Exception {
    assertThat(lanes.inFlight("wide")).isZero();
    List<Slot> slots = Collections.synchronizedList(new ArrayList<>());
    Thread other =
        Thread.startVirtualThread(() -> {
          try {
            slots.add(slot("wide"));
          } catch (InterruptedException _) {
            slots.clear();
          }
        });
    other.join();
    assertThat(slots).hasSize(1);
  }

  @Test
  void a_deadline_ends_the_wait() throws Exception {
    slot("narrow");
    List<Integer> told = new ArrayList<>();
    Optional<Slot> none =
        lanes.enter(
            "narrow",
            time.in(Duration.ofSeconds(60)),
            before -> {
              told.add(before);
              time.pass(Duration.ofSeconds(20));
            });
    assertThat(none).isEmpty();
    assertThat(told).containsExactly(0, 0, 0);
    assertThat(lanes.inFlight("narrow")).isEqualTo(1);
  }

  @Test
  void an_interrupt_ends_the_wait_and_takes_no_slot() throws Exception {
    Slot held = slot("narrow");
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> slot("narrow")).isInstanceOf(InterruptedException.class);
    held.close();
    assertThat(lanes.inFlight("narrow")).isZero();
    slot("narrow");
  }

  @Test
  void who_comes_first_is_served_first() throws Exception {
    Slot held = slot("narrow");
    List<Integer> served = Collections.synchronizedList(new ArrayList<>());
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      int number = i;
      CountDownLatch waiting = new CountDownLatch(1);
      threads.add(
          Thread.startVirtualThread(() -> {
            try (Slot _ = lanes.enter("narrow", ever, _ -> waiting.countDown()).orElseThrow()) {
              served.add(number);
            } catch (InterruptedException _) {
              served.add(-1);
            }
          }));
      waiting.await();
    }
    held.close();
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(served).isSorted().hasSize(20).startsWith(0);
    assertThat(lanes.inFlight("narrow")).isZero();
  }

  @Test
  void who_gives_up_lets_the_next_one_go_on() throws Exception {
    Slot held = slot("narrow");
    CountDownLatch waiting = new CountDownLatch(1);
    Thread first =
        Thread.startVirtualThread(
            () -> assertThatThrownBy(() -> lanes.enter("narrow", ever, _ -> waiting.countDown())));
    waiting.await();
    first.interrupt();
    first.join();
    held.close();
    slot("narrow");
  }

  @Test
  void never_are_more_in_flight_than_the_lane_is_wide() throws Exception {
    AtomicInteger in = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      threads.add(
          Thread.startVirtualThread(() -> {
            try (Slot _ = slot("wide")) {
              most.accumulateAndGet(in.incrementAndGet(), Math::max);
              LockSupport.parkNanos(1_000);
              in.decrementAndGet();
            } catch (InterruptedException _) {
              most.set(-1);
            }
          }));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(most.get()).isBetween(1, 3);
    assertThat(lanes.inFlight("wide")).isZero();
  }

  private Optional<Slot> fanOut(String key) throws InterruptedException {
    return lanes.enter(key, Kind.FAN_OUT, time.in(Duration.ZERO), _ -> {});
  }

  @Test
  void a_fan_out_leaves_a_slot_to_single_calls() throws Exception {
    assertThat(fanOut("wide")).isPresent();
    Slot second = fanOut("wide").orElseThrow();
    assertThat(fanOut("wide")).isEmpty();
    slot("wide");
    assertThat(lanes.inFlight("wide")).isEqualTo(3);
    second.close();
    assertThat(fanOut("wide")).isPresent();
  }

  @Test
  void single_calls_may_take_every_slot_and_a_fan_out_then_none() throws Exception {
    for (int i = 0; i < 3; i++) {
      slot("wide");
    }
    assertThat(fanOut("wide")).isEmpty();
  }

  @Test
  void a_lane_of_one_slot_serves_a_fan_out_too() throws Exception {
    Slot slot = fanOut("narrow").orElseThrow();
    assertThat(lanes.enter("narrow", time.in(Duration.ZERO), _ -> {})).isEmpty();
    slot.close();
    assertThat(fanOut("narrow")).isPresent();
  }

  @Test
  void a_single_call_goes_before_a_fan_out_that_waited_longer() throws Exception {
    Slot held = slot("narrow");
    List<Kind> served = Collections.synchronizedList(new ArrayList<>());
    List<Integer> before = Collections.synchronizedList(new ArrayList<>());
    List<Thread> threads = new ArrayList<>();
    for (Kind kind : List.of(Kind.FAN_OUT, Kind.SINGLE, Kind.FAN_OUT)) {
      CountDownLatch waiting = new CountDownLatch(1);
      threads.add(
          Thread.startVirtualThread(() -> {
            IntConsumer tell =
                place -> {
                  if (waiting.getCount() > 0) {
                    before.add(place);
                    waiting.countDown();
                  }
                };
            try (Slot _ = lanes.enter("narrow", kind, ever, tell).orElseThrow()) {
              served.add(kind);
            } catch (InterruptedException _) {
              before.add(-1);
            }
          }));
      waiting.await();
    }
    held.close();
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(served).containsExactly(Kind.SINGLE, Kind.FAN_OUT, Kind.FAN_OUT);
    assertThat(before).containsExactly(0, 0, 2);
    assertThat(lanes.inFlight("narrow")).isZero();
  }
}
