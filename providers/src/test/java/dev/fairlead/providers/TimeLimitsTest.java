package dev.fairlead.providers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.providers.ProviderError.Phase;
import dev.fairlead.providers.ProviderError.TimedOut;
import dev.fairlead.providers.ScriptedReply.Framing;
import dev.fairlead.providers.kimi.Kimi;
import dev.fairlead.providers.openai.Network;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** No wait is without an end, whatever it is that does not happen. */
@Tag("slow")
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class TimeLimitsTest {
  private static final Duration SHORT = Duration.ofMillis(250);
  private static final Duration LONG = Duration.ofSeconds(20);

  private final ScriptedServer server = new ScriptedServer();
  private final Network network = Fixtures.network();
  private final Kimi provider = new Kimi(network);

  @AfterEach
  void stop() throws IOException {
    server.close();
    network.close();
  }

  @Test
  void a_host_that_never_accepts_times_out() throws IOException {
    try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Waiting _ = Waiting.untilFull(full)) {
      URI base = URI.create("http://127.0.0.1:" + full.getLocalPort());
      assertThat(hastily(base, Map.of())).isEqualTo(new TimedOut(Phase.CONNECT, SHORT));
    }
  }

  @Test
  void a_host_that_accepts_and_does_not_speak_tls_times_out() throws IOException {
    try (ServerSocket mute = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      URI base = URI.create("https://127.0.0.1:" + mute.getLocalPort());
      assertThat(hastily(base, Map.of())).isEqualTo(new TimedOut(Phase.CONNECT, SHORT));
    }
  }

  @Test
  void a_proxy_that_never_connects_times_out() throws IOException {
    try (LoopbackProxy proxy = LoopbackProxy.refusing(0)) {
      assertThat(
              hastily(
                  URI.create("https://" + Identity.NAME), Map.of("HTTPS_PROXY", proxy.address())))
          .isEqualTo(new TimedOut(Phase.CONNECT, SHORT));
    }
  }

  @Test
  void an_attempt_may_have_less_time_than_a_connection() throws IOException {
    try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Waiting _ = Waiting.untilFull(full)) {
      URI base = URI.create("http://127.0.0.1:" + full.getLocalPort());
      Duration less = Duration.ofMillis(50);
      assertThat(ask(base, new Patience(LONG, LONG, less)))
          .isEqualTo(new TimedOut(Phase.WHOLE, less));
    }
  }

  @Test
  void a_plain_reply_that_trickles_times_out() {
    server.reply(
        ScriptedReply.json(200, Fixtures.text("kimi-plain.json"))
            .inPieces(1)
            .withGaps(Duration.ofMillis(20)));
    assertThat(ask(server.base(), new Patience(SHORT, LONG, LONG)))
        .isEqualTo(new TimedOut(Phase.FIRST_EVENT, SHORT));
  }

  @Test
  void a_plain_reply_that_stops_times_out() throws InterruptedException {
    server.reply(
        ScriptedReply.json(200, Fixtures.text("kimi-plain.json")).framed(Framing.OPEN).cutAt(40));
    assertThat(ask(server.base(), new Patience(LONG, LONG, SHORT)))
        .isEqualTo(new TimedOut(Phase.WHOLE, SHORT));
    assertThat(server.clientGoes(LONG)).isTrue();
  }

  @Test
  void a_refusal_that_stops_times_out() {
    server.reply(ScriptedReply.json(500, "{\"error\":").framed(Framing.OPEN));
    assertThat(ask(server.base(), new Patience(SHORT, LONG, LONG)))
        .isEqualTo(new TimedOut(Phase.FIRST_EVENT, SHORT));
  }

  @Test
  void a_list_that_stops_times_out() {
    server.reply(ScriptedReply.json(200, "{\"data\":").framed(Framing.OPEN));
    assertThatThrownBy(() -> provider.models(Fixtures.access(server.base()), SHORT))
        .isInstanceOfSatisfying(
            ProviderException.class, e -> assertThat(e.error()).isInstanceOf(TimedOut.class));
  }

  @Test
  void an_upload_that_nobody_takes_times_out_and_is_dropped() throws Exception {
    try (ServerSocket listener = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      CompletableFuture<Boolean> dropped = new CompletableFuture<>();
      CompletableFuture<Void> begun = new CompletableFuture<>();
      CompletableFuture<Void> over = new CompletableFuture<>();
      Thread.ofVirtual().start(() -> takeLittle(listener, begun, over, dropped));
      URI base = URI.create("http://127.0.0.1:" + listener.getLocalPort());
      assertThat(
              Fixtures.ask(
                      provider, upload(), Fixtures.access(base), new Patience(SHORT, LONG, LONG))
                  .error())
          .isEqualTo(new TimedOut(Phase.FIRST_EVENT, SHORT));
      over.complete(null);
      assertThat(dropped.get(20, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void an_upload_that_is_cancelled_is_dropped() throws Exception {
    try (ServerSocket listener = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      CompletableFuture<Boolean> dropped = new CompletableFuture<>();
      CompletableFuture<Void> begun = new CompletableFuture<>();
      CompletableFuture<Void> over = new CompletableFuture<>();
      CompletableFuture<Throwable> thrown = new CompletableFuture<>();
      Thread.ofVirtual().start(() -> takeLittle(listener, begun, over, dropped));
      URI base = URI.create("http://127.0.0.1:" + listener.getLocalPort());
      Thread caller =
          Thread.ofVirtual()
              .start(() -> {
                try {
                  provider.chat(upload(), Fixtures.access(base), Fixtures.PATIENT, _ -> {});
                } catch (ProviderException | InterruptedException e) {
                  thrown.complete(e);
                }
              });
      begun.get(20, TimeUnit.SECONDS);
      caller.interrupt();
      assertThat(thrown.get(20, TimeUnit.SECONDS)).isInstanceOf(InterruptedException.class);
      over.complete(null);
      assertThat(dropped.get(20, TimeUnit.SECONDS)).isTrue();
    }
  }

  /** What comes of a call that has little time to connect, and much for the rest. */
  private static @Nullable ProviderError hastily(URI base, Map<String, String> environment) {
    try (Network hasty =
        new Network("test", environment, SHORT, () -> Fixtures.NOW, System::nanoTime)) {
      Patience patience = new Patience(LONG, LONG, LONG);
      return Fixtures.ask(new Kimi(hasty), Fixtures.request(), Fixtures.access(base), patience)
          .error();
    }
  }

  /** A call that begins with sending 64 MiB. */
  private static ChatRequest upload() {
    Model model = Fixtures.model("m", Set.of(Capability.FILE_UPLOAD), Thinking.NONE);
    Part document = new Part.Document("big.pdf", "application/pdf", new byte[64 << 20]);
    return ChatRequest.of(model, List.of(new Message.User(List.of(document))));
  }

  private @Nullable ProviderError ask(URI base, Patience patience) {
    return Fixtures.ask(provider, Fixtures.request(), Fixtures.access(base), patience).error();
  }

  /** Reads a little, then nothing until it is over, then what is left: less than was promised. */
  private static void takeLittle(
      ServerSocket listener,
      CompletableFuture<Void> begun,
      CompletableFuture<Void> over,
      CompletableFuture<Boolean> dropped) {
    try (Socket socket = listener.accept()) {
      InputStream in = socket.getInputStream();
      in.readNBytes(100);
      begun.complete(null);
      over.join();
      long left = 0;
      byte[] buffer = new byte[1 << 16];
      try {
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
          left += n;
        }
      } catch (IOException _) {
        // a reset is a way of going, too
      }
      dropped.complete(left < 60 << 20);
    } catch (IOException e) {
      dropped.completeExceptionally(e);
    }
  }

  /** Connections that fill the queue of a server that never accepts. */
  private record Waiting(List<SocketChannel> channels) implements AutoCloseable {
    static Waiting untilFull(ServerSocket server) throws IOException {
      List<SocketChannel> channels = new ArrayList<>();
      InetSocketAddress address =
          new InetSocketAddress(InetAddress.getLoopbackAddress(), server.getLocalPort());
      for (int i = 0; i < 16; i++) {
        SocketChannel channel = SocketChannel.open();
        channels.add(channel);
        channel.configureBlocking(false);
        channel.connect(address);
      }
      return new Waiting(channels);
    }

    @Override
    public void close() throws IOException {
      for (SocketChannel channel : channels) {
        channel.close();
      }
    }
  }
}
