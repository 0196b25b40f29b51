package dev.fairlead.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ClientGoneTest {
  private static final Duration SOON = Duration.ofSeconds(5);
  private static final Duration AT_ONCE = Duration.ofMillis(200);

  private Simulator simulator;
  private final Client client = new Client();

  @BeforeEach
  void start() {
    simulator = Simulator.start();
  }

  @AfterEach
  void stop() {
    simulator.close();
  }

  @Test
  void a_cancel_before_the_first_byte_is_noticed_at_once() throws Exception {
    simulator.script(Script.of(new Fault.Latency(Duration.ofMinutes(1))));
    CompletableFuture<HttpResponse<String>> answer =
        client
            .http()
            .sendAsync(
                client.chatRequest(simulator.kimiBase(), Client.ask("kimi-k3", "hello")),
                HttpResponse.BodyHandlers.ofString());
    simulator.await(SeenRequest::chat, SOON);

    Instant cancelled = Instant.now();
    answer.cancel(true);

    SeenRequest seen = simulator.await(r -> r.ending() == Ending.CLIENT_GONE, SOON);
    assertThat(seen.goneAfter(cancelled))
        .hasValueSatisfying(t -> assertThat(t).isLessThan(AT_ONCE));
    assertThat(seen.firstByte()).isNull();
  }

  @Test
  void a_close_in_mid_stream_is_noticed_at_once() throws Exception {
    simulator.script(Script.of(new Fault.Silence(3, Duration.ofMinutes(1))));
    HttpResponse<Stream<String>> answer =
        client
            .http()
            .send(
                client.chatRequest(simulator.glmBase(), Client.stream("glm-5.3", "hello")),
                HttpResponse.BodyHandlers.ofLines());
    Instant closed;
    try (Stream<String> lines = answer.body()) {
      Iterator<String> iterator = lines.iterator();
      assertThat(iterator.next()).startsWith("data: ");
      closed = Instant.now();
    }

    SeenRequest seen = simulator.await(r -> r.ending() == Ending.CLIENT_GONE, SOON);
    assertThat(seen.goneAfter(closed)).hasValueSatisfying(t -> assertThat(t).isLessThan(AT_ONCE));
    assertThat(seen.events()).isEqualTo(3);
    assertThat(seen.firstByte()).isNotNull();
  }

  @Test
  void a_client_that_does_not_read_and_then_leaves_is_noticed() throws Exception {
    URI base = simulator.kimiBase();
    String body = Client.stream("kimi-k3", "hello [[sim: tokens=5000000 chunk=4000]]");
    Instant closed;
    try (RawClient raw = new RawClient(base)) {
      raw.chat(base, body);
      simulator.await(r -> r.firstByte() != null, SOON);
      Thread.sleep(100);
      closed = Instant.now();
    }

    SeenRequest seen = simulator.await(r -> r.ending() == Ending.CLIENT_GONE, SOON);
    assertThat(seen.goneAfter(closed)).hasValueSatisfying(t -> assertThat(t).isLessThan(AT_ONCE));
  }

  @Test
  void a_client_that_reads_all_is_answered() throws Exception {
    client.events(simulator.kimiBase(), Client.stream("kimi-k3", "hello"));
    client.chat(simulator.glmBase(), Client.ask("glm-5.3", "hello"));

    assertThat(simulator.requests())
        .extracting(SeenRequest::ending)
        .containsExactly(Ending.ANSWERED, Ending.ANSWERED);
  }
}
