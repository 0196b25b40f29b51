package dev.fairlead.providers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.providers.ChatEvent.Sent;
import dev.fairlead.providers.kimi.Kimi;
import dev.fairlead.providers.openai.Network;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** When a request left is told, whatever becomes of it. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SentTest {
  private static final Duration SHORT = Duration.ofMillis(150);
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final Patience PATIENT = new Patience(LONG, LONG, LONG);

  private final ScriptedServer server = new ScriptedServer();
  private final Network network =
      new Network("test", Map.of(), SHORT, () -> Fixtures.NOW, System::nanoTime);
  private final Kimi provider = new Kimi(network);
  private final List<ChatEvent> events = new ArrayList<>();

  @AfterEach
  void stop() throws IOException {
    server.close();
    network.close();
  }

  @Test
  void it_is_the_first_event_and_leaves_the_vendors_time_out() {
    server.reply(ScriptedReply.events(Fixtures.chunk("hi") + Fixtures.ending()).after(SHORT));
    long start = System.nanoTime();
    ask(server.base(), Fixtures.request());
    Duration took = Duration.ofNanos(System.nanoTime() - start);

    assertThat(events.getFirst()).isInstanceOf(Sent.class);
    Sent sent = sent();
    assertThat(sent.ahead()).isZero();
    assertThat(sent.connecting()).isPositive();
    assertThat(sent.since()).isGreaterThanOrEqualTo(SHORT.minusMillis(50));
    assertThat(sent.connecting().plus(sent.since())).isLessThanOrEqualTo(took);
  }

  @Test
  void a_reply_in_one_piece_is_asked_for_as_such() {
    ChatRequest request = Fixtures.request();
    ask(server.base(), request);
    assertThat(server.request().headers()).containsEntry("accept", "text/event-stream");
    ask(
        server.base(),
        new ChatRequest(
            request.model(),
            request.messages(),
            null,
            false,
            request.maxOutput(),
            null,
            List.of(),
            false,
            false,
            null));
    assertThat(server.request().headers()).containsEntry("accept", "application/json");
  }

  @Test
  void it_is_told_of_a_call_that_is_refused() {
    server.reply(ScriptedReply.json(500, "{}").after(SHORT));
    ask(server.base(), Fixtures.request());

    assertThat(events).hasSize(1);
    assertThat(sent().since()).isGreaterThanOrEqualTo(SHORT.minusMillis(50));
  }

  @Test
  void a_request_that_never_left_was_connecting_all_the_time() throws IOException {
    try (ServerSocket mute = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      ask(URI.create("https://127.0.0.1:" + mute.getLocalPort()), Fixtures.request());
    }

    assertThat(events).hasSize(1);
    assertThat(sent().connecting()).isGreaterThanOrEqualTo(SHORT);
    assertThat(sent().since()).isZero();
  }

  @Test
  void what_went_ahead_of_the_request_is_told_apart() {
    server.reply(ScriptedReply.json(200, "{\"id\":\"f-1\",\"status\":\"ok\"}").after(SHORT));
    server.reply(ScriptedReply.json(200, "{\"content\":\"the text\"}"));
    ScriptedReply answer = ScriptedReply.events(Fixtures.chunk("hi") + Fixtures.ending());
    server.reply(answer).reply(answer); // the file is removed at the same time
    Model model = Fixtures.model("m", Set.of(Capability.FILE_UPLOAD), Thinking.NONE);
    Part document =
        new Part.Document(
            "a.pdf", "application/pdf", "%PDF-1.4 a".getBytes(StandardCharsets.UTF_8));
    ask(server.base(), ChatRequest.of(model, List.of(new Message.User(List.of(document)))));

    assertThat(sent().ahead()).isGreaterThanOrEqualTo(SHORT.minusMillis(50));
    assertThat(sent().since()).isLessThan(LONG);
  }

  private void ask(URI base, ChatRequest request) {
    Fixtures.ask(provider, request, Fixtures.access(base), PATIENT, events::add);
  }

  private Sent sent() {
    return events.stream()
        .filter(Sent.class::isInstance)
        .map(Sent.class::cast)
        .findFirst()
        .orElseThrow();
  }
}
