package dev.fairlead.tools;

import dev.fairlead.providers.Capability;
import dev.fairlead.providers.Effort;
import dev.fairlead.providers.Model;
import dev.fairlead.providers.Parameters;
import dev.fairlead.providers.Price;
import dev.fairlead.providers.Thinking;
import dev.fairlead.providers.catalog.Catalog;
import dev.fairlead.routing.Progress;
import dev.fairlead.routing.resilience.Deadline;
import dev.fairlead.tools.files.Gate;
import dev.fairlead.tools.files.Limits;
import dev.fairlead.tools.files.OnSecret;
import dev.fairlead.tools.files.Workspace;
import dev.fairlead.tools.jobs.MemoryJobs;
import dev.fairlead.tools.results.MemoryResults;
import dev.fairlead.tools.text.TokenEstimate;
import dev.fairlead.tools.threads.MemoryThreads;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A tool's surroundings: a workspace in a directory, a fake router, threads in memory. */
public final class Bench {
  /** Two models, the first reading text alone. */
  public static final Catalog CATALOG =
      new Catalog(
          List.of(
              model("plain-1", 20_000, Set.of(Capability.STREAMING)),
              model(
                  "seeing-1",
                  200_000,
                  Set.of(
                      Capability.STREAMING,
                      Capability.VISION,
                      Capability.THINKING,
                      Capability.FILE_UPLOAD,
                      Capability.WEB_SEARCH))));

  /** Stands in a field until a test has its directory. */
  public static final Bench UNUSED = new Bench(Path.of("nowhere"));

  /** Answers the calls. */
  public final FakeRouter router;

  /** Keeps the threads. */
  public final MemoryThreads threads = new MemoryThreads(10, 1 << 20, () -> Instant.EPOCH);

  /** What tools know of decisions before. */
  public final FakePast past = new FakePast();

  /** What the vendors keep. */
  public final FakeFiles keptFiles = new FakeFiles();

  /** How the installation is. */
  public Checkup checkup = _ -> new Health(List.of());

  /** What becomes of a file with a secret in it. */
  public OnSecret onSecret = OnSecret.MASK;

  /** Answers what the user is asked. */
  public Consent consent = Consent.NONE;

  /** Why no model may be asked, or null. */
  public @Nullable String problem;

  /** The calls that go on. */
  public final MemoryJobs jobs = new MemoryJobs(10, (_, _) -> {});

  /** What was too long. */
  public final MemoryResults results = new MemoryResults(100_000);

  /** What tools are made of. */
  public final Parts parts;

  private final Path root;

  /** A bench with its workspace in that directory. */
  public Bench(Path root) {
    this(root, CATALOG);
  }

  /** A bench with these models. */
  public Bench(Path root, Catalog catalog) {
    this.root = root;
    this.router = new FakeRouter(catalog);
    this.parts =
        new Parts(
            router,
            () -> catalog,
            threads,
            Gate.standard(Limits.STANDARD).on(() -> onSecret),
            TokenEstimate.BY_PIECES,
            Optional::empty,
            past,
            jobs,
            results,
            probe -> checkup.look(probe),
            keptFiles,
            () -> Optional.ofNullable(problem),
            () -> Instant.parse("2026-01-02T03:04:05Z"),
            "1.2.3");
  }

  /** The directory of the workspace. */
  public Path root() {
    return root;
  }

  /** Writes a file of the workspace. */
  public Bench file(String path, String text) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.resolveSibling("."));
    Files.writeString(file, text);
    return this;
  }

  /** Calls the tool with these arguments, names and values in turn. */
  public ToolResult call(Tool tool, Object... pairs) throws Exception {
    Map<String, Object> arguments = new HashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      arguments.put((String) pairs[i], pairs[i + 1]);
    }
    return call(tool, arguments);
  }

  /** Calls the tool with these arguments. */
  public ToolResult call(Tool tool, Map<String, Object> arguments) throws Exception {
    return call(tool, root, arguments, Progress.NONE);
  }

  /** Calls the tool with these arguments, for the workspace in that directory. */
  public ToolResult call(Tool tool, Path workspace, Map<String, Object> arguments)
      throws Exception {
    return call(tool, workspace, arguments, Progress.NONE);
  }

  /** Calls the tool and is told how far it is. */
  public ToolResult call(Tool tool, Map<String, Object> arguments, Progress progress)
      throws Exception {
    return call(tool, root, arguments, progress);
  }

  private ToolResult call(
      Tool tool, Path workspace, Map<String, Object> arguments, Progress progress)
      throws Exception {
    return tool.call(
        new Call(
            arguments,
            new Workspace(List.of(workspace)),
            Deadline.in(Duration.ofSeconds(60), () -> 0),
            progress,
            Duration.ofSeconds(50),
            consent));
  }

  /** A model with that window. */
  public static Model model(String id, long context, Set<Capability> capabilities) {
    return model(id, id.substring(0, id.indexOf('-')), "acme", context, capabilities);
  }

  /** A model of that provider, by another name as well. */
  public static Model model(
      String id, String alias, String provider, long context, Set<Capability> capabilities) {
    return new Model(
        id,
        List.of(alias),
        provider,
        capabilities,
        context,
        Math.min(context, 10_000),
        capabilities.contains(Capability.THINKING)
            ? new Thinking(Thinking.Mode.TOGGLE, Map.of(Effort.HIGH, "high"))
            : Thinking.NONE,
        new Price(1, 0.1, 4),
        3,
        new Parameters(Parameters.OutputLimit.MAX_TOKENS, Parameters.Sampling.FREE),
        null);
  }
}
