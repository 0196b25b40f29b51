package dev.fairlead.daemon.cli;

import dev.fairlead.daemon.store.Database;
import dev.fairlead.daemon.store.DecisionLog;
import dev.fairlead.tools.decisions.DecisionTable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The main job once, for a reader who has never seen it: a real daemon in a process of its own,
 * spoken to as an IDE would, with both vendors simulated on loopback.
 */
public final class Demo {
  private static final int LAST = 20;
  private static final JsonMapper JSON = JsonMapper.shared();

  private final Console console;
  private final List<String> daemon;
  private final List<String> simulator;
  private final String launcher;

  /**
   * A demonstration.
   *
   * @param console where it is shown
   * @param daemon the command that starts a daemon
   * @param simulator the command that starts the simulated vendors
   * @param launcher the script that an IDE would start
   */
  public Demo(Console console, List<String> daemon, List<String> simulator, String launcher) {
    this.console = console;
    this.daemon = daemon;
    this.simulator = simulator;
    this.launcher = launcher;
  }

  /** Shows it, and returns the exit code. */
  public int run() throws Exception {
    Path workspace = Files.createTempDirectory("fairlead-demo");
    Process vendors = start();
    try {
      JsonNode bases = JSON.readTree(vendors.inputReader(StandardCharsets.UTF_8).readLine());
      copySample(workspace.resolve("Invoice.java"));
      console.say(
          "Fairlead, shown on simulated vendors: no key, no network, nothing leaves this machine.");
      try (ChildDaemon child = new ChildDaemon(daemon, environment(bases, workspace), workspace)) {
        showPlan(child);
        showCall(child);
      }
      showDecision(workspace);
      showWhatIsNext();
      return 0;
    } finally {
      vendors.destroy();
      vendors.waitFor(2, TimeUnit.SECONDS);
      delete(workspace);
    }
  }

  private Process start() throws IOException {
    List<String> command = new ArrayList<>(simulator);
    command.addAll(List.of("--port", "0", "--until-eof", "--fault", "slow-events"));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  private static Map<String, String> environment(JsonNode bases, Path workspace) {
    Map<String, String> environment = new LinkedHashMap<>();
    environment.put("MOONSHOT_API_KEY", "demo-key-that-is-not-real");
    environment.put("MOONSHOT_BASE_URL", bases.path("kimi").asString());
    environment.put("ZAI_API_KEY", "demo-key-that-is-not-real");
    environment.put("ZAI_BASE_URL", bases.path("glm").asString());
    environment.put("XDG_CONFIG_HOME", workspace.resolve(".config").toString());
    environment.put("FAIRLEAD_WORKSPACE", workspace.toString());
    environment.put("FAIRLEAD_STATE_DIRECTORY", workspace.resolve(".state").toString());
    return environment;
  }

  private static Map<String, Object> request() {
    Map<String, Object> arguments = new LinkedHashMap<>();
    arguments.put("step", "Is the total right for every invoice?");
    arguments.put("relevant_files", List.of("Invoice.java"));
    return arguments;
  }

  private void showPlan(ChildDaemon child) throws IOException {
    heading("1. The request, as an IDE sends it");
    console.say("tools/call codereview " + JSON.writeValueAsString(request()));
    heading("2. The plan: which models can do it, in which order, and why the others cannot");
    Map<String, Object> ask = new LinkedHashMap<>();
    ask.put("tool", "codereview");
    ask.put("files", List.of("Invoice.java"));
    console.say(text(child.call("route_explain", ask, _ -> {})));
  }

  private void showCall(ChildDaemon child) throws IOException {
    heading("3. The call: what the IDE is told while the model works");
    JsonNode result = child.call("codereview", request(), line -> console.say("  ... " + line));
    heading("4. The answer, with the line that says how it was routed");
    console.say(text(result));
  }

  private void showDecision(Path workspace) throws Exception {
    heading("5. The decision, as it is on disk (scripts/daemon decisions)");
    DecisionLog log = new DecisionLog(new Database(workspace.resolve(".state/fairlead.db"), null));
    console.say(DecisionTable.of(log.last(LAST)).toString());
  }

  private void showWhatIsNext() {
    heading("Next: give it to your IDE, with a key of your own in MOONSHOT_API_KEY or ZAI_API_KEY");
    console.say("claude mcp add fairlead -- \"" + launcher + "\"");
  }

  private void heading(String text) {
    console.say("");
    console.say("== " + text);
  }

  private static String text(JsonNode result) {
    return result.path("content").path(0).path("text").asString("");
  }

  private static void copySample(Path target) throws IOException {
    try (InputStream sample =
        Objects.requireNonNull(Demo.class.getResourceAsStream("Invoice.java.txt"))) {
      Files.copy(sample, target);
    }
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> all = Files.walk(directory)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}
