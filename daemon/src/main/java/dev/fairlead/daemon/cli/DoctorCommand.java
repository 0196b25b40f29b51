package dev.fairlead.daemon.cli;

import dev.fairlead.daemon.cli.LiveRun.Outcome;
import dev.fairlead.daemon.cli.LiveRun.Step;
import dev.fairlead.daemon.cli.LiveRun.Verdict;
import dev.fairlead.providers.Model;
import dev.fairlead.tools.Health;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Says what is wrong with the installation, and what would mend it. */
@Command(
    name = "doctor",
    description = {
      "Look closer than --check: balances, keys at the wrong address, clock, proxy.",
      "With --live ask every model once for each thing that the catalog says it can do."
    })
final class DoctorCommand implements Callable<Integer> {
  private static final int USAGE = 2;

  private final Console console;
  private final Doctor doctor;
  private final LiveRun live;
  private final Consent consent;

  @Option(names = "--json", description = "Print JSON instead of text.")
  private boolean json;

  @Option(
      names = "--live",
      description = "Make small calls, which cost money; says how much first.")
  private boolean makesCalls;

  @Option(names = "--yes", description = "Do not ask before the calls of --live.")
  private boolean agreed;

  @Option(names = "--model", split = ",", paramLabel = "ID", description = "Only these models.")
  private List<String> models = new ArrayList<>();

  @Option(
      names = "--provider",
      split = ",",
      paramLabel = "NAME",
      description = "Only models of these providers.")
  private List<String> providers = new ArrayList<>();

  DoctorCommand(Console console, Doctor doctor, LiveRun live, Consent consent) {
    this.console = console;
    this.doctor = doctor;
    this.live = live;
    this.consent = consent;
  }

  @Override
  public Integer call() throws InterruptedException {
    if (makesCalls) {
      return live();
    }
    if (agreed || !models.isEmpty() || !providers.isEmpty()) {
      console.err().println("--yes, --model and --provider go with --live");
      return USAGE;
    }
    Health health = doctor.look();
    HealthReport.print(health, console, json);
    return health.exitCode();
  }

  private int live() throws InterruptedException {
    for (String name : models) {
      if (doctor.installed().catalog().find(name).isEmpty()) {
        console.err().println(name + " is not in the catalog: see the command models");
        return USAGE;
      }
    }
    List<Step> steps = live.steps(this::fits);
    if (steps.isEmpty()) {
      console.err().println("no model that fits can be asked: see the command models --usable");
      return USAGE;
    }
    console.err().println(LiveReport.estimate(steps));
    if (!agreed) {
      Optional<Boolean> answer = consent.to("Make these calls? [y/N] ");
      if (answer.isEmpty()) {
        console.err().println("there is no terminal to ask at: add --yes to make these calls");
        return USAGE;
      }
      if (!answer.get()) {
        return USAGE;
      }
    }
    List<Outcome> outcomes = live.run(steps);
    if (json) {
      console.json(LiveReport.data(outcomes));
    } else {
      LiveReport.print(outcomes, console);
    }
    return outcomes.stream().allMatch(outcome -> outcome.verdict() == Verdict.AGREES) ? 0 : 1;
  }

  private boolean fits(Model model) {
    boolean named =
        models.isEmpty()
            || models.stream()
                .flatMap(name -> doctor.installed().catalog().find(name).stream())
                .anyMatch(found -> found.id().equals(model.id()));
    return named && (providers.isEmpty() || providers.contains(model.provider()));
  }
}
