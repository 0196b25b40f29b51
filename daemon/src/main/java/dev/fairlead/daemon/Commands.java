package dev.fairlead.daemon;

import dev.fairlead.daemon.cli.CommandSet;
import dev.fairlead.daemon.cli.Console;
import dev.fairlead.daemon.cli.Demo;
import dev.fairlead.daemon.cli.HealthCheck;
import java.util.Objects;

/** Does one command for a person. */
final class Commands {
  private Commands() {}

  /** Does the command that the arguments name, and returns its exit code. */
  static int run(String[] args, Console console) {
    Installation installation = Installation.ofThisProcess();
    Assembly assembly = Assembly.of(installation);
    CommandSet commands =
        new CommandSet(
            console,
            Installation.version(),
            assembly.catalog(),
            assembly.decisionLog(),
            assembly.fileDesk(),
            () ->
                new HealthCheck(
                        assembly.settings(),
                        assembly.catalog(),
                        assembly.providers(),
                        assembly.database())
                    .look(),
            () -> demo(installation, console));
    return commands.run(args);
  }

  private static int demo(Installation installation, Console console) throws Exception {
    var application =
        Objects.requireNonNull(
            installation.application(), "the demo runs from a build: use scripts/daemon demo");
    String libraries = application.resolve("lib") + "/*";
    String separator = System.getProperty("path.separator");
    return new Demo(
            console,
            installation.java(libraries, "dev.fairlead.daemon.Main"),
            installation.java(
                application.resolve("simulator/fairlead-simulator.jar") + separator + libraries,
                "dev.fairlead.simulator.Main"),
            installation.launcher())
        .run();
  }
}
