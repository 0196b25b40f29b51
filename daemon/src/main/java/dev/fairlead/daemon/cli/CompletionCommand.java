package dev.fairlead.daemon.cli;

import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Prints what completes commands in a shell. */
@Command(
    name = "completion",
    description = {
      "Print a script that completes commands and options in bash and zsh.",
      "In ~/.bashrc: source <(fairlead completion). In ~/.zshrc, after compinit: the same."
    })
final class CompletionCommand implements Callable<Integer> {
  private final Console console;

  @Option(
      names = "--name",
      paramLabel = "WORD",
      description = "The word that starts the daemon: fairlead, unless this says otherwise.")
  private String name = "fairlead";

  @Spec private @Nullable CommandSpec spec;

  CompletionCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    CommandLine root = Objects.requireNonNull(spec).root().commandLine();
    console.say(AutoComplete.bash(name, root));
    return 0;
  }
}
