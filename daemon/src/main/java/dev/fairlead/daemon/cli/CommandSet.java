package dev.fairlead.daemon.cli;

import dev.fairlead.daemon.install.Installer;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;

/** The commands of people, each under its name. */
public final class CommandSet {
  private static final int USAGE = 2;
  private static final int WIDTH = 100;

  private final CommandLine line;

  /**
   * The commands.
   *
   * @param console where they write
   * @param version what {@code version} prints
   * @param doctor what {@code --check}, {@code doctor}, {@code models} and {@code rollout} look at
   * @param logDesk what {@code decisions}, {@code route} and {@code replay} work with
   * @param desk what {@code files} works with
   * @param storeDesk what {@code stats}, {@code export}, {@code threads}, {@code forget} and {@code
   *     database} work with
   * @param installer what {@code install} and {@code uninstall} work with
   * @param consent asks before calls that cost money and before files of others are written
   * @param demo does the demonstration
   */
  public CommandSet(
      Console console,
      String version,
      Doctor doctor,
      LogDesk logDesk,
      FileDesk desk,
      StoreDesk storeDesk,
      Installer installer,
      Consent consent,
      Callable<Integer> demo) {
    this.line = new CommandLine(CommandSpec.forAnnotatedObject(new Root()));
    line.addSubcommand("demo", new DemoCommand(demo));
    Installed installed = doctor.installed();
    line.addSubcommand(
        "check", new CheckCommand(console, () -> new HealthCheck(installed).look()), "--check");
    LocalDate today = LocalDate.ofInstant(doctor.clock().instant(), ZoneOffset.UTC);
    line.addSubcommand(
        "doctor", new DoctorCommand(console, doctor, new LiveRun(installed, today), consent));
    line.addSubcommand("decisions", new DecisionsCommand(console, logDesk, storeDesk, installed));
    line.addSubcommand("stats", new StatsCommand(console, logDesk, storeDesk, installed));
    line.addSubcommand("export", new ExportCommand(console, logDesk, storeDesk, installed));
    line.addSubcommand("threads", new ThreadsCommand(console, storeDesk));
    line.addSubcommand("forget", new ForgetCommand(console, storeDesk));
    line.addSubcommand("database", new DatabaseCommand(console, storeDesk));
    line.addSubcommand("route", new RouteCommand(console, logDesk));
    line.addSubcommand("replay", new ReplayCommand(console, logDesk, installed, doctor.clock()));
    line.addSubcommand("files", new FilesCommand(console, desk));
    line.addSubcommand("models", new ModelsCommand(console, installed, doctor.clock()));
    line.addSubcommand("rollout", new RolloutCommand(console, installed, doctor.clock()));
    InstallDesk installs = new InstallDesk(console, consent, doctor.clock());
    line.addSubcommand("install", new InstallCommand(console, installer, installs));
    line.addSubcommand("uninstall", new UninstallCommand(console, installer, installs));
    line.addSubcommand("completion", new CompletionCommand(console));
    line.addSubcommand("man", new ManCommand(console, version));
    line.addSubcommand("version", new VersionCommand(console, version), "--version", "-V");
    for (CommandLine sub : Set.copyOf(line.getSubcommands().values())) {
      sub.getCommandSpec().addOption(help());
    }
    line.getCommandSpec().addOption(help());
    line.setUsageHelpWidth(WIDTH);
    line.setOut(new PrintWriter(console.out(), true, StandardCharsets.UTF_8));
    line.setErr(new PrintWriter(console.err(), true, StandardCharsets.UTF_8));
    line.setExecutionExceptionHandler((e, _, _) -> {
      console.err().println(e.getMessage());
      return USAGE;
    });
  }

  /** Does the command of these arguments and returns the exit code. */
  public int run(String[] args) {
    return line.execute(args);
  }

  private static CommandLine.Model.OptionSpec help() {
    return CommandLine.Model.OptionSpec.builder("-h", "--help")
        .usageHelp(true)
        .description("Print this help.")
        .build();
  }

  /** What is printed when nothing is asked for. */
  @Command(
      name = "daemon",
      description = {
        "Routes the tool calls of AI IDEs to the model that can do them.",
        "Without arguments it serves MCP on stdin and stdout, which is how an IDE starts it."
      },
      synopsisSubcommandLabel = "COMMAND",
      commandListHeading = "%nCommands (each has --help):%n",
      footer = {
        "",
        "First steps:",
        "  demo                                   see what it does; needs no key and no network",
        "  export MOONSHOT_API_KEY=...            a key of Kimi; or ZAI_API_KEY=... of GLM, one is enough",
        "  --check                                is everything there? says what is missing",
        "  install                                which IDEs and agents are known",
        "  install --client claude-code --write   have one of them start the daemon",
        "",
        "When something is odd:",
        "  doctor                                 keys at the wrong address, balances, clock, proxy",
        "  decisions last                         why the last call went where it went",
        "  route                                  where a call would go, without making it",
        "",
        "Settings are in config.yaml (on Linux in ~/.config/fairlead) and, for one workspace, in its",
        ".fairlead.yaml; each has a variable, such as FAIRLEAD_TOOLS_PROFILE for tools.profile.",
        "The README lists them all.",
        "",
        "Exit codes: 0 fine, 1 degraded or not done in full, 2 cannot serve, or bad usage."
      })
  private static final class Root {}

  /** Prints the version. */
  @Command(name = "version", description = "Print the version.")
  static final class VersionCommand implements Callable<Integer> {
    private final Console console;
    private final String version;

    @CommandLine.Option(names = "--json", description = "Print JSON.")
    private boolean json;

    VersionCommand(Console console, String version) {
      this.console = console;
      this.version = version;
    }

    @Override
    public Integer call() {
      if (json) {
        console.json(
            Map.of("name", "fairlead", "version", version, "java", Runtime.version().toString()));
      } else {
        console.say("fairlead " + version + " on JDK " + Runtime.version());
      }
      return 0;
    }
  }

  /** Does the demonstration. */
  @Command(
      name = "demo",
      description =
          "Do the main job once, without a key and without a network, and show every step.")
  static final class DemoCommand implements Callable<Integer> {
    private final Callable<Integer> demo;

    DemoCommand(Callable<Integer> demo) {
      this.demo = demo;
    }

    @Override
    public Integer call() throws Exception {
      return demo.call();
    }
  }
}
