package dev.fairlead.daemon.endtoend;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.fairlead.daemon.store.Postgres;
import dev.fairlead.daemon.store.SharedSchema;
import dev.fairlead.simulator.Fault;
import dev.fairlead.simulator.Reply;
import dev.fairlead.simulator.Script;
import dev.fairlead.simulator.SeenRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is kept stays whole and single, whatever ends in between. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class StoreIT {
  private static final boolean FULL = Boolean.getBoolean("fairlead.full");
  private static final int KILLS = FULL ? 200 : 20;
  private static final int CALLS = FULL ? 500 : 60;
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int DEPTH = 8;
  private static final long SEED = 20_261_128;

  @TempDir private Path directory;
  private House house;

  @BeforeEach
  void open() {
    house = new House(directory).with("FAIRLEAD_LIMITS_LANE", "100");
  }

  @AfterEach
  void close() {
    house.close();
  }

  private static String decision(JsonNode reply) {
    return reply.at("/result/_meta/dev.fairlead~1routing/decision").asString("");
  }

  private static String thread(JsonNode reply) {
    return reply.at("/result/_meta/dev.fairlead~1routing/thread").asString("");
  }

  private static String text(JsonNode reply) {
    return reply.at("/result/content/0/text").asString();
  }

  private List<Path> spooled() throws IOException {
    Path spool = house.state.resolve("spool");
    if (!Files.isDirectory(spool)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(spool)) {
      return files.toList();
    }
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (!condition.getAsBoolean() && System.nanoTime() < end) {
      Thread.sleep(50);
    }
    assertThat(condition.getAsBoolean()).isTrue();
  }

  @Test
  void a_daemon_that_is_killed_under_load_loses_nothing_that_was_answered() throws Exception {
    Random chance = new Random(SEED);
    ConcurrentLinkedQueue<String> answered = new ConcurrentLinkedQueue<>();
    for (int kill = 0; kill < KILLS; kill++) {
      try (DaemonProcess daemon = house.daemon().initialized()) {
        List<DaemonProcess.Asked> calls = new ArrayList<>();
        for (int i = 0; i < 4 * DEPTH; i++) {
          DaemonProcess.Asked call =
              daemon.startCall("chat", Map.of("prompt", "question " + kill + "." + i), null);
          var _ = call.reply().thenAccept(reply -> answered.add(decision(reply)));
          calls.add(call);
        }
        daemon.await(calls.getFirst());
        Thread.sleep(chance.nextInt(200));
        daemon.handle().destroyForcibly();
        daemon.awaitExit();
      }
    }
    try (DaemonProcess daemon = house.daemon().initialized()) {
      answered.add(decision(daemon.call("chat", Map.of("prompt", "the last question"))));
      daemon.end(); // and what the others put into the spool came in
    }
    answered.removeIf(String::isEmpty);

    assertThat(answered).hasSizeGreaterThan(KILLS).doesNotHaveDuplicates();
    assertThat(house.column("SELECT id FROM decisions"))
        .doesNotHaveDuplicates()
        .containsAll(answered);
    assertThat(house.column("PRAGMA integrity_check")).containsExactly("ok");
    assertThat(house.column("PRAGMA foreign_key_check")).isEmpty();
    assertThat(house.column("SELECT id FROM turns")).isNotEmpty();
    assertThat(
            house.column(
                "SELECT id FROM turns WHERE said = '' OR asked = '' OR answered = '' OR id IS NULL"))
        .isEmpty();
    assertThat(spooled()).isEmpty();
  }

  @Test
  void eight_daemons_share_one_file_and_each_decision_is_there_once() throws Exception {
    ConcurrentLinkedQueue<String> answered = new ConcurrentLinkedQueue<>();
    ConcurrentLinkedQueue<String> said = new ConcurrentLinkedQueue<>();
    List<Thread> clients = new ArrayList<>();
    for (int d = 0; d < 8; d++) {
      clients.add(
          Thread.ofPlatform()
              .start(() -> {
                try (DaemonProcess daemon = house.daemon().initialized()) {
                  for (int sent = 0; sent < CALLS; sent += DEPTH) {
                    List<DaemonProcess.Asked> calls = new ArrayList<>();
                    for (int i = sent; i < Math.min(sent + DEPTH, CALLS); i++) {
                      calls.add(daemon.startCall("chat", Map.of("prompt", "q " + i), null));
                    }
                    calls.forEach(call -> answered.add(decision(daemon.await(call))));
                  }
                  said.add(daemon.stderr());
                }
              }));
    }
    for (Thread client : clients) {
      client.join();
    }

    assertThat(answered).hasSize(8 * CALLS).doesNotHaveDuplicates();
    try (DaemonProcess daemon = house.daemon().initialized()) {
      daemon.call("version", Map.of()); // and what was not written in time comes in
      daemon.end();
    }
    assertThat(spooled()).isEmpty();
    assertThat(house.column("SELECT id FROM decisions WHERE tool = 'chat'"))
        .as("the daemons said: %s", said)
        .containsExactlyInAnyOrderElementsOf(answered);
    assertThat(said).hasSize(8).allSatisfy(err -> assertThat(err).doesNotContain("SQLITE_BUSY"));
    Path log = house.state.resolve("fairlead.db-wal");
    assertThat(Files.exists(log) ? Files.size(log) : 0).isLessThan(16L << 20);
  }

  @Test
  void a_job_outlives_its_daemon_with_its_result_or_what_there_was_of_it() throws Exception {
    house.with("FAIRLEAD_CLIENT_PATIENCE", "2s");
    house.simulator.script(Script.of(new Fault.Latency(Duration.ofSeconds(3))).path("/chat/"));
    String ended;
    try (DaemonProcess daemon = house.daemon().initialized()) {
      ended = job(text(daemon.call("chat", Map.of("prompt", "hello"))));
      JsonNode answer = daemon.call("result", Map.of("job", ended));
      while (text(answer).contains("goes on as job")) {
        answer = daemon.call("result", Map.of("job", ended));
      }
      daemon.handle().destroyForcibly();
      daemon.awaitExit();
    }
    String asked = "[[sim: tokens=600]] and now this";
    house.simulator.script(
        Script.of(
                new Fault.Pace(Duration.ofMillis(1)),
                new Fault.Silence(100, Duration.ofSeconds(60)))
            .path("/chat/"));
    String broken;
    try (DaemonProcess daemon = house.daemon().initialized()) {
      assertThat(text(daemon.call("result", Map.of("job", ended)))).contains("was asked “hello”");
      broken = job(text(daemon.call("chat", Map.of("prompt", asked, "model", "kimi-k3"))));
      Thread.sleep(1_500);
      daemon.handle().destroyForcibly();
      daemon.awaitExit();
    }
    try (DaemonProcess daemon = house.daemon().initialized()) {
      String left = text(daemon.call("result", Map.of("job", broken)));
      assertThat(left).contains("has no answer", "\"resume\": true", "What there was of");

      JsonNode answer = daemon.call("result", Map.of("job", broken, "resume", true));
      while (text(answer).contains("goes on as job")) {
        answer = daemon.call("result", Map.of("job", broken));
      }
      assertThat(text(answer)).contains("and now this");
      assertThat(answer.at("/result/isError").asBoolean()).isFalse();
      List<JsonNode> sent =
          house
              .simulator
              .requests(SeenRequest::chat)
              .getLast()
              .json()
              .orElseThrow()
              .path("messages")
              .valueStream()
              .toList();
      assertThat(sent.getLast().path("partial").asBoolean()).as("%s", sent).isTrue();
      String begun = sent.getLast().path("content").asString();
      assertThat(begun).isNotBlank();
      assertThat(left).contains(begun.strip());
      assertThat(text(answer)).contains(begun.strip());
    }
  }

  private static String job(String text) {
    assertThat(text).contains("goes on as job ");
    return text.replaceFirst("(?s).*goes on as job ([0-9a-f-]{36}).*", "$1");
  }

  @Test
  void a_team_s_database_that_stops_in_the_middle_gets_everything_once() throws Exception {
    String address = Postgres.database("team");
    house.with("FAIRLEAD_DATABASE_URL", address);
    List<String> answered = new ArrayList<>();
    int asked = 0;
    try (DaemonProcess daemon = house.daemon().initialized();
        Connection admin = Postgres.admin("postgres");
        Statement statement = admin.createStatement()) {
      for (int round = 0; round < 6; round++) {
        if (round == 2) {
          statement.execute("ALTER DATABASE team ALLOW_CONNECTIONS false");
          statement.execute(
              "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'team'");
        } else if (round == 4) {
          statement.execute("ALTER DATABASE team ALLOW_CONNECTIONS true");
        }
        List<DaemonProcess.Asked> calls = new ArrayList<>();
        for (int i = 0; i < DEPTH; i++) {
          asked++;
          String prompt = "question " + asked;
          calls.add(daemon.startCall("chat", Map.of("prompt", prompt), null));
        }
        calls.forEach(call -> answered.add(decision(daemon.await(call))));
        Thread.sleep(300);
      }
      assertThat(answered).hasSize(6 * DEPTH).doesNotHaveDuplicates().doesNotContain("");
      await(() -> there("decisions") == 6 * DEPTH && there("turns") == 6 * DEPTH);
      assertThat(house.column("SELECT CAST(seq AS TEXT) FROM outbox")).isEmpty();
    }
    assertThat(house.run("--check").out()).contains("shared database");
    JsonNode stats = JSON.readTree(house.run("stats", "--shared", "--json").out());
    assertThat(stats.path(0).path("calls").asInt()).isEqualTo(6 * DEPTH);
  }

  private static long there(String table) {
    try {
      return Postgres.number("team", "SELECT COUNT(*) FROM fairlead." + table);
    } catch (SQLException _) {
      return -1;
    }
  }

  @Test
  void three_machines_share_threads_and_decisions_through_one_database() throws Exception {
    String address = Postgres.database("machines");
    List<House> houses = new ArrayList<>();
    try {
      for (String name : List.of("one", "two", "three")) {
        House each = new House(directory.resolve(name));
        each.with("FAIRLEAD_DATABASE_URL", address).with("HOSTNAME", name);
        houses.add(each);
      }
      String thread;
      try (DaemonProcess daemon = houses.getFirst().daemon().initialized()) {
        thread = thread(daemon.call("chat", Map.of("prompt", "Remember the word tangerine")));
        await(() -> count("machines", "turns") == 1);
      }
      try (DaemonProcess daemon = houses.get(1).daemon().initialized()) {
        JsonNode reply =
            daemon.call("chat", Map.of("prompt", "Which word?", "continuation_id", thread));
        assertThat(thread(reply)).isEqualTo(thread);
        assertThat(houses.get(1).simulator.requests().getLast().json().orElseThrow().toString())
            .contains("Remember the word tangerine", "Which word?");
        await(() -> count("machines", "turns") == 2);
      }
      String all = houses.get(2).run("stats", "--shared", "--by", "user", "--json").out();
      assertThat(all).contains("\"calls\" : 2");
      assertThat(houses.get(2).run("threads", "--shared").out()).contains(thread, "tangerine");
    } finally {
      houses.forEach(House::close);
    }
  }

  private static long count(String database, String table) {
    try {
      return Postgres.number(database, "SELECT COUNT(*) FROM fairlead." + table);
    } catch (SQLException _) {
      return -1;
    }
  }

  @Test
  void a_state_directory_that_cannot_be_had_costs_no_answer_and_is_said_once() throws Exception {
    Files.writeString(house.state, "a file is in the way");
    try (DaemonProcess daemon = house.daemon().initialized()) {
      for (int i = 0; i < 5; i++) {
        assertThat(text(daemon.call("chat", Map.of("prompt", "question " + i))))
            .contains("was asked “question " + i + "”");
      }
      assertThat(daemon.stderr().split("Calls go on", -1)).hasSize(2);
    }
    House.Printed check = house.run("--check");
    assertThat(check.exit()).isEqualTo(1);
    assertThat(check.out()).contains("store", "make its directory writable");
  }

  @ParameterizedTest
  @CsvSource({"size=3m, 60", "'ro,size=3m', 5"})
  void a_disk_that_is_full_or_read_only_costs_no_answer_and_is_said_once(String how, int calls)
      throws Exception {
    Files.createDirectories(house.state);
    Process mounted =
        new ProcessBuilder("mount", "-t", "tmpfs", "-o", how, "tmpfs", house.state.toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    boolean there = mounted.waitFor() == 0;
    if (!there) {
      System.err.println(
          "fairlead: this user may not mount a small disk; a full one was not tried");
    }
    assumeTrue(there, "this user may not mount");
    try {
      try (DaemonProcess daemon = house.daemon().initialized()) {
        String much = "much to say ".repeat(8_000);
        for (int i = 0; i < calls; i++) {
          assertThat(text(daemon.call("chat", Map.of("prompt", i + ": " + much))))
              .contains("was asked “" + i + ":");
        }
        assertThat(daemon.stderr().split("Calls go on", -1)).hasSize(2);
      }
      House.Printed check = house.run("--check");
      assertThat(check.exit()).isEqualTo(1);
      assertThat(check.out()).contains("the store " + house.state);
    } finally {
      new ProcessBuilder("umount", house.state.toString()).start().waitFor();
    }
  }

  @Test
  void a_file_system_that_is_not_safe_to_share_costs_no_answer_and_is_said_once() throws Exception {
    Files.createDirectories(house.state);
    assumeTrue(run(onAShare("true")).exit() == 0, "this user may not mount");
    String launcher = DaemonProcess.launcher().toString();
    try (DaemonProcess daemon =
        DaemonProcess.of(onAShare(launcher), house.environment(), house.workspace)) {
      daemon.initialized();
      for (int i = 0; i < 5; i++) {
        assertThat(text(daemon.call("chat", Map.of("prompt", "question " + i))))
            .contains("was asked “question " + i + "”");
      }
      daemon.closeInput();
      daemon.awaitExit();
      assertThat(daemon.stderr().split("Calls go on", -1)).hasSize(2);
      assertThat(daemon.stderr()).contains("it is on nfs4", "put the state on a local disk");
    }
    House.Printed check = run(onAShare(launcher, "--check"));
    assertThat(check.exit()).isEqualTo(1);
    assertThat(check.out()).contains("it is on nfs4", "put the state on a local disk");
  }

  /** That command where the state seems to be on another machine: the list of mounts says so. */
  private List<String> onAShare(String... command) {
    String share =
        """
        mount -t tmpfs -o size=50m server:/share '%1$s' || exit 3
        sed 's#^\\(server:/share .*\\) tmpfs #\\1 nfs4 #' /proc/self/mounts >'%2$s' || exit 3
        mount --bind '%2$s' /proc/$$/mounts || exit 3
        exec "$0" "$@"
        """
            .formatted(house.state, directory.resolve("mounts"));
    List<String> all = new ArrayList<>(List.of("unshare", "-m", "sh", "-c", share));
    all.addAll(List.of(command));
    return all;
  }

  private House.Printed run(List<String> command) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command).directory(house.workspace.toFile());
    builder.environment().putAll(house.environment());
    builder.environment().put("FAIRLEAD_BUILD", "never");
    try (DaemonProcess.Raw raw = new DaemonProcess.Raw(builder.start())) {
      return raw.finish();
    }
  }

  @Test
  void what_a_role_may_not_do_in_a_team_s_database_is_named_by_the_check() throws Exception {
    String address = Postgres.database("lacking");
    house.with(
        "FAIRLEAD_DATABASE_URL",
        address.replace("postgres@", "fairlead_daemon:not-a-real-password@"));
    try (Connection admin = Postgres.admin("lacking");
        Statement statement = admin.createStatement()) {
      statement.execute(SharedSchema.script());
      statement.execute("ALTER ROLE fairlead_daemon PASSWORD 'not-a-real-password'");
      assertThat(house.run("--check").out()).contains("schema ").doesNotContain("may not");

      statement.execute("REVOKE INSERT ON fairlead.turns FROM fairlead_daemon");
      statement.execute("DROP POLICY fairlead_daemon_update ON fairlead.jobs");
      House.Printed lacking = house.run("--check");
      assertThat(lacking.exit()).isEqualTo(1);
      assertThat(lacking.out())
          .contains("this role may not UPDATE on jobs (no policy), INSERT on turns: have its owner")
          .contains("daemon database --sql");

      statement.execute("REVOKE USAGE ON SCHEMA fairlead FROM fairlead_daemon");
      assertThat(house.run("--check").out())
          .contains("permission denied for schema fairlead", "daemon database --sql")
          .doesNotContain("not-a-real-password");

      statement.execute(SharedSchema.script());
      assertThat(house.run("--check").out()).doesNotContain("may not", "denied");
    }
  }

  @Test
  void in_memory_nothing_is_on_disk() throws Exception {
    house.with("FAIRLEAD_STORE", "memory");
    try (DaemonProcess daemon = house.daemon().initialized()) {
      String thread = thread(daemon.call("chat", Map.of("prompt", "hello marmalade")));
      assertThat(text(daemon.call("chat", Map.of("prompt", "again", "continuation_id", thread))))
          .contains("was asked");
    }
    assertThat(house.state.resolve("fairlead.db")).doesNotExist();
    assertThat(found("marmalade")).isEmpty();
  }

  @Test
  void a_secret_is_in_no_row_and_no_log() throws Exception {
    String canary = "sk-canary-not-a-real-key-0123456789";
    String word = "canary-word-of-a-database-0123";
    String address = Postgres.database("secrets");
    house.with("MOONSHOT_API_KEY", canary).with("FAIRLEAD_LOG_LEVEL", "debug");
    house.with("FAIRLEAD_DATABASE_URL", address.replace("postgres@", "postgres:" + word + "@"));
    house.file("notes.txt", "the key is MOONSHOT_API_KEY=" + canary + "\n");
    house.simulator.script(
        Script.of(
                new Fault.Instead(
                    Reply.of(
                        401,
                        "{\"error\":{\"message\":\"bad key "
                            + canary
                            + "\",\"type\":\"invalid\"}}")))
            .path("/chat/"));
    List<String> told = new ArrayList<>();
    try (DaemonProcess daemon = house.daemon().initialized()) {
      told.add(
          daemon
              .call(
                  "chat",
                  Map.of("prompt", "my key is " + canary + " " + word, "model", "kimi-k2.6"))
              .toString());
      told.add(
          daemon
              .call("chat", Map.of("prompt", "read this", "files", List.of("notes.txt")))
              .toString());
      await(() -> count("secrets", "decisions") == 2);
      told.add(daemon.stderr());
    }
    for (String table : List.of("decisions", "attempts", "turns", "threads", "events")) {
      told.add(Postgres.text("secrets", "SELECT * FROM fairlead." + table));
    }
    assertThat(told).allSatisfy(text -> assertThat(text).doesNotContain(canary, word));
    assertThat(found(canary)).isEmpty();
    assertThat(found(word)).isEmpty();
    assertThat(found("MOONSHOT_API_KEY=")).isNotEmpty();
  }

  /** The files of the state that hold that text. */
  private List<Path> found(String text) throws IOException {
    if (!Files.isDirectory(house.state)) {
      return List.of();
    }
    List<Path> holding = new ArrayList<>();
    try (Stream<Path> files = Files.walk(house.state)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (new String(Files.readAllBytes(file), ISO_8859_1).contains(text)) {
          holding.add(file);
        }
      }
    }
    return holding;
  }
}
