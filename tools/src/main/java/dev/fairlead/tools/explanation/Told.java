package dev.fairlead.tools.explanation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** An explanation in words. */
final class Told {
  private static final int IN_FULL = 5;

  private Told() {}

  static String of(Explanation explained) {
    boolean planned = explained.made().decision() == null;
    List<String> lines = new ArrayList<>();
    if (!planned) {
      lines.add(explained.made().headline(explained.tool(), explained.outcome()));
    }
    lines.add(needs(explained));
    if (!planned) {
      lines.addAll(explained.made().lines(explained.outcome()));
    }
    lines.addAll(order(explained.candidates(), planned));
    if (!explained.rejected().isEmpty()) {
      lines.add("Left out:");
      lines.addAll(left(explained.rejected()));
    }
    lines.add(leaving(explained.leaving(), planned));
    lines.addAll(explained.notes());
    return String.join("\n", lines);
  }

  private static String needs(Explanation explained) {
    String thinking = explained.effort() == null ? "" : ", effort " + explained.effort();
    return "%s: requires %s; prefers %s%s; about %d tokens in, room for %d out; policy %s"
        .formatted(
            explained.tool(),
            Explanation.words(explained.required()),
            Explanation.words(explained.preferred()),
            thinking,
            explained.inputTokens(),
            explained.outputTokens(),
            explained.policy());
  }

  /** The first in full, the others by their names, and what to expect of the first. */
  private static List<String> order(List<Choice> candidates, boolean planned) {
    if (candidates.isEmpty()) {
      return List.of(planned ? "No model can do it." : "No model could do it.");
    }
    List<String> lines = new ArrayList<>();
    lines.add(planned ? "In this order:" : "Planned, in this order:");
    int rank = 1;
    for (Choice candidate : candidates.stream().limit(IN_FULL).toList()) {
      lines.add(rank++ + ". " + candidate.inWords());
    }
    if (candidates.size() > IN_FULL) {
      lines.add(
          "then "
              + candidates.stream()
                  .skip(IN_FULL)
                  .map(c -> String.format(Locale.ROOT, "%s %.3f", c.model(), c.score()))
                  .collect(Collectors.joining(", ")));
    }
    if (planned) {
      Choice first = candidates.getFirst();
      lines.add(first.expected().sentence(first.model()));
    }
    return lines;
  }

  /** Those that were left out for the same are in one line. */
  private static List<String> left(List<Left> rejected) {
    Map<Left, List<String>> models = new LinkedHashMap<>();
    for (Left one : rejected) {
      models.computeIfAbsent(one.named(""), _ -> new ArrayList<>()).add(one.model());
    }
    List<String> lines = new ArrayList<>();
    models.forEach((left, ids) -> lines.add(left.named(String.join(", ", ids)).inWords()));
    return lines;
  }

  private static String leaving(List<Leaving> leaving, boolean planned) {
    if (leaving.isEmpty()) {
      return planned ? "No file would leave the machine." : "No file left the machine.";
    }
    return (planned ? "Files that would leave the machine: " : "Files that left the machine: ")
        + leaving.stream().map(Leaving::inWords).collect(Collectors.joining(", "));
  }
}
