package dev.fairlead.daemon.cli;

import dev.fairlead.daemon.store.RolloutLog;
import dev.fairlead.daemon.store.StoreException;
import dev.fairlead.providers.Model;
import dev.fairlead.routing.rollout.Advice;
import dev.fairlead.routing.rollout.Mode;
import dev.fairlead.routing.rollout.Rollout;
import dev.fairlead.routing.rollout.Standing;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Says how the roll-out goes, and what to do next. */
@Command(
    name = "rollout",
    description = {
      "Compare the calls that the router chose the model of with those of the set model.",
      "Say promote, hold or roll back: exit code 0, or 1 to roll back or where the router was given up."
    })
final class RolloutCommand implements Callable<Integer> {
  private static final int USAGE = 2;

  private final Console console;
  private final Installed installed;
  private final InstantSource clock;

  @Option(
      names = "--since",
      paramLabel = "TIME",
      defaultValue = "24h",
      converter = Stretch.class,
      description = "How far back, such as 90m, 24h or 7d (default: ${DEFAULT-VALUE}).")
  private Duration since = Duration.ofDays(1);

  @Option(
      names = "--resume",
      description = "Have calls go through the router again after it was given up.")
  private boolean resume;

  @Option(names = "--json", description = "Print JSON instead of text.")
  private boolean json;

  RolloutCommand(Console console, Installed installed, InstantSource clock) {
    this.console = console;
    this.installed = installed;
    this.clock = clock;
  }

  @Override
  public Integer call() throws StoreException {
    if (installed.settings().keeping().inMemory()) {
      console.err().println("nothing is recorded while store.kind is memory: set it to sqlite");
      return USAGE;
    }
    Instant now = clock.instant();
    RolloutLog log = new RolloutLog(installed.database());
    Rollout rollout = installed.settings().switches().rollout();
    Optional<Standing> resumed = resume ? log.resume(rollout.mode(), now) : Optional.empty();
    RolloutLog.Comparison arms = log.since(now.minus(since));
    Optional<Standing> held = arms.standing().filter(turn -> turn.holds(rollout.mode()));
    Advice advice =
        held.map(turn -> new Advice(Advice.Step.ROLL_BACK, List.of("as happened: " + turn.why())))
            .orElseGet(() -> Advice.on(arms.fixed(), arms.router(), rollout.limits()));
    RolloutReport report =
        new RolloutReport(rollout, fixed(now), since, arms, held, advice, notes(rollout, resumed));
    if (json) {
      console.json(report.data());
    } else {
      report.lines().forEach(console::say);
    }
    return advice.step() == Advice.Step.ROLL_BACK ? 1 : 0;
  }

  private String fixed(Instant now) {
    return installed
        .roster()
        .fixed(LocalDate.ofInstant(now, ZoneOffset.UTC))
        .map(Model::id)
        .orElse("no model, as none can be asked");
  }

  private String notes(Rollout rollout, Optional<Standing> resumed) {
    if (resumed.isPresent()) {
      return "resumed: calls go through the router again, and only those from now on are judged";
    }
    if (resume) {
      return "nothing to resume: the router was not given up in this mode";
    }
    return rollout.mode() == Mode.ON && !rollout.reversible()
        ? "nothing to go back to: with routing.fixed set, calls would go there by themselves if"
            + " too many of the router's failed"
        : "";
  }
}
