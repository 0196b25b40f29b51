package dev.fairlead.daemon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.daemon.cli.LiveRun.Outcome;
import dev.fairlead.daemon.cli.LiveRun.Step;
import dev.fairlead.daemon.cli.LiveRun.Verdict;
import dev.fairlead.providers.ChatEvent;
import dev.fairlead.providers.ChatRequest;
import dev.fairlead.providers.ProviderError;
import dev.fairlead.providers.openai.Network;
import dev.fairlead.providers.openai.Probe;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class LiveRunTest {
  @TempDir private Path directory;

  private Bench bench() throws Exception {
    Bench bench = new Bench(directory).with("ZAI_API_KEY", "not-a-key");
    bench.glm.answers = LiveRunTest::asClaimed;
    return bench.write("config.yaml", "models.deny: glm-5\nlimits.lane: 3\n");
  }

  /** What a model says that does all that it is said to do. */
  private static List<ChatEvent> asClaimed(ChatRequest request) {
    List<ChatEvent> events = new ArrayList<>();
    if (request.thinking() != null) {
      events.add(new ChatEvent.Reasoning("hm"));
    }
    if (!request.tools().isEmpty()) {
      events.add(new ChatEvent.ToolCall("1", "note", "{}"));
    }
    events.add(new ChatEvent.Text(request.json() ? "{\"word\":\"ok\"}" : "ok"));
    events.add(new ChatEvent.Finished(ChatEvent.Reason.STOP, request.model().id()));
    return events;
  }

  private static List<Step> steps(Bench bench, String model) throws Exception {
    return run(bench).steps(one -> one.id().equals(model));
  }

  private static LiveRun run(Bench bench) throws Exception {
    return new LiveRun(bench.installed(), LocalDate.of(2026, 11, 24));
  }

  private static Map<String, Verdict> verdicts(Bench bench, String model) throws Exception {
    return run(bench).run(steps(bench, model)).stream()
        .collect(Collectors.toMap(o -> o.step().trial().label(), Outcome::verdict));
  }

  @Test
  void a_model_is_asked_once_for_each_thing_that_the_catalog_says_it_can() throws Exception {
    assertThat(steps(bench(), "glm-5.3-flash"))
        .extracting(step -> step.trial().label())
        .containsExactly(
            "plain",
            "streaming",
            "thinking",
            "no_thinking",
            "vision",
            "file_upload",
            "tool_calling",
            "json_output",
            "web_search");
    assertThat(steps(bench(), "glm-5.3"))
        .extracting(step -> step.trial().label())
        .doesNotContain("no_thinking", "vision", "file_upload");
    assertThat(steps(bench(), "glm-5")).as("denied by the settings").isEmpty();
  }

  @Test
  void a_model_that_does_it_all_agrees_with_the_catalog() throws Exception {
    assertThat(verdicts(bench(), "glm-5.3-flash").values()).containsOnly(Verdict.AGREES);
  }

  @Test
  void a_model_that_does_not_do_it_differs() throws Exception {
    Bench bench = bench();
    Function<ChatRequest, List<ChatEvent>> reversed =
        request ->
            request.thinking() == null
                ? List.of(new ChatEvent.Reasoning("hm"), new ChatEvent.Text("ok"))
                : List.of(new ChatEvent.Text("ok"));
    bench.glm.answers = reversed;

    Map<String, Verdict> verdicts = verdicts(bench, "glm-5.3-flash");

    assertThat(verdicts)
        .containsEntry("plain", Verdict.AGREES)
        .containsEntry("thinking", Verdict.DIFFERS)
        .containsEntry("no_thinking", Verdict.DIFFERS)
        .containsEntry("tool_calling", Verdict.DIFFERS)
        .containsEntry("json_output", Verdict.DIFFERS);
  }

  @Test
  void a_refusal_differs_and_a_failure_says_nothing() throws Exception {
    Bench bench = bench();
    URI base = URI.create("https://api.z.ai/api/paas/v4");
    bench.glm.wrongInChats.put(base, new ProviderError.Rejected("1210", "no images"));
    assertThat(verdicts(bench, "glm-4.6v").values()).containsOnly(Verdict.DIFFERS);

    bench.glm.wrongInChats.put(base, new ProviderError.Overloaded(null));
    assertThat(verdicts(bench, "glm-4.6v").values()).containsOnly(Verdict.UNKNOWN);
  }

  @Test
  void a_plans_key_costs_nothing() throws Exception {
    Bench bench = bench();
    assertThat(steps(bench, "glm-5.3")).allMatch(step -> step.cost() > 0);

    bench.write("config.yaml", "providers.glm.plan: true\n");
    assertThat(steps(bench, "glm-5.3")).allMatch(step -> step.cost() == 0);
  }

  @Test
  void nothing_is_asked_without_a_yes() throws Exception {
    Bench bench = bench();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Console console =
        new Console(
            new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8));

    for (Consent consent : List.<Consent>of(_ -> Optional.empty(), _ -> Optional.of(false))) {
      assertThat(exit(bench, console, consent)).isEqualTo(2);
    }
    assertThat(bench.glm.asked).isEmpty();
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("at most about $", "--yes");

    assertThat(exit(bench, console, _ -> Optional.of(true))).isZero();
    assertThat(bench.glm.asked).hasSize(7);
  }

  private static int exit(Bench bench, Console console, Consent consent) throws Exception {
    try (Network network =
        new Network(
            "test", Map.of(), Duration.ofSeconds(5), InstantSource.system(), System::nanoTime)) {
      Doctor doctor = new Doctor(bench.installed(), new Probe(network), InstantSource.system());
      DoctorCommand command = new DoctorCommand(console, doctor, run(bench), consent);
      return new CommandLine(command).execute("--live", "--model", "glm-4.7");
    }
  }
}
