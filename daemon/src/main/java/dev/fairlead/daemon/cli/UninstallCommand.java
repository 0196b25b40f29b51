package dev.fairlead.daemon.cli;

import dev.fairlead.daemon.install.Client;
import dev.fairlead.daemon.install.Installer;
import dev.fairlead.daemon.install.Installer.Plan;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Takes the daemon out of the servers of a client. */
@Command(
    name = "uninstall",
    description = {
      "Print what takes the daemon out of a client's settings again, or do it; the rest stays as it is.",
      "Exit code 0: done; 1: a file has to be edited by hand; 2: bad usage."
    })
final class UninstallCommand implements Callable<Integer> {
  private final Console console;
  private final Installer installer;
  private final InstallDesk desk;

  @Option(
      names = "--client",
      required = true,
      paramLabel = "NAME",
      completionCandidates = InstallCommand.Clients.class,
      description = "The client: ${COMPLETION-CANDIDATES}.")
  private String client = "";

  @Option(
      names = "--write",
      description = "Do it, after the difference has been shown; the file as it was is kept.")
  private boolean writes;

  @Option(names = "--yes", description = "Do not ask before it is written.")
  private boolean agreed;

  UninstallCommand(Console console, Installer installer, InstallDesk desk) {
    this.console = console;
    this.installer = installer;
    this.desk = desk;
  }

  @Override
  public Integer call() {
    Optional<Client> found = Client.named(client);
    if (found.isEmpty()) {
      console.err().println(Names.unknown("client", client, Client.names()));
      return 2;
    }
    Plan plan = installer.uninstall(found.get());
    return writes ? desk.write(plan, agreed) : desk.show(plan, false);
  }
}
