package dev.fairlead.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class LoadTest {

  @Test
  void a_thousand_connections_are_served_at_once() throws Exception {
    try (Simulator simulator = Simulator.start();
        ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
      URI base = simulator.kimiBase();
      String body =
          Client.stream("kimi-k3", "hello [[sim: first=500ms]]", "\"safety_identifier\":\"x\"");
      List<Future<Boolean>> answers = new ArrayList<>();
      for (int i = 0; i < 1_000; i++) {
        answers.add(
            pool.submit(() -> {
              try (RawClient raw = new RawClient(base)) {
                String head =
                    RawClient.head(base, body.length())
                        .replace("Host: x", "Host: x\r\nConnection: close");
                return raw.send(head + body).untilEnd().contains("data: [DONE]");
              }
            }));
      }
      for (Future<Boolean> answer : answers) {
        assertThat(answer.get()).isTrue();
      }
      assertThat(simulator.requests(r -> r.ending() == Ending.ANSWERED)).hasSize(1_000);
    }
  }

  @Test
  void many_requests_are_answered_on_kept_connections() throws Exception {
    try (Simulator simulator = Simulator.start();
        ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
      long before = System.nanoTime();
      List<Future<?>> clients = new ArrayList<>();
      for (int i = 0; i < 16; i++) {
        clients.add(pool.submit(() -> ask(simulator.glmBase(), 1_000)));
      }
      for (Future<?> client : clients) {
        client.get();
      }
      Duration taken = Duration.ofNanos(System.nanoTime() - before);
      assertThat(simulator.requests()).hasSize(10_000);
      assertThat(taken).isLessThan(Duration.ofSeconds(30));
    }
  }

  private static int ask(URI base, int times) throws IOException {
    byte[] request =
        (RawClient.head(base, Client.ask("glm-5.3", "hello").length())
                + Client.ask("glm-5.3", "hello"))
            .getBytes(StandardCharsets.UTF_8);
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), base.getPort());
        InputStream in = new BufferedInputStream(socket.getInputStream())) {
      socket.setTcpNoDelay(true);
      for (int i = 0; i < times; i++) {
        socket.getOutputStream().write(request);
        skipAnswer(in);
      }
    }
    return times;
  }

  private static void skipAnswer(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      head.append((char) in.read());
    }
    int at = head.indexOf("Content-Length: ") + 16;
    in.skipNBytes(Integer.parseInt(head.substring(at, head.indexOf("\r\n", at))));
  }
}
