package dev.fairlead.routing.resilience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.providers.ProviderError;
import dev.fairlead.providers.ProviderError.RateLimited;
import dev.fairlead.providers.ProviderError.Unauthorized;
import dev.fairlead.providers.ProviderError.Unavailable;
import dev.fairlead.routing.resilience.Breakers.Entry;
import dev.fairlead.routing.resilience.Breakers.Pass;
import dev.fairlead.routing.resilience.Breakers.Resting;
import dev.fairlead.routing.resilience.Breakers.Throttled;
import dev.fairlead.routing.resilience.Lanes.Kind;
import dev.fairlead.routing.resilience.Lanes.Slot;
import dev.fairlead.routing.testing.Machine;
import dev.fairlead.routing.testing.VirtualTime;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What users of one directory know of each other; one that closes leaves as a killed one does. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@Timeout(60)
class SharedHealthTest {
  private static final Duration LOOK = Duration.ofMillis(5);

  @TempDir private Path directory;
  private final VirtualTime time = new VirtualTime();
  private Machine machine;
  private SharedHealth one;
  private SharedHealth two;

  @BeforeEach
  void start() {
    machine = new Machine(directory, time, "key");
    one = machine.process();
    two = machine.process();
  }

  @AfterEach
  void close() {
    machine.close();
  }

  private static Lanes lanes(SharedHealth health, int width) {
    return health.lanes(_ -> width, LOOK);
  }

  private static Breakers breakers(SharedHealth health) {
    return health.breakers(BreakerLimits.DEFAULT);
  }

  private Slot slot(Lanes lanes) throws InterruptedException {
    return lanes.enter("key", time.in(Duration.ofDays(1)), _ -> {}).orElseThrow();
  }

  private Optional<Slot> now(Lanes lanes, Kind kind) throws InterruptedException {
    return lanes.enter("key", kind, time.in(Duration.ZERO), _ -> {});
  }

  private static Entry enter(Breakers breakers) {
    return breakers.enter("key", "model");
  }

  private static void fail(Breakers breakers, ProviderError error, int times) {
    for (int i = 0; i < times; i++) {
      try (Pass pass = (Pass) enter(breakers)) {
        pass.failed(error);
      }
    }
  }

  private static void await(BooleanSupplier what) {
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!what.getAsBoolean()) {
      assertThat(System.nanoTime()).as("in time").isLessThan(end);
      Thread.onSpinWait();
    }
  }

  @Test
  void a_lane_is_as_wide_for_all_as_for_one() throws Exception {
    Lanes ours = lanes(one, 2);
    Lanes theirs = lanes(two, 2);
    Slot first = slot(ours);
    slot(theirs);
    assertThat(now(ours, Kind.SINGLE)).isEmpty();
    assertThat(now(theirs, Kind.SINGLE)).isEmpty();
    assertThat(ours.inFlight("key")).isEqualTo(2);
    assertThat(theirs.inFlight("key")).isEqualTo(2);
    first.close();
    assertThat(ours.inFlight("key")).isEqualTo(1);
    assertThat(now(theirs, Kind.SINGLE)).isPresent();
  }

  @Test
  void who_has_a_wider_lane_keeps_to_its_own_width() throws Exception {
    Lanes narrow = lanes(one, 1);
    Lanes wide = lanes(two, 2);
    slot(narrow);
    slot(wide);
    assertThat(now(wide, Kind.SINGLE)).isEmpty();
    assertThat(now(narrow, Kind.SINGLE)).isEmpty();
  }

  @Test
  void a_fan_out_of_all_leaves_one_slot_to_single_calls_of_all() throws Exception {
    Lanes ours = lanes(one, 3);
    Lanes theirs = lanes(two, 3);
    assertThat(now(ours, Kind.FAN_OUT)).isPresent();
    Slot second = now(theirs, Kind.FAN_OUT).orElseThrow();
    assertThat(now(ours, Kind.FAN_OUT)).isEmpty();
    assertThat(now(theirs, Kind.FAN_OUT)).isEmpty();
    slot(ours);
    second.close();
    assertThat(now(ours, Kind.FAN_OUT)).isPresent();
  }

  @Test
  void users_are_served_in_the_order_in_which_they_began_to_wait() throws Exception {
    List<Lanes> all = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      all.add(lanes(machine.process(), 1));
    }
    Slot held = slot(lanes(one, 1));
    List<Integer> served = Collections.synchronizedList(new ArrayList<>());
    List<Thread> threads = new ArrayList<>();
    for (int number : List.of(3, 1, 5, 0, 4, 2)) {
      CountDownLatch waiting = new CountDownLatch(1);
      threads.add(
          Thread.startVirtualThread(() -> {
            try (Slot _ =
                all.get(number)
                    .enter("key", time.in(Duration.ofDays(1)), _ -> waiting.countDown())
                    .orElseThrow()) {
              served.add(number);
            } catch (InterruptedException _) {
              served.add(-1);
            }
          }));
      waiting.await();
    }
    assertThat(now(lanes(two, 1), Kind.SINGLE)).isEmpty();
    held.close();
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(served).containsExactly(3, 1, 5, 0, 4, 2);
  }

  @Test
  void a_single_call_of_another_goes_before_a_fan_out() throws Exception {
    Lanes ours = lanes(one, 1);
    Lanes theirs = lanes(two, 1);
    Slot held = slot(ours);
    CountDownLatch fanWaits = new CountDownLatch(1);
    CountDownLatch singleWaits = new CountDownLatch(1);
    List<Kind> served = Collections.synchronizedList(new ArrayList<>());
    Thread fan = waiter(ours, Kind.FAN_OUT, fanWaits, served);
    fanWaits.await();
    Thread single = waiter(theirs, Kind.SINGLE, singleWaits, served);
    singleWaits.await();
    held.close();
    fan.join();
    single.join();
    assertThat(served).containsExactly(Kind.SINGLE, Kind.FAN_OUT);
  }

  private Thread waiter(Lanes lanes, Kind kind, CountDownLatch waiting, List<Kind> served) {
    return Thread.startVirtualThread(() -> {
      try (Slot _ =
          lanes
              .enter("key", kind, time.in(Duration.ofDays(1)), _ -> waiting.countDown())
              .orElseThrow()) {
        served.add(kind);
      } catch (InterruptedException _) {
        served.clear();
      }
    });
  }

  @Test
  void who_gave_up_or_fell_silent_keeps_nobody_waiting() throws Exception {
    Lanes ours = lanes(one, 1);
    Lanes theirs = lanes(two, 1);
    Slot held = slot(ours);
    assertThat(now(theirs, Kind.SINGLE)).isEmpty();
    held.close();
    assertThat(now(ours, Kind.SINGLE)).isPresent();
  }

  @Test
  void the_slots_of_one_that_is_gone_are_free() throws Exception {
    Lanes ours = lanes(one, 2);
    slot(ours);
    slot(ours);
    Lanes theirs = lanes(two, 2);
    assertThat(now(theirs, Kind.SINGLE)).isEmpty();
    one.close();
    slot(theirs);
    slot(theirs);
    await(() -> theirs.inFlight("key") == 2);
  }

  @Test
  void an_interrupt_of_one_who_waits_costs_neither_a_slot_nor_the_file() throws Exception {
    Lanes ours = lanes(one, 1);
    Lanes theirs = lanes(two, 1);
    slot(ours);
    for (int i = 0; i < 20; i++) {
      CountDownLatch waiting = new CountDownLatch(1);
      Thread waiter =
          Thread.startVirtualThread(() ->
              assertThatThrownBy(() ->
                      theirs.enter("key", time.in(Duration.ofDays(1)), _ -> waiting.countDown()))
                  .isInstanceOf(InterruptedException.class));
      waiting.await();
      waiter.interrupt();
      waiter.join();
    }
    assertThat(theirs.inFlight("key")).isEqualTo(1);
    one.close();
    slot(theirs).close();
    assertThat(theirs.inFlight("key")).isZero();
    assertThat(machine.warnings()).isEmpty();
  }

  @Test
  void an_interrupted_thread_may_be_the_first_to_need_the_file() throws Exception {
    Breakers ours = breakers(one);
    Thread.currentThread().interrupt();
    fail(ours, new Unauthorized(), 1);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(enter(breakers(two))).isInstanceOf(Resting.class);
  }

  @Test
  void what_one_learns_all_know() {
    Breakers ours = breakers(one);
    Breakers theirs = breakers(two);
    assertThat(theirs.resting()).isEmpty();
    fail(ours, new Unavailable(500), 2);
    fail(theirs, new Unavailable(500), 1);
    assertThat(ours.resting())
        .isEqualTo(theirs.resting())
        .containsExactly(
            new Resting(
                "key",
                "model",
                new Unavailable(500).describe(),
                time.now().plus(BreakerLimits.DEFAULT.rest())));
    assertThat(enter(theirs)).isInstanceOf(Resting.class);
    assertThat(theirs.enter("key", "sibling")).isInstanceOf(Pass.class);
  }

  @Test
  void a_slow_pace_holds_for_all() {
    fail(breakers(one), new RateLimited(Duration.ofSeconds(7)), 1);
    assertThat(enter(breakers(two))).isEqualTo(new Throttled(Duration.ofSeconds(7)));
    time.pass(Duration.ofSeconds(7));
    assertThat(enter(breakers(two))).isInstanceOf(Pass.class);
  }

  @Test
  void one_probe_goes_through_for_all_and_closes_the_breaker_for_all() {
    Breakers ours = breakers(one);
    Breakers theirs = breakers(two);
    fail(ours, new Unavailable(500), 3);
    time.pass(BreakerLimits.DEFAULT.rest());
    assertThat(theirs.resting()).isEmpty();
    try (Pass probe = (Pass) enter(theirs)) {
      assertThat(enter(ours)).isInstanceOf(Resting.class);
      assertThat(ours.resting()).hasSize(1);
      probe.succeeded();
    }
    assertThat(ours.resting()).isEmpty();
    assertThat(enter(ours)).isInstanceOf(Pass.class);
  }

  @Test
  void the_probe_of_one_that_is_gone_is_not_waited_for() {
    Breakers ours = breakers(one);
    Breakers theirs = breakers(two);
    fail(ours, new Unavailable(500), 3);
    time.pass(BreakerLimits.DEFAULT.rest());
    assertThat(enter(ours)).isInstanceOf(Pass.class);
    assertThat(enter(theirs)).isInstanceOf(Resting.class);
    one.close();
    await(() -> theirs.resting().isEmpty());
    assertThat(enter(theirs)).isInstanceOf(Pass.class);
    assertThat(enter(theirs)).isInstanceOf(Resting.class);
  }

  @Test
  void who_starts_later_knows_what_was_learnt_before() {
    fail(breakers(one), new Unauthorized(), 1);
    one.close();
    two.close();
    assertThat(breakers(machine.process()).resting()).extracting(Resting::key).contains("key");
  }

  @Test
  void neither_a_file_name_nor_a_file_gives_the_key_away() throws Exception {
    fail(breakers(one), new Unauthorized(), 1);
    assertThat(machine.files()).hasSize(1);
    Path file = machine.files().getFirst();
    assertThat(file.getFileName().toString()).matches("[0-9a-f]{16}\\.v1");
    assertThat(Files.readAllBytes(file)).hasSize(BoardFile.SIZE);
    String text = Files.readString(file, StandardCharsets.ISO_8859_1);
    assertThat(text).doesNotContain("secret");
  }

  @Test
  void the_board_of_one_that_was_killed_while_it_had_it_is_free() throws Exception {
    fail(breakers(one), new Unavailable(500), 3);
    Path file = machine.files().getFirst();
    for (long owner : new long[] {100, -7, 1 << 20}) {
      write(file, Seat.LOCK, owner);
      fail(breakers(two), new Unavailable(500), 0);
      assertThat(enter(breakers(two))).isInstanceOf(Resting.class);
      await(() -> lanes(two, 5).inFlight("key") == 0);
      slot(lanes(two, 5)).close();
    }
  }

  @Test
  @Tag("slow")
  void one_that_never_lets_go_of_the_board_stops_nobody() throws Exception {
    slot(lanes(two, 9)).close(); // has the first seat
    Breakers ours = breakers(one);
    assertThat(ours.resting()).isEmpty();
    Path file = machine.files().getFirst();
    write(file, Seat.LOCK, 1);
    Lanes lanes = lanes(one, 2);
    Slot slot = slot(lanes);
    fail(ours, new Unauthorized(), 1);
    write(file, Seat.LOCK, 0);
    assertThat(lanes.inFlight("key")).isEqualTo(1);
    slot.close();
    assertThat(lanes.inFlight("key")).isZero();
  }

  @Test
  @Tag("slow")
  void a_probe_that_ends_while_the_board_cannot_be_had_is_over_for_all() throws Exception {
    slot(lanes(two, 9)).close(); // has the first seat
    Breakers ours = breakers(one);
    Breakers theirs = breakers(two);
    fail(ours, new Unavailable(500), 3);
    time.pass(BreakerLimits.DEFAULT.rest());
    try (Pass probe = (Pass) enter(ours)) {
      write(machine.files().getFirst(), Seat.LOCK, 1);
      probe.succeeded();
    }
    write(machine.files().getFirst(), Seat.LOCK, 0);

    await(() -> theirs.resting().isEmpty());
    assertThat(enter(theirs)).isInstanceOf(Pass.class);
    assertThat(enter(ours)).isInstanceOf(Pass.class);
  }

  @Test
  void a_damaged_state_is_forgotten_and_written_anew() throws Exception {
    Breakers ours = breakers(one);
    fail(ours, new Unauthorized(), 1);
    Path file = machine.files().getFirst();
    byte[] bytes = Files.readAllBytes(file);
    Arrays.fill(bytes, Seat.END + 3, Seat.END + 40, (byte) 0x55);
    overwrite(file, bytes);
    assertThat(enter(breakers(two))).isInstanceOf(Pass.class);
    fail(breakers(two), new Unauthorized(), 1);
    assertThat(enter(ours)).isInstanceOf(Resting.class);
  }

  @Test
  void a_file_that_is_none_of_ours_is_rebuilt() throws Exception {
    fail(breakers(one), new Unauthorized(), 1);
    Path file = machine.files().getFirst();
    machine.close();
    for (byte[] content :
        List.of(
            new byte[0],
            "short".getBytes(StandardCharsets.UTF_8),
            "x".repeat(99_999).getBytes(StandardCharsets.UTF_8))) {
      Files.write(file, content);
      SharedHealth next = machine.process();
      assertThat(breakers(next).resting()).isEmpty();
      fail(breakers(next), new Unauthorized(), 1);
      slot(lanes(next, 1));
      assertThat(now(lanes(machine.process(), 1), Kind.SINGLE)).isEmpty();
      assertThat(breakers(machine.process()).resting()).hasSize(1);
      machine.close();
    }
    assertThat(machine.warnings()).isEmpty();
  }

  @Test
  void a_file_that_is_blanked_or_cut_short_in_use_is_rebuilt_in_use() throws Exception {
    Breakers ours = breakers(one);
    Breakers theirs = breakers(two);
    Lanes lanes = lanes(one, 1);
    Slot slot = slot(lanes);
    Path file = machine.files().getFirst();
    for (boolean cut : new boolean[] {false, true}) {
      fail(ours, new Unauthorized(), 1);
      if (cut) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
          channel.truncate(0);
        }
      } else {
        overwrite(file, new byte[BoardFile.SIZE]);
      }
      await(() -> enter(ours) instanceof Pass && enter(theirs) instanceof Pass);
      await(() -> Files.exists(file) && size(file) >= BoardFile.SIZE);
      await(() -> {
        if (enter(ours) instanceof Pass pass) {
          pass.failed(new Unauthorized());
        }
        return theirs.resting().size() == 1;
      });
      time.pass(BreakerLimits.DEFAULT.refused().plusSeconds(1));
    }
    await(() -> lanes.inFlight("key") <= 1);
    slot.close();
    slot(lanes).close();
    assertThat(machine.warnings()).isEmpty();
  }

  @Test
  void without_a_directory_each_process_keeps_to_itself_and_says_so_once() throws Exception {
    Files.writeString(machine.directory(), "a file where the directory should be");
    Breakers ours = breakers(one);
    fail(ours, new Unauthorized(), 1);
    assertThat(ours.resting()).hasSize(1);
    assertThat(enter(ours)).isInstanceOf(Resting.class);
    Lanes lanes = lanes(one, 1);
    Slot slot = slot(lanes);
    assertThat(now(lanes, Kind.SINGLE)).isEmpty();
    assertThat(lanes.inFlight("key")).isEqualTo(1);
    slot.close();
    assertThat(lanes.inFlight("key")).isZero();
    assertThat(breakers(two).resting()).isEmpty();
    assertThat(machine.warnings())
        .hasSize(2)
        .allSatisfy(w -> assertThat(w).contains("not shared", machine.directory().toString()));
  }

  @Test
  void a_key_that_nobody_knows_is_kept_in_this_process() throws Exception {
    Lanes lanes = lanes(one, 1);
    Slot slot = lanes.enter("stranger", time.in(Duration.ZERO), _ -> {}).orElseThrow();
    assertThat(lanes.inFlight("stranger")).isEqualTo(1);
    slot.close();
    assertThat(breakers(one).enter("stranger", "model")).isInstanceOf(Pass.class);
  }

  @Test
  void many_models_find_room_and_the_oldest_is_left_out_first() {
    Breakers ours = breakers(one);
    for (int i = 0; i < 200; i++) {
      try (Pass pass = (Pass) ours.enter("key", "a-model-with-a-rather-long-name-" + i)) {
        pass.failed(new ProviderError.Forbidden());
      }
      time.pass(Duration.ofMillis(1));
    }
    List<String> resting = breakers(two).resting().stream().map(Resting::model).toList();
    assertThat(resting).hasSizeGreaterThan(60).hasSizeLessThan(200);
    assertThat(resting).contains("a-model-with-a-rather-long-name-199");
    assertThat(resting).doesNotContain("a-model-with-a-rather-long-name-0");
  }

  @Test
  @Tag("slow")
  void a_slot_costs_next_to_nothing_while_nobody_else_wants_it() throws Exception {
    Lanes lanes = lanes(one, 2);
    Breakers breakers = breakers(one);
    slot(lanes).close();
    Duration lane = median(() -> slot(lanes).close());
    Duration breaker =
        median(() -> {
          try (Pass pass = (Pass) enter(breakers)) {
            pass.succeeded();
          }
        });
    fail(breakers, new Unavailable(500), 3);
    Duration resting = median(breakers::resting);
    assertThat(lane).isLessThan(Duration.ofNanos(100_000));
    assertThat(breaker).isLessThan(Duration.ofNanos(100_000));
    assertThat(resting).isLessThan(Duration.ofNanos(100_000));
  }

  /** Something that takes time. */
  @FunctionalInterface
  private interface Work {
    void run() throws InterruptedException;
  }

  private static Duration median(Work work) throws InterruptedException {
    long[] times = new long[5_000];
    for (int i = 0; i < times.length; i++) {
      long start = System.nanoTime();
      work.run();
      times[i] = System.nanoTime() - start;
    }
    Arrays.sort(times);
    return Duration.ofNanos(times[times.length / 2]);
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException _) {
      return 0;
    }
  }

  private static void write(Path file, int at, long value) throws IOException {
    ByteBuffer word = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.nativeOrder());
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.write(word.putLong(0, value), at);
    }
  }

  private static void overwrite(Path file, byte[] bytes) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(bytes), 0);
    }
  }
}
