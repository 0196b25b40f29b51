package dev.fairlead.daemon;

import dev.fairlead.daemon.cli.CommandSet;
import dev.fairlead.daemon.cli.Console;
import dev.fairlead.daemon.cli.Demo;
import dev.fairlead.daemon.cli.LogDesk;
import dev.fairlead.daemon.install.Installer;
import dev.fairlead.daemon.install.Surroundings;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/** Does one command for a person. */
final class Commands {
  private Commands() {}

  /** Does the command that the arguments name, and returns its exit code. */
  static int run(String[] args, Console console) {
    Installation installation = Installation.ofThisProcess();
    Assembly assembly = Assembly.of(installation);
    LogDesk logDesk = assembly.logDesk();
    Installer installer =
        new Installer(
            Surroundings.of(
                System.getProperty("os.name"), installation.ownHome(), installation.environment()),
            installation.launcher(),
            assembly.settings().modelsFile().resolveSibling("config.yaml"),
            logDesk.tools());
    CommandSet commands =
        new CommandSet(
            console,
            Installation.version(),
            assembly.doctor(),
            logDesk,
            assembly.fileDesk(),
            assembly.storeDesk(),
            installer,
            question -> ask(question, console),
            () -> demo(installation, console));
    return commands.run(args);
  }

  /** The answer of the person at the terminal; a pipe is nobody. */
  @SuppressWarnings("SystemConsoleNull") // JDK 25 gives null again where there is no terminal
  private static Optional<Boolean> ask(String question, Console console) {
    var terminal = System.console();
    if (terminal == null || !terminal.isTerminal()) {
      return Optional.empty();
    }
    console.err().print(question);
    console.err().flush();
    String answer = terminal.readLine();
    return Optional.of(answer != null && answer.strip().toLowerCase(Locale.ROOT).startsWith("y"));
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
