package dev.fairlead.daemon.cli;

import dev.fairlead.daemon.cli.ModelsFile.NotWritten;
import dev.fairlead.providers.Capability;
import dev.fairlead.providers.Model;
import dev.fairlead.providers.text.Nearest;
import dev.fairlead.routing.selection.Ask;
import dev.fairlead.routing.selection.Health;
import dev.fairlead.routing.selection.Requirements;
import dev.fairlead.routing.selection.Selection;
import dev.fairlead.routing.selection.Situation;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Prints the catalog, or in what the vendors' lists differ from it. */
@Command(
    name = "models",
    description = {
      "Print the models that can be asked, and what they can do.",
      "With --refresh, ask each key for its list and print in what it differs from the catalog:",
      "exit code 0 nothing differs, 1 something differs or could not be asked, 2 bad usage."
    })
final class ModelsCommand implements Callable<Integer> {
  private static final int USAGE = 2;

  /** Nobody could be asked, or not everything is as it should be. */
  private static final int DEGRADED = 1;

  private final Console console;
  private final Installed installed;
  private final InstantSource clock;

  @Option(names = "--json", description = "Print JSON instead of a table.")
  private boolean json;

  @Option(
      names = "--provider",
      split = ",",
      paramLabel = "NAME",
      description = "Only models of these providers.")
  private List<String> providers = new ArrayList<>();

  @Option(
      names = "--can",
      split = ",",
      paramLabel = "WHAT",
      description = "Only models that can do all of this in one call, such as vision,thinking.")
  private List<String> wanted = new ArrayList<>();

  @Option(names = "--usable", description = "Only models that the settings let be asked.")
  private boolean usable;

  @Option(names = "--refresh", description = "Compare with what the vendors list.")
  private boolean refresh;

  @Option(
      names = "--write",
      description = "With --refresh: put new and changed models into models.yaml.")
  private boolean write;

  ModelsCommand(Console console, Installed installed, InstantSource clock) {
    this.console = console;
    this.installed = installed;
    this.clock = clock;
  }

  @Override
  public Integer call() throws InterruptedException {
    String wrong = wrong();
    if (!wrong.isEmpty()) {
      console.err().println(wrong);
      return USAGE;
    }
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    return refresh ? refresh(today) : print(today);
  }

  private String wrong() {
    if (write && !refresh) {
      return "--write goes with --refresh";
    }
    if (refresh && (usable || !wanted.isEmpty())) {
      return "--refresh goes with --provider, --write and --json alone";
    }
    Set<String> known =
        Stream.concat(
                installed.catalog().models().stream().map(Model::provider),
                installed.providers().keySet().stream())
            .collect(Collectors.toSet());
    for (String provider : providers) {
      if (!known.contains(provider)) {
        return "there is no provider " + provider + nearest(provider, known);
      }
    }
    Set<String> labels =
        Stream.of(Capability.values()).map(Capability::label).collect(Collectors.toSet());
    for (String word : wanted) {
      if (!labels.contains(word.toLowerCase(Locale.ROOT))) {
        return "there is no capability " + word + nearest(word, labels);
      }
    }
    return "";
  }

  private static String nearest(String word, Set<String> known) {
    return Nearest.to(word, known)
        .map(near -> ", did you mean " + near + "?")
        .orElseGet(() -> ": one of " + known.stream().sorted().collect(Collectors.joining(", ")));
  }

  private int print(LocalDate today) {
    Set<String> ready =
        Selection.plan(
                Ask.of("models", Requirements.NONE.output(1)),
                new Situation(installed.roster(), Health.GOOD, today))
            .candidates()
            .stream()
            .map(candidate -> candidate.model().id())
            .collect(Collectors.toSet());
    EnumSet<Capability> can = EnumSet.noneOf(Capability.class);
    wanted.forEach(word -> can.add(Capability.valueOf(word.toUpperCase(Locale.ROOT))));
    List<Model> models =
        installed.catalog().models().stream()
            .filter(model -> providers.isEmpty() || providers.contains(model.provider()))
            .filter(model -> model.can(can))
            .filter(model -> !usable || ready.contains(model.id()))
            .toList();
    if (json) {
      console.json(models.stream().map(m -> ModelTable.data(m, ready.contains(m.id()))).toList());
    } else {
      console.say(ModelTable.of(models, ready).toString());
    }
    return 0;
  }

  private int refresh(LocalDate today) throws InterruptedException {
    boolean nobody =
        installed.access().stream()
            .noneMatch(key -> providers.isEmpty() || providers.contains(key.provider()));
    if (nobody) {
      console
          .err()
          .println(
              "no vendor was asked: there is no key for it; scripts/daemon --check says how to set one");
      return DEGRADED;
    }
    List<Difference> differences = new Refresh(installed, today).look(new HashSet<>(providers));
    Set<String> written = Set.of();
    if (write) {
      try {
        written = new ModelsFile(installed.settings().modelsFile()).write(differences, today);
      } catch (NotWritten e) {
        console.err().println(e.getMessage());
      }
    }
    if (json) {
      console.json(RefreshReport.data(differences, written));
    } else {
      RefreshReport.print(differences, written, installed.settings().modelsFile(), console);
    }
    return differences.stream().anyMatch(Difference::alarm) ? DEGRADED : 0;
  }
}
