package dev.fairlead.providers.openai;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.providers.Fixtures;
import dev.fairlead.providers.Patience;
import dev.fairlead.providers.ProviderError.Malformed;
import dev.fairlead.providers.ProviderError.Phase;
import dev.fairlead.providers.ProviderError.TimedOut;
import dev.fairlead.providers.ProviderException;
import dev.fairlead.providers.ScriptedReply;
import dev.fairlead.providers.ScriptedServer;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ExchangeTest {
  private static final Duration LONG = Duration.ofSeconds(10);

  private final ScriptedServer server = new ScriptedServer();
  private volatile long later;
  private final Network network =
      new Network("test", Map.of(), LONG, () -> Fixtures.NOW, () -> System.nanoTime() + later);

  @AfterEach
  void stop() throws IOException {
    server.close();
    network.close();
  }

  @Test
  void a_reply_is_read_whole_up_to_so_many_bytes() throws Exception {
    server.reply(ScriptedReply.json(200, "0123456789").inPieces(4));
    try (Exchange exchange = send()) {
      assertThat(new String(exchange.readAll(10), UTF_8)).isEqualTo("0123456789");
    }
    server.reply(ScriptedReply.json(200, "0123456789").inPieces(4));
    try (Exchange exchange = send()) {
      assertThatThrownBy(() -> exchange.readAll(9))
          .isInstanceOfSatisfying(
              ProviderException.class,
              e -> assertThat(e.error()).isEqualTo(new Malformed("a reply of more than 9 bytes")));
    }
  }

  @Test
  void the_whole_has_its_time_however_much_has_come() throws Exception {
    server.reply(ScriptedReply.json(200, "0123456789").inPieces(1));
    try (Exchange exchange = send()) {
      assertThat(exchange.read()).isNotNull();
      later = LONG.toNanos();
      assertThatThrownBy(() -> exchange.readAll(10))
          .isInstanceOfSatisfying(
              ProviderException.class,
              e -> assertThat(e.error()).isEqualTo(new TimedOut(Phase.WHOLE, LONG)));
    }
  }

  @Test
  void nothing_is_sent_for_who_is_cancelled() {
    Thread.currentThread().interrupt();
    assertThatThrownBy(this::send).isInstanceOf(InterruptedException.class);
    assertThat(Thread.interrupted()).isFalse();
    assertThat(server.connections()).isZero();
  }

  private Exchange send() throws ProviderException, InterruptedException {
    return Exchange.send(
        network,
        network.request(server.base()).GET().build(),
        new Stopwatch(new Patience(LONG, LONG, LONG), network.ticker()));
  }
}
