package dev.fairlead.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class WireTest {
  private static final String ASK = Client.ask("kimi-k3", "hello");
  private static Simulator simulator;

  @BeforeAll
  static void start() {
    simulator = Simulator.start();
  }

  @AfterAll
  static void stop() {
    simulator.close();
  }

  @BeforeEach
  void reset() {
    simulator.reset();
  }

  @Test
  void a_body_may_come_in_chunks_and_single_bytes() throws Exception {
    String body =
        ASK.chars()
            .mapToObj(c -> "1\r\n" + (char) c + "\r\n")
            .collect(Collectors.joining("", "", "0\r\n\r\n"));
    String head =
        """
        POST /v1/chat/completions HTTP/1.1
        Authorization: Bearer k
        Transfer-Encoding: chunked
        Expect: 100-continue
        Connection: close

        """
            .replace("\n", "\r\n");
    try (RawClient raw = new RawClient(simulator.kimiBase())) {
      for (int i = 0; i < head.length(); i++) {
        raw.send(head.substring(i, i + 1));
      }
      String answer = raw.send(body).untilEnd();
      assertThat(answer)
          .startsWith("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n")
          .contains("Connection: close")
          .contains("“hello”");
    }
  }

  @Test
  void requests_that_follow_at_once_are_answered_in_turn() throws Exception {
    URI base = simulator.kimiBase();
    try (RawClient raw = new RawClient(base)) {
      int length = ASK.getBytes(StandardCharsets.UTF_8).length;
      String last = RawClient.head(base, length).replace("Host: x", "Host: x\r\nConnection: close");
      String answers = raw.send(RawClient.head(base, length) + ASK + last + ASK).untilEnd();
      assertThat(answers.split("HTTP/1.1 200 OK", -1)).hasSize(3);
    }
    assertThat(simulator.requests())
        .extracting(SeenRequest::ending)
        .containsExactly(Ending.ANSWERED, Ending.ANSWERED);
  }

  @Test
  void nonsense_is_answered_with_400() throws Exception {
    for (String nonsense :
        new String[] {
          "hello\r\n\r\n",
          "GET / HTTP/2\r\n\r\n",
          "GET / HTTP/1.1\r\nx\r\n\r\n",
          "POST / HTTP/1.1\r\nContent-Length: -1\r\n\r\n"
        }) {
      try (RawClient raw = new RawClient(simulator.kimiBase())) {
        assertThat(raw.send(nonsense).untilEnd()).startsWith("HTTP/1.1 400 Bad Request");
      }
    }
  }

  @Test
  void a_body_that_is_no_json_is_refused() throws Exception {
    assertThat(new Client().chat(simulator.kimiBase(), "{\"model\":").statusCode()).isEqualTo(400);
    assertThat(new Client().chat(simulator.glmBase(), "[1,").body()).contains("1210");
  }

  @Test
  void a_stale_connection_closes_behind_its_answer() throws Exception {
    simulator.script(Script.named("stale"));
    URI base = simulator.kimiBase();
    try (RawClient raw = new RawClient(base)) {
      assertThat(raw.chat(base, ASK).untilEnd())
          .startsWith("HTTP/1.1 200 OK")
          .doesNotContain("Connection: close");
    }
    assertThat(simulator.requests().getLast().ending()).isEqualTo(Ending.ANSWERED);
  }

  @Test
  void a_shut_door_is_a_cut_and_not_the_clients_doing() throws Exception {
    URI base = simulator.kimiBase();
    try (RawClient raw = new RawClient(base)) {
      raw.chat(base, Client.ask("kimi-k3", "hello [[sim: first=60s]]"));
      simulator.await(SeenRequest::chat, Duration.ofSeconds(5));
      simulator.refuse(Vendor.KIMI, true);
      raw.untilEnd();
    }
    SeenRequest seen = simulator.await(r -> r.ending() != Ending.OPEN, Duration.ofSeconds(5));
    assertThat(seen.ending()).isEqualTo(Ending.CUT);
  }

  @Test
  void large_bodies_are_kept_as_length_and_hash_unless_asked() throws Exception {
    String body = Client.ask("kimi-k3", "x".repeat(2 << 20));
    new Client().chat(simulator.kimiBase(), body);
    SeenBody dropped = simulator.requests().getLast().body();
    assertThat(dropped.whole()).isFalse();
    assertThat(dropped.length()).isEqualTo(body.length());
    simulator.keepBodiesUpTo(8 << 20);
    new Client().chat(simulator.kimiBase(), body);
    SeenBody kept = simulator.requests().getLast().body();
    assertThat(kept.text()).isEqualTo(body);
    assertThat(kept.hash()).isEqualTo(dropped.hash());
    simulator.keepBodiesUpTo(1 << 20);
  }
}
