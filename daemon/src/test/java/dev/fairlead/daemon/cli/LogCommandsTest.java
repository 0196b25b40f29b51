package dev.fairlead.daemon.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.daemon.store.AskLog;
import dev.fairlead.daemon.store.DecisionLog;
import dev.fairlead.daemon.store.Decisions;
import dev.fairlead.daemon.store.Stores;
import dev.fairlead.routing.journal.Decision;
import dev.fairlead.routing.journal.Journal;
import dev.fairlead.routing.selection.Candidate;
import dev.fairlead.tools.BadArguments;
import dev.fairlead.tools.ToolResult;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** What the commands about decisions say to bad values, and what they ask the tool. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class LogCommandsTest {
  private static final Instant NOW = Instant.EPOCH.plus(Duration.ofDays(1));

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Console console =
      new Console(new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8));
  private final List<Map<String, Object>> asked = new ArrayList<>();
  private ToolResult told = ToolResult.complete("told");
  @TempDir private Path directory;
  private Bench bench;

  @BeforeEach
  void decisions() throws Exception {
    bench = new Bench(directory).with("ZAI_API_KEY", "not-a-real-key");
    Decisions.record(journal(), Decisions.numbered(1));
  }

  private Journal journal() throws Exception {
    return Stores.of(bench.installed().database(), "/projects/one").journal();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--since 7 | --since: 7 is no time: give how long ago (30m, 24h, 7d, 2w)",
        "--outcome answred | --outcome: there is no answred (did you mean answered?)",
        "--error overlooked | --error: there is no overlooked (did you mean Overloaded?); known:",
        "--path visions | --path: there is no visions (did you mean vision?)",
        "--tool caht | --tool: there is no caht (did you mean chat?); known: chat",
        "--model glm-5.4 | --model: there is no glm-5.4 (did you mean",
        "--provider gml | --provider: there is no gml (did you mean glm?)",
        "--limit 0 | --limit: 0 is too few",
        "--limit many | Invalid value for option '--limit'",
      })
  void a_bad_value_is_told_with_the_remedy(String words, String message) throws Exception {
    assertThat(run(decisionsCommand(), words.split(" "))).isEqualTo(2);

    assertThat(err.toString(UTF_8)).startsWith(message);
    assertThat(out.toString(UTF_8)).isEmpty();
  }

  @Test
  void a_name_that_is_in_the_log_alone_is_no_mistake() throws Exception {
    assertThat(run(decisionsCommand(), "--model", "m-2", "--error", "unavailable")).isZero();
    assertThat(out.toString(UTF_8)).contains("m-2", "OWN", "2.2 ms", "17.0 ms");
  }

  @Test
  void nothing_found_is_said() throws Exception {
    assertThat(run(decisionsCommand(), "--since", "1h", "--tool", "chat")).isZero();
    assertThat(out.toString(UTF_8)).isEqualToIgnoringNewLines("no decision is like that");
  }

  @Test
  void one_decision_is_explained_by_the_tool_or_printed_whole() throws Exception {
    String id = Decisions.numbered(1).id().toString();

    assertThat(run(decisionsCommand(), id)).isZero();
    assertThat(asked).containsExactly(Map.of("decision", id));
    assertThat(out.toString(UTF_8)).isEqualToIgnoringNewLines("told");

    assertThat(run(decisionsCommand(), id, "--json")).isZero();
    assertThat(out.toString(UTF_8)).contains("\"overhead_ms\" : 2.235", "\"allowed\" : {");
  }

  @Test
  void options_of_route_are_the_fields_of_the_tool() throws Exception {
    int exit =
        run(
            new RouteCommand(console, desk()),
            "--tool codereview --needs vision,thinking --policy cheap --model kimi/* --prompt Q"
                .split(" "));
    assertThat(exit).isZero();
    assertThat(asked.getFirst())
        .containsExactly(
            Map.entry("tool", "codereview"),
            Map.entry("needs", List.of("vision", "thinking")),
            Map.entry("policy", "cheap"),
            Map.entry("model", "kimi/*"),
            Map.entry("prompt", "Q"));

    run(
        new RouteCommand(console, desk()),
        "--input-tokens 5 --files a,b --images c --thinking-mode high --web-search"
            .concat(" --allow-degraded false")
            .split(" "));
    assertThat(asked.getLast())
        .containsExactly(
            Map.entry("prompt_tokens", "5"),
            Map.entry("files", List.of("a", "b")),
            Map.entry("images", List.of("c")),
            Map.entry("thinking_mode", "high"),
            Map.entry("web_search", true),
            Map.entry("allow_degraded", "false"));
  }

  @Test
  void an_id_stands_alone() throws Exception {
    assertThat(run(new RouteCommand(console, desk()), "last")).isZero();
    assertThat(asked).containsExactly(Map.of("decision", "last"));
    assertThat(run(new RouteCommand(console, desk()), "last", "--policy", "cheap")).isEqualTo(2);
    assertThat(err.toString(UTF_8)).contains("a decision's id stands alone");
  }

  @Test
  void a_plan_without_a_model_is_an_exit_code() throws Exception {
    told =
        new ToolResult(
            ToolResult.Status.COMPLETE,
            "chat: requires vision\nmore",
            Map.of(
                "outcome",
                "refused",
                "candidates",
                List.of(),
                "rejected",
                List.of(
                    Map.of(
                        "model", "m-1", "provider", "acme", "reasons", List.of("blind", "dear")))),
            null,
            null);

    assertThat(run(new RouteCommand(console, desk()))).isEqualTo(1);
    assertThat(out.toString(UTF_8).lines().map(line -> line.replaceAll(" +", " ")))
        .containsExactly(
            "chat: requires vision",
            "",
            "no model can do it",
            "",
            "LEFT OUT PROVIDER WHY",
            "m-1 acme blind; dear");
  }

  @Test
  void replay_wants_a_policy_models_and_a_key_that_are_there() throws Exception {
    assertThat(run(replay(), "--policy", "cheep")).isEqualTo(2);
    assertThat(err.toString(UTF_8)).startsWith("--policy: there is no cheep (did you mean cheap?)");
    err.reset();
    assertThat(run(replay(), "--catalog", "no.yaml")).isEqualTo(2);
    assertThat(err.toString(UTF_8)).startsWith("--catalog: there is no file ");
    err.reset();
    bench.write("bad.yaml", "models: 7");
    assertThat(run(replay(), "--catalog", bench.file("bad.yaml").toString())).isEqualTo(2);
    assertThat(err.toString(UTF_8)).contains("bad.yaml");
    err.reset();
    bench.with("ZAI_API_KEY", "");
    assertThat(run(replay())).isEqualTo(2);
    assertThat(err.toString(UTF_8)).startsWith("there is no key");
  }

  @Test
  void a_replay_says_what_is_lost_and_what_is_skipped() throws Exception {
    assertThat(run(replay())).as("the call had no model then either").isZero();
    assertThat(out.toString(UTF_8))
        .contains("0 could not be served any more, 1 could not be served then either");
    out.reset();
    Decision like = Decisions.numbered(2);
    Candidate chosen =
        new Candidate(
            bench.installed().catalog().models().getFirst(),
            bench.installed().roster().keys().getFirst(),
            Set.of(),
            null,
            List.of(),
            0.1,
            0.5);
    Decisions.record(
        journal(), Decisions.of(like, like.plan().ask(), List.of(chosen), like.attempts()));

    assertThat(run(replay())).as("the call asked for a model that is gone").isEqualTo(1);
    assertThat(out.toString(UTF_8))
        .containsPattern("1970-01-01T00:00:02Z +chat +kimi-k3 +none ")
        .contains("1970-01-01T00:00:02Z chat: The call asks for m-2")
        .contains("2 calls planned again: 0 would go to another model, 1 could not be served any")
        .contains("for the tokens of 0 calls that had an answer")
        .doesNotContain("skipped");
  }

  private ReplayCommand replay() throws Exception {
    return new ReplayCommand(console, desk(), bench.installed(), () -> NOW);
  }

  private DecisionsCommand decisionsCommand() throws Exception {
    return new DecisionsCommand(
        console,
        desk(),
        new StoreDesk(bench.installed().database(), null, "ann", () -> NOW),
        bench.installed());
  }

  private LogDesk desk() throws Exception {
    var database = bench.installed().database();
    return new LogDesk(
        new DecisionLog(database), new AskLog(database), this::tell, List.of("chat"), directory);
  }

  private ToolResult tell(Map<String, Object> arguments) throws BadArguments {
    asked.add(arguments);
    return told;
  }

  private int run(Callable<Integer> command, String... arguments) {
    return new CommandLine(command)
        .setErr(new PrintWriter(console.err(), true, UTF_8))
        .execute(arguments);
  }
}
