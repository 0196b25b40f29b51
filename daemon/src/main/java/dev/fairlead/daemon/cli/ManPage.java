package dev.fairlead.daemon.cli;

import java.util.LinkedHashSet;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The manual page: what every command's help says, as man reads it. */
record ManPage(CommandSpec root, String version) {
  String text() {
    StringBuilder page = new StringBuilder();
    page.append(".TH FAIRLEAD 1 \"\" \"fairlead ").append(escaped(version)).append("\"\n");
    page.append(".SH NAME\nfairlead \\- ")
        .append(escaped(lines(root.usageMessage().description()).findFirst().orElse("")))
        .append('\n');
    page.append(".SH SYNOPSIS\n.B fairlead\n[COMMAND] [OPTION...]\n");
    page.append(".SH DESCRIPTION\n");
    lines(root.usageMessage().description()).skip(1).forEach(line -> paragraph(page, line));
    page.append(".SH COMMANDS\n");
    for (CommandLine command : new LinkedHashSet<>(root.subcommands().values())) {
      command(page, command.getCommandSpec());
    }
    page.append(".SH NOTES\n.nf\n");
    lines(root.usageMessage().footer()).forEach(line -> page.append(escaped(line)).append('\n'));
    page.append(".fi\n");
    return page.toString();
  }

  private static void command(StringBuilder page, CommandSpec command) {
    page.append(".SS \"").append(escaped(command.name()));
    for (String alias : command.aliases()) {
      page.append(", ").append(escaped(alias));
    }
    page.append("\"\n");
    lines(command.usageMessage().description()).forEach(line -> paragraph(page, line));
    for (var parameter : command.positionalParameters()) {
      item(page, parameter.paramLabel(), described(parameter));
    }
    for (OptionSpec option : command.options()) {
      if (!option.usageHelp()) {
        String value = option.arity().max() > 0 ? " " + option.paramLabel() : "";
        item(page, String.join(", ", option.names()) + value, described(option));
      }
    }
  }

  private static void item(StringBuilder page, String name, Stream<String> lines) {
    page.append(".TP\n.B ").append(escaped(name)).append('\n');
    lines.forEach(line -> page.append(escaped(line)).append('\n'));
  }

  private static void paragraph(StringBuilder page, String line) {
    page.append(".PP\n").append(escaped(line)).append('\n');
  }

  private static Stream<String> described(ArgSpec argument) {
    Iterable<String> words = argument.completionCandidates();
    String candidates = words == null ? "" : String.join(", ", words);
    return lines(argument.description())
        .map(line -> line.replace("${COMPLETION-CANDIDATES}", candidates));
  }

  private static Stream<String> lines(String... texts) {
    return Stream.of(texts)
        .flatMap(text -> text.replace("%n", "\n").replace("%%", "%").lines())
        .map(String::stripTrailing);
  }

  /** A line must not begin like a request, and a dash is one that can be copied. */
  private static String escaped(String text) {
    String plain = text.replace("\\", "\\e").replace("-", "\\-");
    return plain.startsWith(".") || plain.startsWith("'") ? "\\&" + plain : plain;
  }
}
