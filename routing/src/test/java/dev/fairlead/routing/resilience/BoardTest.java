package dev.fairlead.routing.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.providers.ProviderError.Forbidden;
import dev.fairlead.routing.resilience.Breakers.Resting;
import dev.fairlead.routing.resilience.KeyHealth.Probes;
import dev.fairlead.routing.testing.VirtualTime;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A board whose clock goes on by itself, and whose neighbours are what the test writes. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@Timeout(20)
class BoardTest {
  private static final long MILLISECOND = Duration.ofMillis(1).toNanos();

  @TempDir private Path directory;
  private final AtomicLong clock = new AtomicLong(Duration.ofHours(1).toNanos());
  private final AtomicInteger looks = new AtomicInteger();
  private long step;
  private Words words;

  @BeforeEach
  void open() throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            directory.resolve("board"),
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE)) {
      words = new Words(channel.map(MapMode.READ_WRITE, 0, BoardFile.SIZE));
    }
    words.set(0, BoardFile.MAGIC);
  }

  private Board board(int seat) {
    return new Board(words, seat, token(seat), () -> clock.addAndGet(step), looks::incrementAndGet);
  }

  private static long token(int seat) {
    return 1_000L + seat;
  }

  private static @Nullable String taken(Board board) {
    return board.exclusively(() -> "done");
  }

  private Duration timeOf(Runnable work) {
    long start = clock.get();
    work.run();
    return Duration.ofNanos(clock.get() - start);
  }

  @Test
  void a_look_is_asked_for_once_and_not_again_for_a_moment() {
    Board board = board(0);
    board.attend();
    board.attend();
    assertThat(looks).hasValue(1);
    clock.addAndGet(9 * MILLISECOND);
    board.attend();
    assertThat(looks).hasValue(1);
    board.attended();
    clock.addAndGet(5 * MILLISECOND - 1);
    board.attend();
    assertThat(looks).hasValue(1);
    clock.addAndGet(1);
    board.attend();
    assertThat(looks).hasValue(2);
  }

  @Test
  void who_sits_at_the_board_is_alive() {
    Board first = board(0);
    board(BoardFile.SEATS - 1);
    assertThat(first.alive(token(0))).isTrue();
    assertThat(first.alive(token(BoardFile.SEATS - 1))).isTrue();
    assertThat(first.alive(7)).isFalse();
  }

  @Test
  void a_board_is_used_until_it_is_given_up() {
    Board board = board(0);
    assertThat(board.usable()).isTrue();
    board.giveUp();
    assertThat(board.usable()).isFalse();
  }

  @Test
  void who_was_wiped_off_the_board_sits_down_again() {
    Board board = board(3);
    Seat.clear(words, 3);
    assertThat(board.alive(token(3))).isFalse();
    assertThat(taken(board)).isEqualTo("done");
    assertThat(board.alive(token(3))).isTrue();
  }

  @Test
  void memory_that_is_none_of_ours_is_not_touched_and_looked_after() {
    Board board = board(0);
    words.set(0, 7);
    assertThat(taken(board)).isNull();
    assertThat(looks).hasValue(1);
    assertThat(words.get(Seat.LOCK)).isZero();
  }

  @Test
  void one_that_keeps_the_board_is_waited_for_two_seconds_and_then_for_a_while_not_at_all() {
    step = 10 * MILLISECOND;
    Board board = board(0);
    words.set(Seat.LOCK, 9);
    assertThat(timeOf(() -> assertThat(taken(board)).isNull()))
        .isBetween(Duration.ofSeconds(2), Duration.ofMillis(2_100));
    assertThat(looks).hasValue(1);
    assertThat(timeOf(() -> assertThat(taken(board)).isNull())).isLessThan(Duration.ofMillis(100));
    clock.addAndGet(Duration.ofSeconds(5).toNanos());
    assertThat(timeOf(() -> assertThat(taken(board)).isNull()))
        .isBetween(Duration.ofSeconds(2), Duration.ofMillis(2_100));
    assertThat(words.get(Seat.LOCK)).isEqualTo(9);
    words.set(Seat.LOCK, 0);
    assertThat(taken(board)).isEqualTo("done");
  }

  @Test
  void what_is_left_of_an_earlier_owner_of_the_same_seat_is_ours() {
    Board board = board(4);
    words.set(Seat.LOCK, 5);
    assertThat(taken(board)).isEqualTo("done");
    assertThat(words.get(Seat.LOCK)).isZero();
  }

  @Test
  void nobody_else_has_the_board_meanwhile() {
    Board board = board(4);
    assertThat(board.exclusively(() -> words.get(Seat.LOCK))).isEqualTo(5);
    assertThat(words.get(Seat.LOCK)).isZero();
  }

  @Test
  void a_state_is_what_was_written_or_nothing() {
    Board board = board(0);
    assertThat(board.state()).isEmpty();
    byte[] whole = new byte[Board.ROOM];
    Arrays.fill(whole, (byte) 42);
    board.state(whole);
    assertThat(board(1).state()).isEqualTo(whole);
    words.set(Seat.END + 8, 1);
    assertThat(board.state()).isEmpty();
    byte[] small = {1, 2, 3};
    board.state(small);
    assertThat(board(1).state()).isEqualTo(small);
  }

  @Test
  void a_glance_sees_what_is_whole() {
    Board ours = board(0);
    Board theirs = board(1);
    assertThat(ours.glance().isEmpty()).isTrue();
    write(theirs, "first");
    assertThat(resting(ours)).containsExactly("first");
    long version = words.get(Board.VERSION);
    words.set(Board.VERSION, version + 1); // somebody writes
    words.set(Seat.END, 0);
    assertThat(resting(ours)).containsExactly("first");
    write(theirs, "second");
    assertThat(resting(ours)).containsExactly("second");
    assertThat(words.get(Board.VERSION)).isEven().isGreaterThan(version);
  }

  private static void write(Board board, String model) {
    KeyHealth health = new KeyHealth();
    health.failed(model, Probes.NONE, new Forbidden(), VirtualTime.START, BreakerLimits.DEFAULT);
    board.state(health.encoded(Board.ROOM));
  }

  private static List<String> resting(Board board) {
    return board.glance().resting("key", VirtualTime.START, _ -> true).stream()
        .map(Resting::model)
        .toList();
  }

  @Test
  void an_owner_that_cannot_be_does_not_keep_the_board() {
    for (long owner : new long[] {-1, BoardFile.SEATS + 1L}) {
      words.set(Seat.LOCK, owner);
      Seat.freeStrangeLock(words);
      assertThat(words.get(Seat.LOCK)).as("owner %s", owner).isZero();
    }
    words.set(Seat.LOCK, BoardFile.SEATS);
    Seat.freeStrangeLock(words);
    assertThat(words.get(Seat.LOCK)).isEqualTo(BoardFile.SEATS);
    assertThat(Seat.locks(words, BoardFile.SEATS - 1)).isTrue();
    assertThat(Seat.locks(words, 0)).isFalse();
  }

  @Test
  void seats_do_not_touch_each_other() {
    long written = 0;
    for (int seat = 0; seat < BoardFile.SEATS; seat++) {
      for (Seat field : Seat.values()) {
        words.set(field.at(seat), ++written);
      }
    }
    Seat.clear(words, 5);
    long read = 0;
    for (int seat = 0; seat < BoardFile.SEATS; seat++) {
      assertThat(Seat.taken(words, seat)).isEqualTo(seat != 5);
      for (Seat field : Seat.values()) {
        read++;
        assertThat(field.of(words, seat)).isEqualTo(seat == 5 ? 0 : read);
      }
    }
    assertThat(words.get(0)).isEqualTo(BoardFile.MAGIC);
  }
}
