package dev.fairlead.providers;

import static dev.fairlead.providers.Fixtures.PATIENT;
import static dev.fairlead.providers.Fixtures.chunk;
import static dev.fairlead.providers.Fixtures.ending;
import static dev.fairlead.providers.Fixtures.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.providers.Fixtures.Outcome;
import dev.fairlead.providers.ProviderError.Disconnected;
import dev.fairlead.providers.ProviderError.Interrupted;
import dev.fairlead.providers.ProviderError.Phase;
import dev.fairlead.providers.ProviderError.RateLimited;
import dev.fairlead.providers.ProviderError.TimedOut;
import dev.fairlead.providers.kimi.Kimi;
import dev.fairlead.providers.openai.Network;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What adapters do over TLS, on both versions of HTTP, against a server that is not ours. */
@ParameterizedClass(name = "HTTP/{0}")
@ValueSource(ints = {1, 2})
@Tag("slow")
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class HttpVersionsTest {
  private static final Duration SHORT = Duration.ofMillis(200);
  private static final Duration LONG = Duration.ofSeconds(20);

  private final int version;
  private final LibraryServer server;
  private final Network network = Fixtures.trusting(Map.of());
  private final Kimi provider = new Kimi(network);
  private final BlockingQueue<LibraryReply> open = new ArrayBlockingQueue<>(10);

  HttpVersionsTest(int version) {
    this.version = version;
    this.server = version == 2 ? LibraryServer.http2() : LibraryServer.http1();
  }

  @AfterEach
  void stop() {
    network.close();
    server.close();
  }

  @Test
  void a_stream_is_handed_over() throws InterruptedException {
    String stream = Fixtures.text("kimi-stream.sse");
    server.on(reply -> {
      open.add(reply);
      reply.events(stream);
    });

    Outcome outcome = ask(PATIENT);

    assertThat(outcome.error()).isNull();
    assertThat(outcome.text()).isEqualTo("1, 2, 3, 4, 5?");
    assertThat(outcome.reasoning()).isNotEmpty();
    LibraryReply reply = open.take();
    assertThat(reply.isHttp2()).isEqualTo(version == 2);
    assertThat(reply.header("User-Agent")).isEqualTo("fairlead/test");
    assertThat(reply.header("Authorization")).isEqualTo("Bearer fake-id.fake-secret-123");
    assertThat(reply.header("Proxy-Authorization")).isEqualTo("null");
    assertThat(reply.body()).contains("count to 5");
  }

  @Test
  void small_writes_give_the_same_events() {
    String stream = Fixtures.text("kimi-stream.sse");
    server.on(reply -> reply.events(stream));
    server.on(reply -> {
      reply.events("");
      for (int at = 0; at < stream.length(); at += 50) {
        reply.write(stream.substring(at, Math.min(stream.length(), at + 50)));
      }
    });

    Outcome whole = ask(PATIENT);

    assertThat(ask(PATIENT)).isEqualTo(whole);
  }

  @Test
  void connections_are_used_again() {
    for (int i = 0; i < 5; i++) {
      server.on(reply -> reply.events(chunk("a") + ending()));
      assertThat(ask(PATIENT).error()).isNull();
    }
    // on HTTP/1.1 the next call may come before the last bytes of the one before
    assertThat(server.connections()).isLessThanOrEqualTo(version == 2 ? 1 : 2);
  }

  @Test
  void a_connection_that_was_closed_while_idle_costs_one_retry_at_most() throws Exception {
    server.on(reply -> reply.events(chunk("a") + ending()));
    assertThat(ask(PATIENT).error()).isNull();
    for (int i = 0; i < 5; i++) {
      server.dropIdle();
      server.on(reply -> reply.events(chunk("b") + ending()));
      Outcome outcome = ask(PATIENT);
      if (outcome.error() instanceof Disconnected) {
        outcome = ask(PATIENT);
      }
      assertThat(outcome.error()).isNull();
      assertThat(outcome.text()).isEqualTo("b");
    }
  }

  @Test
  void refusals_keep_their_headers() {
    server.on(reply -> {
      reply.retryAfter(7).head(429, "application/json").write("{}");
    });
    assertThat(ask(PATIENT).error()).isEqualTo(new RateLimited(Duration.ofSeconds(7)));
  }

  @Test
  void an_answer_that_is_broken_off_is_a_typed_error() {
    CountDownLatch heard = new CountDownLatch(1);
    server.on(reply -> {
      reply.events(chunk("half"));
      heard.await(20, TimeUnit.SECONDS);
      reply.reset();
    });
    assertThat(ask(heard).error()).isEqualTo(new Interrupted("half"));
    server.on(reply -> reply.events(": nothing yet\n\n").reset());
    assertThat(ask(PATIENT).error()).isInstanceOf(Disconnected.class);
    CountDownLatch again = new CountDownLatch(1);
    server.on(reply -> {
      reply.events(chunk("half"));
      again.await(20, TimeUnit.SECONDS);
      reply.hangUp();
    });
    assertThat(ask(again).error()).isEqualTo(new Interrupted("half"));
  }

  @Test
  void a_missing_first_event_times_out() throws InterruptedException {
    CountDownLatch end = new CountDownLatch(1);
    server.on(reply -> {
      open.add(reply.events(": wait\n\n"));
      end.await(20, TimeUnit.SECONDS);
    });
    assertThat(ask(new Patience(SHORT, LONG, LONG)).error())
        .isEqualTo(new TimedOut(Phase.FIRST_EVENT, SHORT));
    end.countDown();
  }

  @Test
  void silence_in_the_middle_times_out_and_the_connection_is_not_trusted_again()
      throws InterruptedException {
    CountDownLatch end = new CountDownLatch(1);
    server.on(reply -> {
      reply.events(chunk("a"));
      end.await(20, TimeUnit.SECONDS);
    });
    assertThat(ask(new Patience(LONG, SHORT, LONG)).error())
        .isEqualTo(new TimedOut(Phase.BETWEEN_EVENTS, SHORT));
    end.countDown();
    server.on(reply -> reply.events(chunk("b") + ending()));
    assertThat(ask(PATIENT).text()).isEqualTo("b");
    assertThat(server.connections()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void an_interrupt_reaches_the_vendor_at_once(boolean afterHead) throws InterruptedException {
    CountDownLatch end = new CountDownLatch(1);
    CountDownLatch heard = new CountDownLatch(1);
    server.on(reply -> {
      open.add(afterHead ? reply.events(chunk("a")) : reply);
      long until = System.nanoTime() + LONG.toNanos();
      while (version == 1 && afterHead && System.nanoTime() < until) {
        reply.write(": still here\n\n"); // on HTTP/1.1 a server sees it when it writes
      }
      end.await(20, TimeUnit.SECONDS);
    });
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    Thread caller =
        Thread.ofVirtual()
            .start(() -> {
              try {
                provider.chat(
                    request(), Fixtures.access(server.base()), PATIENT, _ -> heard.countDown());
              } catch (ProviderException | InterruptedException e) {
                thrown.set(e);
              }
            });
    LibraryReply reply = open.take();
    if (afterHead) {
      heard.await();
    }
    caller.interrupt();
    caller.join(LONG);
    assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
    if (version == 2 || afterHead) {
      assertThat(reply.clientGoes(Duration.ofSeconds(5))).isTrue();
    }
    end.countDown();
  }

  private Outcome ask(CountDownLatch heard) {
    return Fixtures.ask(
        provider, request(), Fixtures.access(server.base()), PATIENT, _ -> heard.countDown());
  }

  private Outcome ask(Patience patience) {
    return Fixtures.ask(provider, request(), Fixtures.access(server.base()), patience);
  }
}
