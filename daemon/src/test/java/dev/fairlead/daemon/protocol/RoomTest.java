package dev.fairlead.daemon.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class RoomTest {
  private final AtomicLong unread = new AtomicLong();
  private final Room room = new Room(100, unread::get);

  private Thread reader() {
    return Thread.ofVirtual()
        .start(() -> {
          try {
            room.await();
          } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
          }
        });
  }

  private static boolean waits(Thread reader) throws InterruptedException {
    return !reader.join(Duration.ofMillis(200));
  }

  private static boolean goesOn(Thread reader) throws InterruptedException {
    return reader.join(Duration.ofSeconds(10));
  }

  @Test
  void reading_goes_on_while_there_is_room() throws Exception {
    room.take(100);
    assertThat(goesOn(reader())).isTrue();
  }

  @Test
  void beyond_the_bound_it_waits_until_a_request_has_ended() throws Exception {
    room.take(60);
    room.take(50);
    Thread reader = reader();
    assertThat(waits(reader)).isTrue();
    room.free(50);
    assertThat(goesOn(reader)).isTrue();
  }

  @Test
  void what_the_client_has_not_read_counts_too() throws Exception {
    unread.set(101);
    Thread reader = reader();
    assertThat(waits(reader)).isTrue();
    unread.set(10);
    assertThat(goesOn(reader)).isTrue();
  }

  @Test
  void an_answer_that_is_waited_for_is_always_read() throws Exception {
    room.take(200);
    Thread reader = reader();
    assertThat(waits(reader)).isTrue();
    room.asks();
    assertThat(goesOn(reader)).isTrue();
    room.answered();
    assertThat(waits(reader())).isTrue();
  }
}
