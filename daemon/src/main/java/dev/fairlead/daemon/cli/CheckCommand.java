package dev.fairlead.daemon.cli;

import dev.fairlead.daemon.cli.Health.Finding;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Says how the installation is. */
@Command(
    name = "check",
    description =
        "Look at everything a daemon needs: exit code 0 healthy, 1 degraded, 2 cannot serve.")
final class CheckCommand implements Callable<Integer> {
  private final Console console;
  private final Callable<Health> look;

  @Option(names = "--json", description = "Print JSON instead of text.")
  private boolean json;

  CheckCommand(Console console, Callable<Health> look) {
    this.console = console;
    this.look = look;
  }

  @Override
  public Integer call() throws Exception {
    Health health = look.call();
    if (json) {
      console.json(
          Map.of(
              "grade",
              word(health.grade()),
              "findings",
              health.findings().stream()
                  .map(
                      f -> Map.of("what", f.what(), "grade", word(f.grade()), "detail", f.detail()))
                  .toList()));
    } else {
      for (Finding finding : health.findings()) {
        console.say(
            String.format(
                "%-9s %-18s %s", word(finding.grade()), finding.what(), finding.detail()));
      }
      console.say(
          switch (health.grade()) {
            case OK -> "healthy";
            case DEGRADED -> "degraded: what is marked does not work, the rest does";
            case BROKEN -> "cannot serve: mend what is marked broken";
          });
    }
    return health.exitCode();
  }

  private static String word(Health.Grade grade) {
    return grade.name().toLowerCase(Locale.ROOT);
  }
}
