package dev.fairlead.daemon.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class FrameWriterTest {
  @Test
  void messages_of_many_threads_never_mix() throws InterruptedException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    FrameWriter writer = new FrameWriter(out);
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      String message = String.valueOf((char) ('a' + i)).repeat(1_000 + i);
      threads.add(
          Thread.ofVirtual()
              .start(() -> {
                for (int n = 0; n < 50; n++) {
                  writer.write(message.getBytes(StandardCharsets.UTF_8));
                }
              }));
    }
    for (Thread thread : threads) {
      thread.join();
    }

    assertThat(writer.awaitEmpty(Duration.ofSeconds(5))).isTrue();
    List<String> lines = out.toString(StandardCharsets.UTF_8).lines().toList();
    assertThat(lines).hasSize(1_000).allMatch(line -> line.chars().distinct().count() == 1);
  }

  @Test
  void nobody_waits_for_a_client_that_does_not_read() throws InterruptedException {
    CountDownLatch reading = new CountDownLatch(1);
    FrameWriter writer = new FrameWriter(blockedUntil(reading));
    Thread stuck = Thread.ofPlatform().start(() -> writer.write(new byte[10]));
    awaitBlocked(stuck);

    writer.write(new byte[2 * 1024 * 1024]);

    assertThat(writer.crowded()).isTrue();
    assertThat(writer.awaitEmpty(Duration.ofMillis(20))).isFalse();
    reading.countDown();
    stuck.join();
    assertThat(writer.awaitEmpty(Duration.ofSeconds(5))).isTrue();
    assertThat(writer.crowded()).isFalse();
  }

  @Test
  void a_client_that_is_gone_stops_nobody() {
    FrameWriter writer =
        new FrameWriter(
            new OutputStream() {
              @Override
              public void write(int b) throws IOException {
                throw new IOException("broken pipe");
              }
            });

    writer.write(new byte[1]);
    writer.write(new byte[1]);

    assertThat(writer.broken()).isTrue();
  }

  private static void awaitBlocked(Thread thread) throws InterruptedException {
    while (thread.getState() != Thread.State.WAITING) {
      Thread.sleep(1);
    }
  }

  private static OutputStream blockedUntil(CountDownLatch latch) {
    return new OutputStream() {
      @Override
      public void write(int b) {
        throw new UnsupportedOperationException();
      }

      @Override
      public void write(byte[] b, int off, int len) throws IOException {
        try {
          latch.await();
        } catch (InterruptedException e) {
          throw new IOException(e);
        }
      }
    };
  }
}
