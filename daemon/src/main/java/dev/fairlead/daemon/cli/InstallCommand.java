package dev.fairlead.daemon.cli;

import dev.fairlead.daemon.install.Client;
import dev.fairlead.daemon.install.Installer;
import dev.fairlead.daemon.install.Installer.Plan;
import dev.fairlead.daemon.install.Predecessor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Puts the daemon among the servers of a client. */
@Command(
    name = "install",
    description = {
      "Print what a client's settings have to say so that it starts the daemon, or write it.",
      "Without --client: which clients are known, and where their settings are.",
      "Keys are named, never copied. Exit code 0: done; 1: a file has to be edited by hand; 2: bad usage."
    })
final class InstallCommand implements Callable<Integer> {
  private final Console console;
  private final Installer installer;
  private final InstallDesk desk;

  @Option(
      names = "--client",
      paramLabel = "NAME",
      completionCandidates = Clients.class,
      description = "The client: ${COMPLETION-CANDIDATES}.")
  private @Nullable String client;

  @Option(
      names = "--write",
      description = "Write it, after the difference has been shown; the file as it was is kept.")
  private boolean writes;

  @Option(names = "--yes", description = "Do not ask before it is written.")
  private boolean agreed;

  @Option(
      names = "--ask",
      description = "Leave approvals out: the client asks before it calls a tool.")
  private boolean asks;

  @Option(
      names = "--from",
      paramLabel = "SERVER",
      completionCandidates = Predecessors.class,
      description =
          "Take over what the client's entry of that server has: ${COMPLETION-CANDIDATES}.")
  private @Nullable String from;

  InstallCommand(Console console, Installer installer, InstallDesk desk) {
    this.console = console;
    this.installer = installer;
    this.desk = desk;
  }

  /** The names of clients. */
  static final class Clients extends Names {
    Clients() {
      super(Client.names());
    }
  }

  /** The names of servers that came before. */
  static final class Predecessors extends Names {
    Predecessors() {
      super(Predecessor.names());
    }
  }

  @Override
  public Integer call() {
    if (client == null) {
      list();
      return 0;
    }
    Optional<Client> found = Client.named(client);
    if (found.isEmpty()) {
      console.err().println(Names.unknown("client", client, Client.names()));
      return 2;
    }
    Optional<Predecessor> before = Optional.ofNullable(from).flatMap(Predecessor::named);
    if (from != null && before.isEmpty()) {
      console.err().println(Names.unknown("server to take over from", from, Predecessor.names()));
      return 2;
    }
    Plan plan = installer.install(found.get(), !asks, before);
    return writes ? desk.write(plan, agreed) : desk.show(plan, true);
  }

  private void list() {
    Client.all()
        .forEach((name, known) -> {
          Path file = installer.file(known);
          console.say(
              "%-16s%-20s%s%s"
                  .formatted(
                      name, known.title(), file, Files.exists(file) ? "" : " (not there yet)"));
        });
  }
}
