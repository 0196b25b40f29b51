package dev.fairlead.providers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.providers.kimi.Kimi;
import dev.fairlead.providers.openai.Network;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A very long answer whose reader stalls. */
@Tag("slow")
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class BackPressureTest {
  private static final long WHOLE = (Boolean.getBoolean("fairlead.full") ? 200L : 50L) << 20;
  private static final long MOST = 6L << 20;
  private static final Patience LONG =
      new Patience(Duration.ofSeconds(60), Duration.ofSeconds(60), Duration.ofSeconds(120));

  @ParameterizedTest(name = "on HTTP/{0}")
  @ValueSource(ints = {1, 2})
  void a_reader_that_stalls_holds_the_sender(int version) throws Exception {
    byte[] block = Fixtures.chunk("x".repeat(60_000)).getBytes(StandardCharsets.UTF_8);
    CompletableFuture<LibraryReply> sending = new CompletableFuture<>();
    CountDownLatch go = new CountDownLatch(1);
    CountDownLatch stalled = new CountDownLatch(1);
    AtomicLong read = new AtomicLong();
    try (LibraryServer server = version == 2 ? LibraryServer.http2() : LibraryServer.http1();
        Network network = Fixtures.trusting(Map.of())) {
      server.on(reply -> {
        sending.complete(reply.events(""));
        while (reply.written() < WHOLE) {
          reply.write(block);
        }
        reply.write(Fixtures.ending());
      });
      Thread reader =
          Thread.ofVirtual()
              .start(() -> {
                try {
                  new Kimi(network)
                      .chat(
                          Fixtures.request(),
                          Fixtures.access(server.base()),
                          LONG,
                          event -> {
                            stalled.countDown();
                            awaitIt(go);
                            read.addAndGet(event instanceof ChatEvent.Text(var t) ? t.length() : 0);
                          });
                } catch (ProviderException | InterruptedException e) {
                  read.set(-1);
                }
              });
      stalled.await(20, TimeUnit.SECONDS);
      LibraryReply reply = sending.get(20, TimeUnit.SECONDS);
      long held = whenStill(reply);
      assertThat(held).isPositive().isLessThan(MOST);

      go.countDown();
      reader.join(Duration.ofSeconds(100));
      assertThat(read.get()).isGreaterThan(WHOLE * 9 / 10);
    }
  }

  /** What has been written once nothing more is taken. */
  private static long whenStill(LibraryReply reply) throws InterruptedException {
    long before = -1;
    long now = reply.written();
    for (int looks = 0; looks < 40 && (now != before || now == 0) && now < MOST; looks++) {
      Thread.sleep(500);
      before = now;
      now = reply.written();
    }
    return now;
  }

  private static void awaitIt(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
