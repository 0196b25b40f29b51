package dev.fairlead.daemon.cli;

import dev.fairlead.tools.Health;
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
    HealthReport.print(health, console, json);
    return health.exitCode();
  }
}
