package dev.fairlead.daemon.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.fairlead.daemon.store.Postgres;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * A team's database behind PgBouncer in transaction mode, as Supabase's transaction pooler is, in
 * {@code scripts/check --full}.
 */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class PoolerIT {
  private static final List<Path> PLACES =
      List.of(Path.of("/usr/sbin/pgbouncer"), Path.of("/usr/bin/pgbouncer"));

  @TempDir private Path directory;

  @Test
  void behind_a_pooler_of_transactions_everything_arrives_and_comes_back() throws Exception {
    assumeTrue(Boolean.getBoolean("fairlead.full"), "the pooler is part of scripts/check --full");
    Optional<Path> program = PLACES.stream().filter(Files::isExecutable).findFirst();
    if (program.isEmpty()) {
      System.err.println(
          "fairlead: pgbouncer is missing; the shared database was not tried behind it");
    }
    assumeTrue(program.isPresent(), "pgbouncer is missing");
    Postgres.database("pooled");
    int port = freePort();
    Process pooler = start(program.get(), port);
    List<House> houses = new ArrayList<>();
    try {
      awaitPort(port);
      String address = "postgresql://postgres@127.0.0.1:" + port + "/pooled";
      for (String name : List.of("one", "two")) {
        House house = new House(directory.resolve(name));
        house.with("FAIRLEAD_DATABASE_URL", address).with("FAIRLEAD_LIMITS_LANE", "50");
        houses.add(house);
      }
      String thread;
      try (DaemonProcess daemon = houses.getFirst().daemon().initialized()) {
        thread = "";
        for (int i = 0; i < 20; i++) {
          JsonNode reply = daemon.call("chat", Map.of("prompt", "The word is papaya " + i));
          thread = reply.at("/result/_meta/dev.fairlead~1routing/thread").asString();
        }
        awaitTurns(20);
      }
      try (DaemonProcess daemon = houses.getLast().daemon().initialized()) {
        daemon.call("chat", Map.of("prompt", "Which?", "continuation_id", thread));
        assertThat(houses.getLast().simulator.requests().getLast().json().orElseThrow().toString())
            .contains("The word is papaya 19");
        awaitTurns(21);
      }
      assertThat(Postgres.number("pooled", "SELECT COUNT(*) FROM fairlead.decisions"))
          .isEqualTo(21);
      assertThat(houses.getFirst().run("database").exit()).isZero();
    } finally {
      houses.forEach(House::close);
      pooler.destroy();
      pooler.waitFor(10, TimeUnit.SECONDS);
    }
  }

  /** It does not run as root. */
  private Process start(Path program, int port) throws IOException {
    Path place = Files.createDirectories(directory.resolve("pooler"));
    try (Stream<Path> above = Stream.iterate(place, Path::getParent).limit(2)) {
      for (Path each : above.toList()) {
        Files.setPosixFilePermissions(each, PosixFilePermissions.fromString("rwxr-xr-x"));
      }
    }
    Path settings =
        Files.writeString(
            place.resolve("pgbouncer.ini"),
            """
            [databases]
            pooled = host=127.0.0.1 port=%d dbname=pooled user=postgres
            [pgbouncer]
            listen_addr = 127.0.0.1
            listen_port = %d
            unix_socket_dir =
            auth_type = any
            pool_mode = transaction
            default_pool_size = 3
            server_reset_query =
            ignore_startup_parameters = extra_float_digits
            """
                .formatted(Postgres.port(), port));
    List<String> command =
        System.getProperty("user.name").equals("root")
            ? List.of("runuser", "-u", "nobody", "--", program.toString(), settings.toString())
            : List.of(program.toString(), settings.toString());
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static void awaitPort(int port) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (System.nanoTime() < end) {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
        assertThat(socket.isConnected()).isTrue();
        return;
      } catch (IOException _) {
        Thread.sleep(100);
      }
    }
    throw new AssertionError("the pooler does not listen");
  }

  private static void awaitTurns(long count) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (turns() != count && System.nanoTime() < end) {
      Thread.sleep(100);
    }
    assertThat(turns()).isEqualTo(count);
  }

  private static long turns() {
    try {
      return Postgres.number("pooled", "SELECT COUNT(*) FROM fairlead.turns");
    } catch (SQLException _) {
      return -1;
    }
  }
}
