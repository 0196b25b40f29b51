package dev.fairlead.daemon.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.daemon.store.AskLog;
import dev.fairlead.daemon.store.DecisionLog;
import dev.fairlead.daemon.store.Decisions;
import dev.fairlead.daemon.store.Postgres;
import dev.fairlead.daemon.store.SharedDatabase;
import dev.fairlead.daemon.store.Store;
import dev.fairlead.daemon.store.Stores;
import dev.fairlead.tools.Threads;
import dev.fairlead.tools.ToolResult;
import dev.fairlead.tools.threads.MemoryThreads;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class StoreCommandsTest {
  private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  @TempDir private Path directory;
  private Bench bench;
  private Store store;
  private Threads threads;

  @BeforeEach
  void rows() throws Exception {
    bench = new Bench(directory).with("ZAI_API_KEY", "not-a-real-key");
    store = Stores.of(bench.installed().database(), "/projects/one");
    threads = store.threads(new MemoryThreads(10, 1 << 20, () -> NOW));
    for (int i = 1; i <= 4; i++) {
      Decisions.record(store.journal(), Decisions.numbered(i));
    }
  }

  private StoreDesk desk(@Nullable SharedDatabase shared) throws Exception {
    return new StoreDesk(bench.installed().database(), shared, "ann", () -> NOW);
  }

  private LogDesk logDesk() throws Exception {
    return new LogDesk(
        new DecisionLog(bench.installed().database()),
        new AskLog(bench.installed().database()),
        _ -> ToolResult.complete(""),
        List.of("chat", "debug"),
        directory);
  }

  private int run(Callable<Integer> command, String... args) {
    out.reset();
    err.reset();
    return new CommandLine(command).execute(args);
  }

  private Console console() {
    return new Console(new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8));
  }

  private String thread(String said) {
    String id = threads.start("chat");
    threads.append(
        id, null, new Threads.Turn("chat", NOW, said, "asked", "the answer", "{}", List.of()));
    return id;
  }

  private StatsCommand stats() throws Exception {
    return new StatsCommand(console(), logDesk(), desk(null), bench.installed());
  }

  private DecisionsCommand decisions(SharedDatabase shared) throws Exception {
    return new DecisionsCommand(console(), logDesk(), desk(shared), bench.installed());
  }

  private ExportCommand export() throws Exception {
    return new ExportCommand(console(), logDesk(), desk(null), bench.installed());
  }

  @Test
  void stats_put_calls_together_and_end_with_all_of_them() throws Exception {
    assertThat(run(stats(), "--by", "model")).isZero();
    assertThat(out.toString(UTF_8).lines().map(line -> line.replaceAll(" +", " ").strip()))
        .containsExactly(
            "MODEL CALLS ANSWERED FALLBACKS REJECTED TOKENS IN CACHED TOKENS OUT USD P50 P95",
            "m-2 4 4 4 0 400 40 % 120 1.0000 0.0 s 0.0 s",
            "all 4 4 4 0 400 40 % 120 1.0000 0.0 s 0.0 s");
    assertThat(run(stats(), "--by", "day", "--json")).isZero();
    assertThat(out.toString(UTF_8)).contains("1970-01-01", "\"cached_share\" : 0.4");
    assertThat(run(stats(), "--by", "colour")).isEqualTo(2);
    assertThat(err.toString(UTF_8)).contains("--by: there is no colour", "day, model, tool, user");
    assertThat(run(stats(), "--tool", "debug")).isZero();
    assertThat(out.toString(UTF_8)).contains("no calls yet");
    assertThat(run(stats(), "--shared")).isEqualTo(2);
    assertThat(err.toString(UTF_8)).contains("set database.url");
  }

  @Test
  void an_export_has_a_line_for_each_row_in_either_format() throws Exception {
    assertThat(run(export())).isZero();
    List<String> lines = out.toString(UTF_8).lines().toList();
    assertThat(lines).hasSize(4).allSatisfy(line -> assertThat(line).startsWith("{\"id\":\""));
    assertThat(err.toString(UTF_8)).contains("4 rows");

    assertThat(run(export(), "--format", "csv", "--what", "attempts")).isZero();
    assertThat(out.toString(UTF_8).lines()).hasSize(9);
    assertThat(out.toString(UTF_8)).startsWith("decision,number,model");
    assertThat(run(export(), "--format", "xml")).isEqualTo(2);
    assertThat(run(export(), "--what", "secrets")).isEqualTo(2);
    assertThat(run(export(), "--what", "events", "--tool", "chat")).isEqualTo(2);
    assertThat(err.toString(UTF_8)).contains("--since alone");
    assertThat(run(export(), "--what", "events", "--since", "7d")).isZero();
  }

  @Test
  void threads_are_listed_and_read() throws Exception {
    String id = thread("Why is the sky\nblue?");
    assertThat(run(new ThreadsCommand(console(), desk(null)))).isZero();
    assertThat(out.toString(UTF_8)).contains(id, "Why is the sky blue?", "2026-11-20T10:00:00Z");
    assertThat(run(new ThreadsCommand(console(), desk(null)), id)).isZero();
    assertThat(out.toString(UTF_8)).contains("Why is the sky\nblue?", "the answer");
    assertThat(run(new ThreadsCommand(console(), desk(null)), "--json", id)).isZero();
    assertThat(out.toString(UTF_8)).contains("\"answered\" : \"the answer\"");
    assertThat(run(new ThreadsCommand(console(), desk(null)), "nope")).isEqualTo(2);
    assertThat(err.toString(UTF_8)).contains("nope");
  }

  @Test
  void what_is_forgotten_is_in_no_file() throws Exception {
    String id = thread("The word is xylophone-4711");
    String other = thread("Something else");
    assertThat(run(new ForgetCommand(console(), desk(null)), "--thread", id)).isZero();
    assertThat(out.toString(UTF_8)).contains("1 conversations, 0 decisions");

    assertThat(run(new ThreadsCommand(console(), desk(null)))).isZero();
    assertThat(out.toString(UTF_8)).contains(other).doesNotContain(id);
    try (var files = Files.walk(directory)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertThat(new String(Files.readAllBytes(file), UTF_8)).doesNotContain("xylophone-4711");
      }
    }
    assertThat(run(new ForgetCommand(console(), desk(null)), "--thread", id)).isZero();
    assertThat(out.toString(UTF_8)).contains("nothing to forget");
    assertThat(run(new ForgetCommand(console(), desk(null)), "--before", "2026-11-01")).isZero();
    assertThat(out.toString(UTF_8)).contains("4 decisions");
    assertThat(run(new ForgetCommand(console(), desk(null)), "--before", "long ago")).isEqualTo(2);
    assertThat(run(new ForgetCommand(console(), desk(null)))).isEqualTo(2);
  }

  @Test
  void the_shared_database_is_looked_at_and_its_set_up_printed() throws Exception {
    assertThat(run(new DatabaseCommand(console(), desk(null)))).isEqualTo(2);
    assertThat(run(new DatabaseCommand(console(), desk(null)), "--sql")).isZero();
    assertThat(out.toString(UTF_8))
        .contains("CREATE ROLE fairlead_daemon", "ENABLE ROW LEVEL SECURITY", "COMMIT;");

    SharedDatabase shared = SharedDatabase.at(Postgres.database("commands"));
    assertThat(run(new DatabaseCommand(console(), desk(shared)))).isZero();
    assertThat(out.toString(UTF_8)).contains("schema 9", "0 rows are still to go");
    assertThat(run(new DatabaseCommand(console(), desk(shared)), "--json")).isZero();
    assertThat(out.toString(UTF_8)).contains("\"schema\" : 9");
    assertThat(run(decisions(shared), "--shared")).isZero();
    assertThat(out.toString(UTF_8)).contains("no decisions yet");
    assertThat(run(decisions(shared))).isZero();
    assertThat(out.toString(UTF_8)).contains("m-2");
    SharedDatabase away = SharedDatabase.at("postgresql://u:not-a-real-word@127.0.0.1:1/none");
    assertThat(run(new DatabaseCommand(console(), desk(away)))).isEqualTo(2);
    assertThat(out.toString(UTF_8)).contains("cannot be had").doesNotContain("not-a-real-word");
    assertThat(run(new ForgetCommand(console(), desk(away)), "--before", "2026-11-01"))
        .isEqualTo(1);
    assertThat(err.toString(UTF_8)).contains("fairlead_owner");
  }
}
