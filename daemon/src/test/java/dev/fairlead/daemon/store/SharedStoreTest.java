package dev.fairlead.daemon.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.providers.Access;
import dev.fairlead.providers.ApiKey;
import dev.fairlead.routing.resilience.BreakerLimits;
import dev.fairlead.routing.resilience.Breakers;
import dev.fairlead.routing.resilience.LocalBreakers;
import dev.fairlead.tools.Threads;
import dev.fairlead.tools.threads.MemoryThreads;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class SharedStoreTest {
  private static final Duration LONG = Duration.ofSeconds(60);

  @TempDir private Path directory;

  /** Something that is true sooner or later. */
  @FunctionalInterface
  private interface Sooner {
    boolean isTrue() throws SQLException, StoreException;
  }

  private static void await(Sooner condition) throws Exception {
    long end = System.nanoTime() + LONG.toNanos();
    while (!isTrue(condition) && System.nanoTime() < end) {
      Thread.sleep(50);
    }
    assertThat(condition.isTrue()).isTrue();
  }

  private static boolean isTrue(Sooner condition) throws StoreException {
    try {
      return condition.isTrue();
    } catch (SQLException _) {
      return false; // the schema may not be there yet
    }
  }

  private Store machine(String name, String user, String address) throws StoreException {
    Path state = directory.resolve(name);
    return new Store(
        new Database(state.resolve("fairlead.db"), null),
        new Store.Terms(
            state,
            Duration.ofSeconds(10),
            Contents.FULL,
            text -> text,
            false,
            user,
            "/home/me/project",
            () -> "test-client 1",
            SharedDatabase.at(address),
            Stores.LIMITS,
            Map.of("HOSTNAME", name),
            InstantSource.system(),
            System::nanoTime));
  }

  private static Threads threads(Store store) {
    return store.threads(new MemoryThreads(10, 1 << 20, InstantSource.system()));
  }

  private static Threads.Turn turn(String said) {
    return new Threads.Turn(
        "chat", Instant.now(), said, "asked " + said, "answer to " + said, "{}", List.of());
  }

  private static List<String> said(Threads threads, String id) {
    return threads.find(id).orElseThrow().stream().map(Threads.Turn::said).toList();
  }

  private static long turns(String database) throws SQLException {
    return Postgres.number(database, "SELECT COUNT(*) FROM fairlead.turns");
  }

  @Test
  void a_thread_goes_on_at_another_machine_and_belongs_to_its_user() throws Exception {
    String address = Postgres.database("going_on");
    Threads office = threads(machine("office", "ann", address));
    Threads home = threads(machine("home", "ann", address));
    Threads bobs = threads(machine("bobs", "bob", address));
    String id = office.start("chat");
    Threads.Turn first = turn("first \0 with a zero");
    office.append(id, null, first);
    await(() -> turns("going_on") == 1);

    assertThat(said(home, id)).containsExactly("first \uFFFD with a zero");
    Threads.Turn second = turn("second");
    assertThat(home.append(id, first.id(), second)).isEqualTo(id);
    await(() -> turns("going_on") == 2);
    assertThat(said(office, id)).hasSize(2).endsWith("second");
    assertThat(bobs.find(id)).isEmpty();

    Threads.Turn third = turn("third");
    assertThat(office.append(id, second.id(), third)).isEqualTo(id);
    await(() -> turns("going_on") == 3);
    assertThat(said(home, id)).hasSize(3).endsWith("second", "third");
  }

  @Test
  void two_machines_that_go_on_at_once_make_a_branch_and_lose_nothing() throws Exception {
    String address = Postgres.database("branching");
    Threads office = threads(machine("office", "ann", address));
    Threads home = threads(machine("home", "ann", address));
    String id = office.start("chat");
    Threads.Turn first = turn("first");
    office.append(id, null, first);
    await(() -> turns("branching") == 1);
    assertThat(said(home, id)).containsExactly("first");
    Threads.Turn here = turn("here");
    Threads.Turn there = turn("there");

    office.append(id, first.id(), here);
    home.append(id, first.id(), there);
    await(() -> turns("branching") == 3);

    long branches =
        Postgres.number(
            "branching", "SELECT COUNT(*) FROM fairlead.threads WHERE fork_of IS NOT NULL");
    assertThat(branches).isEqualTo(1);
    Threads third = threads(machine("third", "ann", address));
    assertThat(said(third, id)).hasSize(2).startsWith("first");
    String branch = third.find(here.branch()).isPresent() ? here.branch() : there.branch();
    assertThat(said(third, branch)).hasSize(2).startsWith("first");
    List<String> both = new ArrayList<>(said(third, id));
    both.addAll(said(third, branch));
    assertThat(both).contains("here", "there");
  }

  @Test
  void what_is_written_while_the_database_is_away_comes_later_and_once() throws Exception {
    String address = Postgres.database("away");
    Store store = machine("office", "ann", address);
    for (int i = 1; i <= 3; i++) {
      Decisions.record(store.journal(), Decisions.numbered(i));
    }
    await(() -> Postgres.number("away", "SELECT COUNT(*) FROM fairlead.decisions") == 3);
    try (Connection admin = Postgres.admin("postgres");
        Statement statement = admin.createStatement()) {
      statement.execute("ALTER DATABASE away ALLOW_CONNECTIONS false");
      statement.execute(
          "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'away'");
      for (int i = 4; i <= 9; i++) {
        Decisions.record(store.journal(), Decisions.numbered(i));
      }
      assertThat(new DecisionLog(store.database()).last(100)).hasSize(9);
      await(() -> store.shares().orElse("").contains("away"));
      statement.execute("ALTER DATABASE away ALLOW_CONNECTIONS true");
    }

    await(() -> Postgres.number("away", "SELECT COUNT(*) FROM fairlead.decisions") == 9);
    assertThat(Postgres.number("away", "SELECT COUNT(*) FROM fairlead.attempts")).isEqualTo(18);
    await(() -> store.shares().isEmpty());
    assertThat(new DecisionLog(SharedDatabase.at(address)).last(100))
        .hasSize(9)
        .allSatisfy(row ->
            assertThat(row)
                .containsEntry("user_name", "ann")
                .containsEntry("workspace", "/home/me/project")
                .containsEntry("client", "test-client 1"));
  }

  @Test
  void a_row_that_the_database_refuses_keeps_no_other_away() throws Exception {
    String address = Postgres.database("refusing");
    Threads office = threads(machine("office", "ann", address));
    String id = office.start("chat");
    Threads.Turn first = turn("first");
    office.append(id, null, first);
    await(() -> turns("refusing") == 1);
    try (Connection admin = Postgres.admin("refusing");
        Statement statement = admin.createStatement()) {
      statement.execute("ALTER TABLE fairlead.turns ADD CHECK (said <> 'what nobody wants')");
    }

    Threads.Turn refused = turn("what nobody wants");
    office.append(id, first.id(), refused);
    office.append(id, refused.id(), turn("later"));

    await(() -> turns("refusing") == 2);
    assertThat(
            Postgres.number("refusing", "SELECT COUNT(*) FROM fairlead.turns WHERE said = 'later'"))
        .isEqualTo(1);
    assertThat(said(office, id)).containsExactly("first", "what nobody wants", "later");
  }

  @Test
  void however_many_look_up_at_once_there_are_two_connections_at_most() throws Exception {
    String address = Postgres.database("looking_up");
    Threads office = threads(machine("office", "ann", address));
    Threads home = threads(machine("home", "ann", address + "?ApplicationName=at_home"));
    String id = office.start("chat");
    office.append(id, null, turn("first"));
    await(() -> turns("looking_up") == 1);
    try (Connection admin = Postgres.admin("looking_up");
        Statement statement = admin.createStatement();
        ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      admin.setAutoCommit(false);
      statement.execute("LOCK TABLE fairlead.threads IN ACCESS EXCLUSIVE MODE");
      List<Future<Optional<List<Threads.Turn>>>> looks = new ArrayList<>();
      for (int i = 0; i < 12; i++) {
        looks.add(callers.submit(() -> home.find(id)));
      }
      String waiting = "SELECT COUNT(*) FROM pg_stat_activity WHERE application_name = 'at_home'";
      await(() -> Postgres.number("postgres", waiting) >= 1);
      Thread.sleep(500); // time enough for the others
      assertThat(Postgres.number("postgres", waiting)).isBetween(1L, 2L);
      admin.rollback();
      for (Future<Optional<List<Threads.Turn>>> look : looks) {
        assertThat(look.get().orElseThrow()).hasSize(1);
      }
    }
  }

  @Test
  void a_key_that_rests_at_one_machine_rests_at_all() throws Exception {
    String address = Postgres.database("resting");
    Access key =
        new Access(
            "glm-1",
            "glm",
            URI.create("http://127.0.0.1:1/v1"),
            new ApiKey("not-a-real-key-but-the-same"),
            Access.Billing.METERED);
    Access same = new Access("glm-work", key.provider(), key.base(), key.key(), key.billing());
    Breakers here = new LocalBreakers(BreakerLimits.DEFAULT, InstantSource.system());
    Breakers there = new LocalBreakers(BreakerLimits.DEFAULT, InstantSource.system());
    Store office = machine("office", "ann", address);
    Store home = machine("home", "ann", address);
    office.watch(here, () -> List.of(key));
    home.watch(there, () -> List.of(same));
    Instant until = Instant.now().plusSeconds(600);
    here.rest(new Breakers.Resting("glm-1", null, "quota exhausted", until));

    office.journal().prepare();
    home.journal().prepare();
    await(() -> !there.resting().isEmpty());

    Breakers.Resting heard = there.resting().getFirst();
    assertThat(heard.key()).isEqualTo("glm-work");
    assertThat(heard.why()).isEqualTo("quota exhausted");
    assertThat(Duration.between(heard.until(), until).abs()).isLessThan(Duration.ofSeconds(1));
    await(() ->
        Postgres.number(
                "resting",
                "SELECT COUNT(*) FROM fairlead.events WHERE what = 'cooldown' AND state = 'open'")
            >= 1);
    assertThat(
            Postgres.number(
                "resting", "SELECT COUNT(*) FROM fairlead.cooldowns WHERE key LIKE '%not-a-real%'"))
        .isZero();
  }

  @Test
  void many_that_begin_at_once_make_the_schema_once() throws Exception {
    String address = Postgres.database("beginning");
    List<Thread> all = new ArrayList<>();
    List<Throwable> failures = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      all.add(
          Thread.ofPlatform()
              .start(() -> {
                try (Connection connection = SharedDatabase.at(address).connect()) {
                  assertThat(connection.isValid(5)).isTrue();
                } catch (SQLException | StoreException e) {
                  synchronized (failures) {
                    failures.add(e);
                  }
                }
              }));
    }
    for (Thread thread : all) {
      thread.join();
    }

    assertThat(failures).isEmpty();
    assertThat(Postgres.number("beginning", "SELECT MAX(version) FROM fairlead.schema_version"))
        .isEqualTo(Migrations.NEWEST_SHARED);
  }

  @Test
  void a_newer_schema_is_refused_with_the_remedy() throws Exception {
    String address = Postgres.database("newer");
    SharedDatabase.at(address).connect().close();
    try (Connection admin = Postgres.admin("newer");
        Statement statement = admin.createStatement()) {
      statement.execute("INSERT INTO fairlead.schema_version (version) VALUES (99)");
    }

    assertThatThrownBy(() -> SharedDatabase.at(address).connect())
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("schema 99")
        .hasMessageContaining("update the daemon");
  }

  @Test
  void the_set_up_gives_a_daemon_what_it_needs_and_others_nothing() throws Exception {
    String address = Postgres.database("rights");
    try (Connection admin = Postgres.admin("rights");
        Statement statement = admin.createStatement()) {
      statement.execute(SharedSchema.script());
      statement.execute(SharedSchema.script());
      statement.execute("ALTER ROLE fairlead_daemon PASSWORD 'not-a-real-password'");
      statement.execute("DROP ROLE IF EXISTS anon");
      statement.execute("CREATE ROLE anon LOGIN");
      // what a hosted database may give to everybody
      statement.execute("GRANT USAGE ON SCHEMA fairlead TO anon");
      statement.execute("GRANT SELECT, INSERT ON ALL TABLES IN SCHEMA fairlead TO anon");
    }
    String asDaemon = address.replace("postgres@", "fairlead_daemon:not-a-real-password@");
    Store store = machine("office", "ann", asDaemon);
    Threads threads = threads(store);
    Decisions.record(store.journal(), Decisions.numbered(1));
    String id = threads.start("chat");
    Threads.Turn first = turn("first");
    threads.append(id, null, first);
    threads.append(id, first.id(), turn("second"));
    await(() -> turns("rights") == 2);
    assertThat(Postgres.number("rights", "SELECT COUNT(*) FROM fairlead.decisions")).isEqualTo(1);

    try (Connection daemon = Postgres.as("fairlead_daemon", "not-a-real-password", "rights");
        Statement statement = daemon.createStatement()) {
      assertThat(SharedRights.missing(daemon)).isEmpty();
      assertThatThrownBy(() -> statement.execute("DELETE FROM fairlead.turns"))
          .hasMessageContaining("permission denied");
      assertThatThrownBy(() -> statement.execute("UPDATE fairlead.decisions SET tool = 'x'"))
          .hasMessageContaining("permission denied");
      assertThatThrownBy(() -> statement.execute("DROP TABLE fairlead.turns"))
          .hasMessageContaining("must be owner");
    }
    try (Connection anonymous = Postgres.as("anon", "", "rights");
        Statement statement = anonymous.createStatement()) {
      for (String table : List.of("decisions", "attempts", "turns", "threads", "view_days")) {
        try (var row = statement.executeQuery("SELECT COUNT(*) FROM fairlead." + table)) {
          row.next();
          assertThat(row.getLong(1)).as(table).isZero();
        }
      }
      assertThatThrownBy(() ->
              statement.execute(
                  "INSERT INTO fairlead.events VALUES ('e', 'a', 'w', 's', 's', 'y')"))
          .hasMessageContaining("row-level security");
    }
  }

  @Test
  void a_role_that_may_not_make_the_schema_is_told_who_can() throws Exception {
    String address = Postgres.database("bare");
    try (Connection admin = Postgres.admin("bare");
        Statement statement = admin.createStatement()) {
      statement.execute("DROP ROLE IF EXISTS nobody");
      statement.execute("CREATE ROLE nobody LOGIN PASSWORD 'not-a-real-password'");
    }
    String asNobody = address.replace("postgres@", "nobody:not-a-real-password@");

    assertThatThrownBy(() -> SharedDatabase.at(asNobody).connect())
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("daemon database --sql")
        .hasMessageNotContaining("not-a-real-password");
  }

  @Test
  void every_view_can_be_looked_at() throws Exception {
    String address = Postgres.database("views");
    Store store = machine("office", "ann", address);
    Decisions.record(store.journal(), Decisions.numbered(1));
    await(() -> Postgres.number("views", "SELECT COUNT(*) FROM fairlead.attempts") == 2);
    for (Source source : List.of(SharedDatabase.at(address), store.database())) {
      for (String view : List.of("days", "routes", "fallbacks", "rejections", "latency")) {
        try (Connection connection = source.open();
            Statement statement = connection.createStatement();
            var row = statement.executeQuery("SELECT * FROM view_" + view)) {
          assertThat(row.next()).as(view).isTrue();
        }
      }
    }
  }

  @Test
  void a_bad_address_is_refused_without_telling_it() {
    for (String address :
        List.of(
            "mysql://u:hidden-word@h/d",
            "postgresql://h/d",
            "postgresql://u:hidden-word/1@h:5432/d",
            "hidden-word")) {
      assertThatThrownBy(() -> SharedDatabase.at(address))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("FAIRLEAD_DATABASE_URL")
          .hasMessageNotContaining("hidden-word");
    }
    assertThat(SharedDatabase.secrets("postgresql://u:p%40ss@h/d"))
        .contains("p%40ss", "p@ss", "postgresql://u:p%40ss@h/d");
  }

  @Test
  void another_host_has_to_show_a_certificate_that_holds() throws Exception {
    assertThat(SharedAddress.of("postgresql://u:p@db.example.test/d").properties())
        .containsEntry("sslmode", "verify-full");
    assertThat(SharedAddress.of("postgresql://u:p@127.0.0.1/d").properties())
        .containsEntry("sslmode", "prefer");
    assertThat(SharedAddress.of("postgresql://u:p@h/d?sslmode=require&sslrootcert=ca.pem"))
        .satisfies(address ->
            assertThat(address.properties())
                .containsEntry("sslmode", "require")
                .containsEntry("sslrootcert", "ca.pem")
                .containsEntry("prepareThreshold", "0")
                .doesNotContainKey("sslfactory"));
    assertThat(SharedAddress.of("postgresql://u:p@h/d").toString()).isEqualTo("h:5432/d");
  }
}
