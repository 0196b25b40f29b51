package dev.fairlead.daemon.cli;

import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints the manual page. */
@Command(
    name = "man",
    description = "Print the manual page, made of these helps; fairlead man | man -l - shows it.")
final class ManCommand implements Callable<Integer> {
  private final Console console;
  private final String version;

  @Spec private @Nullable CommandSpec spec;

  ManCommand(Console console, String version) {
    this.console = console;
    this.version = version;
  }

  @Override
  public Integer call() {
    console.out().print(new ManPage(Objects.requireNonNull(spec).root(), version).text());
    return 0;
  }
}
