package dev.fairlead.daemon.cli;

import dev.fairlead.daemon.store.AskLog.Found;
import dev.fairlead.daemon.store.Filter;
import dev.fairlead.daemon.store.StoreException;
import dev.fairlead.providers.catalog.Catalog;
import dev.fairlead.providers.catalog.CatalogException;
import dev.fairlead.providers.catalog.CatalogFile;
import dev.fairlead.routing.selection.Policy;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Plans calls of the past again and says what would have been different. */
@Command(
    name = "replay",
    description = {
      "Plan the calls of the past again, under another policy or with other models.",
      "Say what would have been different in model, cost and time. Calls nobody, changes nothing.",
      "Exit code 0: none would be lost; 1: some could not be served any more; 2: bad usage, or nothing to plan with."
    })
final class ReplayCommand implements Callable<Integer> {
  private static final int DEGRADED = 1;
  private static final int USAGE = 2;

  private final Console console;
  private final LogDesk desk;
  private final Installed installed;
  private final InstantSource clock;

  @Option(
      names = "--policy",
      paramLabel = "WORD",
      description =
          "What to favour: quality, balanced, fast, cheap. Without it: what each call favoured.")
  private @Nullable String policy;

  @Option(
      names = "--catalog",
      paramLabel = "FILE",
      description = "A models.yaml to choose from in place of the one in the settings' directory.")
  private @Nullable String catalog;

  @Option(names = "--json", description = "Print JSON with every call.")
  private boolean json;

  @Option(
      names = {"-n", "--limit"},
      paramLabel = "N",
      defaultValue = "20",
      description = "How many rows to print at most (default: ${DEFAULT-VALUE}).")
  private int limit;

  @Mixin private final Filters filters = new Filters();

  ReplayCommand(Console console, LogDesk desk, Installed installed, InstantSource clock) {
    this.console = console;
    this.desk = desk;
    this.installed = installed;
    this.clock = clock;
  }

  @Override
  public Integer call() throws StoreException {
    try {
      return replay();
    } catch (BadValue | CatalogException e) {
      console.err().println(e.getMessage());
      return USAGE;
    }
  }

  private int replay() throws StoreException, BadValue, CatalogException {
    if (limit < 1) {
      throw new BadValue("--limit: " + limit + " is too few: give 1 or more");
    }
    if (installed.roster().keys().isEmpty()) {
      throw new BadValue(
          "there is no key, and so no model to plan with; daemon --check says how to set one");
    }
    Instant now = clock.instant();
    Filter filter = filters.read(desk, installed.catalog(), now);
    Replay replay =
        new Replay(
            installed,
            models(),
            wanted(),
            desk.directory().toString(),
            LocalDate.ofInstant(now, ZoneOffset.UTC));
    Found found = desk.asks().find(filter);
    ReplayReport report = new ReplayReport(found, replay.all(found));
    if (report.calls().isEmpty()) {
      Optional<BadValue> wrong =
          filters.wrong(desk, installed.catalog(), installed.providers().keySet());
      if (wrong.isPresent()) {
        throw wrong.get();
      }
    }
    if (json) {
      console.json(report.data());
    } else {
      report.print(limit, console);
    }
    return report.calls().stream().noneMatch(Replayed::lost) ? 0 : DEGRADED;
  }

  private @Nullable Policy wanted() throws BadValue {
    if (policy == null) {
      return null;
    }
    String word = policy.strip();
    return Policy.named(word)
        .orElseThrow(() ->
            BadValue.unknown(
                "--policy", word, Stream.of(Policy.values()).map(Policy::label).toList()));
  }

  private Catalog models() throws BadValue, CatalogException {
    if (catalog == null) {
      return installed.roster().catalog();
    }
    try {
      Path file = desk.directory().resolve(catalog);
      if (!Files.exists(file)) {
        throw new BadValue("--catalog: there is no file " + file + ": name a models.yaml");
      }
      return CatalogFile.read(file);
    } catch (InvalidPathException e) {
      throw new BadValue("--catalog: " + catalog + " is no path: " + e.getReason());
    }
  }
}
