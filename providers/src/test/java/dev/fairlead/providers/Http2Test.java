package dev.fairlead.providers;

import static dev.fairlead.providers.Fixtures.PATIENT;
import static dev.fairlead.providers.Fixtures.chunk;
import static dev.fairlead.providers.Fixtures.ending;
import static dev.fairlead.providers.Fixtures.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.providers.Fixtures.Outcome;
import dev.fairlead.providers.ProviderError.Disconnected;
import dev.fairlead.providers.ProviderError.Interrupted;
import dev.fairlead.providers.kimi.Kimi;
import dev.fairlead.providers.openai.Network;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Many calls on one connection: what happens to one does not happen to the others. */
@Tag("slow")
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class Http2Test {
  private final LibraryServer server = LibraryServer.http2();
  private final Network network = Fixtures.trusting(Map.of());
  private final Kimi provider = new Kimi(network);
  private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();

  @AfterEach
  void stop() {
    callers.shutdownNow();
    network.close();
    server.close();
  }

  @Test
  void calls_share_a_connection() throws Exception {
    connect();
    int many = 8;
    CyclicBarrier together = new CyclicBarrier(many);
    List<Future<Outcome>> calls = new ArrayList<>();
    for (int i = 0; i < many; i++) {
      String text = "call " + i;
      server.on(reply -> {
        reply.events(chunk(text));
        together.await(20, TimeUnit.SECONDS);
        reply.write(ending());
      });
      calls.add(callers.submit(this::ask));
    }
    List<String> texts = new ArrayList<>();
    for (Future<Outcome> call : calls) {
      texts.add(call.get(20, TimeUnit.SECONDS).text());
    }
    assertThat(texts)
        .containsExactlyInAnyOrder(
            "call 0", "call 1", "call 2", "call 3", "call 4", "call 5", "call 6", "call 7");
    assertThat(server.connections()).isEqualTo(1);
  }

  @Test
  void a_cancelled_call_leaves_the_others_alone() throws Exception {
    connect();
    SynchronousQueue<LibraryReply> begun = new SynchronousQueue<>();
    CountDownLatch cancelled = new CountDownLatch(1);
    server.on(reply -> {
      begun.put(reply.events(chunk("never whole")));
      cancelled.await(20, TimeUnit.SECONDS);
    });
    Future<Outcome> victim = callers.submit(this::ask);
    LibraryReply first = begun.take();
    server.on(reply -> {
      begun.put(reply.events(chunk("still ")));
      cancelled.await(20, TimeUnit.SECONDS);
      reply.write(chunk("here") + ending());
    });
    Future<Outcome> other = callers.submit(this::ask);
    begun.take();

    victim.cancel(true);

    assertThat(first.clientGoes(Duration.ofSeconds(5))).isTrue();
    cancelled.countDown();
    assertThat(other.get(20, TimeUnit.SECONDS).text()).isEqualTo("still here");
    connect();
    assertThat(server.connections()).isEqualTo(1);
  }

  @Test
  void a_connection_that_the_vendor_ends_fails_its_calls_and_not_the_next() throws Exception {
    connect();
    SynchronousQueue<LibraryReply> begun = new SynchronousQueue<>();
    server.on(reply -> {
      reply.events(chunk("half"));
      begun.put(reply);
    });
    Future<Outcome> call = callers.submit(() -> ask());
    begun.take().goAway();
    assertThat(call.get(20, TimeUnit.SECONDS).error()).isEqualTo(new Interrupted("half"));
    reconnect();
    assertThat(server.connections()).isEqualTo(2);
  }

  /** A call that goes well. */
  private void connect() {
    server.on(reply -> reply.events(chunk("a") + ending()));
    assertThat(ask().error()).isNull();
  }

  /** The same; a call that comes before the client has seen the end may find it as well. */
  private void reconnect() throws InterruptedException {
    server.on(reply -> reply.events(chunk("a") + ending()));
    @Nullable ProviderError error = ask().error();
    for (int i = 0; i < 100 && error instanceof Disconnected; i++) {
      Thread.sleep(20);
      error = ask().error();
    }
    assertThat(error).isNull();
  }

  private Outcome ask() {
    return Fixtures.ask(provider, request(), Fixtures.access(server.base()), PATIENT);
  }
}
