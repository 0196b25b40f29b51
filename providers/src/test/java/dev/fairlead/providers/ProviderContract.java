package dev.fairlead.providers;

import static dev.fairlead.providers.Fixtures.PATIENT;
import static dev.fairlead.providers.Fixtures.ask;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.providers.Fixtures.Outcome;
import dev.fairlead.providers.ProviderError.Disconnected;
import dev.fairlead.providers.ProviderError.Interrupted;
import dev.fairlead.providers.ProviderError.Malformed;
import dev.fairlead.providers.ProviderError.Phase;
import dev.fairlead.providers.ProviderError.RateLimited;
import dev.fairlead.providers.ProviderError.TimedOut;
import dev.fairlead.providers.ProviderError.Unavailable;
import dev.fairlead.providers.ScriptedReply.Framing;
import dev.fairlead.providers.openai.Network;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What every adapter does; run once for each of them. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
public abstract class ProviderContract {
  private static final Duration SHORT = Duration.ofMillis(150);
  private static final Duration LONG = Duration.ofSeconds(20);

  protected final ScriptedServer server = new ScriptedServer();
  protected final Network network = Fixtures.network();

  /** The adapter over the test's network. */
  protected abstract Provider provider();

  /** A streamed call of a model that thinks. */
  protected abstract ChatRequest request();

  /** A recorded stream with reasoning and text. */
  protected abstract String stream();

  /** Its text. */
  protected abstract String streamText();

  @AfterEach
  void stop() throws IOException {
    server.close();
    network.close();
  }

  @Test
  void a_stream_is_handed_over_in_order() {
    server.reply(ScriptedReply.events(stream()));

    Outcome outcome = ask();

    assertThat(outcome.error()).isNull();
    assertThat(outcome.text()).isEqualTo(streamText());
    assertThat(outcome.reasoning()).isNotEmpty();
    List<String> kinds =
        outcome.events().stream().map(event -> event.getClass().getSimpleName()).toList();
    assertThat(kinds.stream().distinct()).containsExactly("Reasoning", "Text", "Used", "Finished");
    assertThat(outcome.usage())
        .isNotNull()
        .satisfies(usage -> assertThat(usage.completionTokens()).isPositive());
  }

  @Test
  void reads_of_any_size_give_the_same_events() {
    server.reply(ScriptedReply.events(stream()));
    List<ChatEvent> whole = ask().events();
    for (int size : new int[] {1, 7, 4096}) {
      server.reply(ScriptedReply.events(stream()).inPieces(size));
      assertThat(ask().events()).isEqualTo(whole);
    }
  }

  @Test
  void a_stream_cut_before_its_end_is_a_failed_attempt() {
    int mark = stream().indexOf("data: [DONE]");
    for (Framing framing : List.of(Framing.CHUNKED, Framing.CLOSE)) {
      ScriptedReply ended =
          ScriptedReply.events(stream()).framed(framing).withGaps(Duration.ofMillis(100));
      server.reply(ended.cutAt(mark));
      assertThat(ask().error()).isEqualTo(new Interrupted(streamText()));
      server.reply(ended.cutAt(10));
      assertThat(ask().error()).isInstanceOf(Disconnected.class);
    }
  }

  @Test
  void the_request_names_the_program_and_carries_the_key() {
    server.reply(ScriptedReply.events(stream()));

    ask();

    assertThat(server.request().path()).isEqualTo("/chat/completions");
    assertThat(server.request().headers())
        .containsEntry("authorization", "Bearer fake-id.fake-secret-123")
        .containsEntry("user-agent", "fairlead/test")
        .containsEntry("content-type", "application/json");
  }

  @Test
  void connections_are_used_again() {
    for (int i = 0; i < 5; i++) {
      server.reply(ScriptedReply.events(stream()));
      assertThat(ask().error()).isNull();
    }
    assertThat(server.connections()).isLessThanOrEqualTo(2);
  }

  @Test
  void too_many_calls_tell_when_to_come_back() {
    server.reply(ScriptedReply.bare(429, "Retry-After: 7\r\n", ""));
    assertThat(ask().error()).isEqualTo(new RateLimited(Duration.ofSeconds(7)));
  }

  @Test
  void the_longest_wait_of_all_headers_counts() {
    server.reply(
        ScriptedReply.bare(429, "X-Retry-After: 2\r\nMsh-Cooldown-Seconds: 3\r\n", "<html>"));
    assertThat(ask().error()).isEqualTo(new RateLimited(Duration.ofSeconds(3)));
    server.reply(ScriptedReply.bare(429, "Retry-After: Sat, 25 Apr 2026 05:00:09 GMT\r\n", ""));
    assertThat(ask().error()).isEqualTo(new RateLimited(Duration.ofSeconds(9)));
    server.reply(ScriptedReply.bare(429, "Retry-After: soon\r\n", ""));
    assertThat(ask().error()).isEqualTo(new RateLimited(null));
  }

  @Test
  void a_gateway_that_answers_in_html_is_unavailable() {
    server.reply(
        ScriptedReply.bare(
            504, "Content-Type: text/html\r\n", "<html><body>504 Gateway Time-out</body></html>"));
    assertThat(ask().error()).isEqualTo(new Unavailable(504));
  }

  @Test
  void a_refusal_that_is_too_long_to_be_read_is_told_by_its_status() {
    String start = "{\"error\":{\"message\":\"words\"},\"more\":\"";
    String end = "\"}";
    String more = "x".repeat((64 << 10) - start.length() - end.length());
    server.reply(ScriptedReply.json(400, start + more + end));
    assertThat(ask().error())
        .isInstanceOfSatisfying(
            ProviderError.Rejected.class,
            rejected -> assertThat(rejected.message()).isEqualTo("words"));
    server.reply(ScriptedReply.json(400, start + more + "x" + end));
    assertThat(ask().error())
        .isInstanceOfSatisfying(
            ProviderError.Rejected.class,
            rejected -> assertThat(rejected.message()).isNotEqualTo("words"));
  }

  @Test
  void garbage_is_malformed() {
    for (String garbage :
        List.of("<html>hello</html>", "data: {\"choices\":\n\n", "data: x\n\nfoo bar\n\n", "[1]")) {
      server.reply(ScriptedReply.events(garbage));
      assertThat(ask().error()).as(garbage).isInstanceOf(Malformed.class);
    }
  }

  @Test
  void an_empty_reply_is_a_lost_connection() {
    server.reply(ScriptedReply.json(200, ""));
    assertThat(ask().error()).isInstanceOf(Disconnected.class);
  }

  @Test
  void nobody_listening_is_a_lost_connection() throws IOException {
    try (Socket taken = new Socket()) { // bound and not listening: nobody else gets the port
      taken.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      URI base = URI.create("http://127.0.0.1:" + taken.getLocalPort());
      assertThat(Fixtures.ask(provider(), request(), Fixtures.access(base), PATIENT).error())
          .isEqualTo(new Disconnected("connection refused"));
    }
  }

  @Test
  void a_missing_first_event_times_out() throws InterruptedException {
    server.reply(ScriptedReply.events("").framed(Framing.OPEN));
    assertThat(ask(new Patience(SHORT, LONG, LONG)).error())
        .isEqualTo(new TimedOut(Phase.FIRST_EVENT, SHORT));
    assertThat(server.clientGoes(Duration.ofSeconds(2))).isTrue();
  }

  @Test
  void a_missing_head_times_out() {
    server.reply(ScriptedReply.events(stream()).after(Duration.ofSeconds(2)));
    assertThat(ask(new Patience(SHORT, LONG, LONG)).error())
        .isEqualTo(new TimedOut(Phase.FIRST_EVENT, SHORT));
  }

  @Test
  void silence_in_the_middle_times_out() throws InterruptedException {
    int second = stream().indexOf("data: ", 6);
    server.reply(ScriptedReply.events(stream()).framed(Framing.OPEN).cutAt(second));
    assertThat(ask(new Patience(LONG, SHORT, LONG)).error())
        .isEqualTo(new TimedOut(Phase.BETWEEN_EVENTS, SHORT));
    assertThat(server.clientGoes(Duration.ofSeconds(2))).isTrue();
  }

  @Test
  void the_whole_attempt_times_out_while_events_still_come() {
    server.reply(ScriptedReply.events(stream()).inPieces(40).withGaps(Duration.ofMillis(20)));
    assertThat(ask(new Patience(LONG, LONG, SHORT)).error())
        .isEqualTo(new TimedOut(Phase.WHOLE, SHORT));
  }

  @Test
  void an_interrupt_closes_the_connection_at_once() throws InterruptedException {
    int second = stream().indexOf("data: ", 6);
    server.reply(ScriptedReply.events(stream()).framed(Framing.OPEN).cutAt(second));
    assertThat(nanosUntilGoneAfterInterrupt(true)).isLessThan(TimeUnit.MILLISECONDS.toNanos(500));
  }

  @Test
  void an_interrupt_before_the_head_closes_the_connection_at_once() throws InterruptedException {
    server.reply(ScriptedReply.events(stream()).framed(Framing.OPEN).after(SHORT.multipliedBy(20)));
    assertThat(nanosUntilGoneAfterInterrupt(false)).isLessThan(TimeUnit.MILLISECONDS.toNanos(500));
  }

  @Test
  void a_consumer_that_fails_closes_the_connection() throws InterruptedException {
    int second = stream().indexOf("data: ", 6);
    server.reply(
        ScriptedReply.events(stream())
            .framed(Framing.OPEN)
            .cutAt(stream().indexOf("data: ", second + 6)));
    assertThatThrownBy(() ->
            Fixtures.ask(
                provider(),
                request(),
                access(),
                PATIENT,
                _ -> {
                  throw new IllegalStateException("full");
                }))
        .hasMessage("full");
    assertThat(server.clientGoes(Duration.ofSeconds(2))).isTrue();
  }

  @Test
  @Tag("slow")
  void a_slow_reader_slows_the_vendor_down() throws InterruptedException {
    String event = stream().substring(0, stream().indexOf("\n\n") + 2);
    String reasoning = reasoningEvent();
    server.reply(ScriptedReply.events(event + reasoning.repeat(100_000)).inPieces(4096));
    CountDownLatch first = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    Thread reader =
        Thread.ofVirtual()
            .start(() ->
                ask(_ -> {
                  first.countDown();
                  try {
                    go.await();
                  } catch (InterruptedException _) {
                    Thread.currentThread().interrupt();
                  }
                }));
    first.await();
    assertThat(writtenWhenStill()).isLessThan(8L << 20);
    go.countDown();
    reader.join(Duration.ofSeconds(20));
    assertThat(server.written()).isGreaterThan(reasoning.length() * 100_000L);
  }

  /** What the vendor has written once it writes no more: buffers on the way may grow a while. */
  private long writtenWhenStill() throws InterruptedException {
    for (int i = 0; i < 30; i++) {
      long before = server.written();
      Thread.sleep(300);
      if (server.written() == before) {
        return before;
      }
    }
    throw new AssertionError("the vendor goes on writing: " + server.written());
  }

  @Test
  void models_are_listed() throws Exception {
    server.reply(
        ScriptedReply.json(
            200,
            "{\"object\":\"list\",\"data\":[{\"id\":\"a\",\"x\":{\"y\":[1]},\"context_length\":7},"
                + "{\"id\":\"b\"}]}"));
    assertThat(provider().models(access(), Duration.ofSeconds(5)))
        .containsExactly(new Provider.ListedModel("a", 7), new Provider.ListedModel("b", 0));
    assertThat(server.request().method()).isEqualTo("GET");
    assertThat(server.request().path()).isEqualTo("/models");
  }

  @Test
  void a_list_that_is_none_is_malformed() {
    for (String body : List.of("{}", "[]", "<html>", "{\"data\":[{\"id\":")) {
      server.reply(ScriptedReply.json(200, body));
      assertThatThrownBy(() -> provider().models(access(), Duration.ofSeconds(5)))
          .isInstanceOfSatisfying(
              ProviderException.class, e -> assertThat(e.error()).isInstanceOf(Malformed.class));
    }
  }

  @Test
  void words_of_the_vendor_are_shown_without_secrets() {
    server.reply(
        ScriptedReply.json(
            400,
            "{\"error\":{\"code\":\"1214\",\"type\":\"invalid_request_error\",\"message\":"
                + "\"account org-abc123<ak-def456> key fake-id.fake-secret-123 part"
                + " fake-secret-123\\nof someone@example.com "
                + "x".repeat(500)
                + "\"}}"));
    assertThat(ask().error())
        .isInstanceOfSatisfying(
            ProviderError.Rejected.class,
            rejected ->
                assertThat(rejected.message())
                    .startsWith("account org-***<ak-***> key *** part *** of ***@*** xxx")
                    .hasSize(300));
  }

  protected final Outcome ask() {
    return ask(PATIENT);
  }

  protected final Access access() {
    return Fixtures.access(server.base());
  }

  protected final Outcome ask(ChatRequest request) {
    return Fixtures.ask(provider(), request, access(), PATIENT);
  }

  /** One event of the stream that carries reasoning. */
  private String reasoningEvent() {
    int at = stream().indexOf("\"reasoning_content\"");
    int start = stream().lastIndexOf("data: ", at);
    return stream().substring(start, stream().indexOf("\n\n", at) + 2);
  }

  private Outcome ask(Patience patience) {
    return Fixtures.ask(provider(), request(), access(), patience);
  }

  private Outcome ask(Consumer<ChatEvent> events) {
    return Fixtures.ask(provider(), request(), access(), PATIENT, events);
  }

  private long nanosUntilGoneAfterInterrupt(boolean afterEvent) throws InterruptedException {
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    Thread caller =
        Thread.ofVirtual()
            .start(() -> {
              try {
                provider().chat(request(), access(), PATIENT, _ -> {});
              } catch (ProviderException | InterruptedException e) {
                thrown.set(e);
              }
            });
    if (afterEvent) {
      Thread.sleep(200);
    } else {
      while (server.requests().isEmpty()) {
        Thread.sleep(5);
      }
    }
    long start = System.nanoTime();
    caller.interrupt();
    boolean gone = server.clientGoes(Duration.ofSeconds(3));
    long took = System.nanoTime() - start;
    caller.join(Duration.ofSeconds(3));
    assertThat(gone).isTrue();
    assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
    return took;
  }
}
