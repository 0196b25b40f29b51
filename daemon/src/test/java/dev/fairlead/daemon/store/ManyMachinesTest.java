package dev.fairlead.daemon.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A team of 40 with three daemons each, at a database that takes 60 connections. */
@Tag("slow")
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class ManyMachinesTest {
  private static final int DAEMONS = 120;
  private static final int EACH = 5;

  @TempDir private Path directory;

  @Test
  void more_daemons_than_connections_are_all_served_and_all_their_rows_arrive() throws Exception {
    SharedDatabase shared = SharedDatabase.at(Postgres.database("many"));
    shared.connect().close();
    List<Thread> all = new ArrayList<>();
    for (int i = 0; i < DAEMONS; i++) {
      Path state = directory.resolve("state" + i);
      String user = "user" + i / 3;
      Store store =
          new Store(
              new Database(state.resolve("fairlead.db"), null),
              new Store.Terms(
                  state,
                  Duration.ofSeconds(30),
                  Contents.FULL,
                  text -> text,
                  false,
                  user,
                  "/w",
                  () -> "test-client 1",
                  shared,
                  Stores.LIMITS,
                  Map.of("HOSTNAME", "box" + i),
                  InstantSource.system(),
                  System::nanoTime));
      all.add(
          Thread.ofPlatform()
              .start(() -> {
                for (int row = 0; row < EACH; row++) {
                  store.tell("catalog", UUID.randomUUID().toString(), "new", "");
                }
              }));
    }
    for (Thread thread : all) {
      thread.join();
    }

    long end = System.nanoTime() + Duration.ofMinutes(3).toNanos();
    while (events() < DAEMONS * EACH && System.nanoTime() < end) {
      Thread.sleep(200);
    }
    assertThat(events()).isEqualTo(DAEMONS * EACH);
    assertThat(Postgres.number("many", "SELECT COUNT(DISTINCT machine) FROM fairlead.events"))
        .isEqualTo(DAEMONS);
    assertThat(Postgres.number("many", "SELECT COUNT(DISTINCT user_name) FROM fairlead.events"))
        .isEqualTo(DAEMONS / 3);
  }

  private static long events() {
    try {
      return Postgres.number("many", "SELECT COUNT(*) FROM fairlead.events");
    } catch (SQLException _) {
      return -1; // no connection is left for a look
    }
  }
}
