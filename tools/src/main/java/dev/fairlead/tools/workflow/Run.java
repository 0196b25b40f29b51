package dev.fairlead.tools.workflow;

import dev.fairlead.tools.Threads;
import dev.fairlead.tools.expert.History;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The steps of one run of a workflow so far, as its thread tells them: those that were taken back
 * are gone, and what a finished run found stays with that run.
 *
 * @param steps oldest first
 * @param history what else was said in the thread
 */
public record Run(List<Moment> steps, History history) {
  public Run {
    steps = List.copyOf(steps);
  }

  private record Entry(Threads.Turn turn, List<Moment> moment) {
    boolean isFrom(int number) {
      return turn.answered().isEmpty() && moment.stream().anyMatch(m -> m.number() >= number);
    }
  }

  /** The run of that tool that these turns are in the middle of, before that step. */
  static Run of(String tool, List<Threads.Turn> turns, Evidence evidence, int number) {
    List<Entry> entries = new ArrayList<>();
    int begin = 0;
    for (Threads.Turn turn : turns) {
      Moment moment = turn.tool().equals(tool) ? Moment.of(turn.state()) : null;
      if (moment != null) {
        forget(entries, begin, moment.evidence(), moment.number());
      }
      entries.add(new Entry(turn, moment == null ? List.of() : List.of(moment)));
      begin = moment != null && !moment.more() ? entries.size() : begin;
    }
    forget(entries, begin, evidence, number);
    return new Run(
        entries.subList(begin, entries.size()).stream().flatMap(e -> e.moment.stream()).toList(),
        History.of(entries.stream().map(Entry::turn).toList()));
  }

  /** How many steps the run would have after one more. */
  static int next(String tool, List<Threads.Turn> turns) {
    int last = 0;
    for (Threads.Turn turn : turns) {
      Moment moment = turn.tool().equals(tool) ? Moment.of(turn.state()) : null;
      if (moment != null) {
        last = moment.more() ? moment.number() : 0;
      }
    }
    return last + 1;
  }

  /** What the tool itself last kept under that name in the run that these turns are in. */
  static Optional<String> kept(String tool, List<Threads.Turn> turns, String name) {
    String kept = "";
    for (Threads.Turn turn : turns) {
      Moment moment = turn.tool().equals(tool) ? Moment.of(turn.state()) : null;
      if (moment != null) {
        kept = moment.more() ? moment.kept().getOrDefault(name, kept) : "";
      }
    }
    return Optional.of(kept).filter(value -> !value.isEmpty());
  }

  private static void forget(List<Entry> entries, int begin, Evidence evidence, int number) {
    Integer back = evidence.backtrackFromStep();
    int from = back == null ? number : Math.min(back, number);
    entries.subList(begin, entries.size()).removeIf(entry -> entry.isFrom(from));
  }

  Run and(Moment moment) {
    List<Moment> more = new ArrayList<>(steps);
    more.add(moment);
    return new Run(more, history);
  }

  /** How many steps there are. */
  public int size() {
    return steps.size();
  }

  /** The theories so far, oldest first, once each. */
  public List<String> hypotheses() {
    return all(
        evidence -> evidence.hypothesis() == null ? List.of() : List.of(evidence.hypothesis()));
  }

  /** Everything of one kind that the steps name, once each. */
  public List<String> all(Function<Evidence, Collection<String>> kind) {
    Set<String> all = new LinkedHashSet<>();
    steps.forEach(step -> all.addAll(kind.apply(step.evidence())));
    return List.copyOf(all);
  }

  private List<String> issues() {
    return all(evidence -> evidence.issuesFound().stream().map(Evidence.Issue::inWords).toList());
  }

  /** What all steps come to, in a few lines. */
  public String summary() {
    List<String> lines = new ArrayList<>();
    add(lines, "Files checked", all(Evidence::filesChecked));
    add(lines, "Relevant files", all(Evidence::relevantFiles));
    add(lines, "Involved", all(Evidence::relevantContext));
    add(lines, "Issues", issues());
    add(
        lines,
        "Hypotheses",
        steps.stream()
            .filter(step -> step.evidence().hypothesis() != null)
            .map(step -> "step " + step.number() + ": " + step.evidence().hypothesis())
            .toList());
    return lines.stream().map(line -> "- " + line).collect(Collectors.joining("\n"));
  }

  /** What each step found, in order. */
  public List<String> findings() {
    return steps.stream()
        .filter(step -> step.evidence().findings() != null)
        .map(step -> "step " + step.number() + ": " + step.evidence().findings())
        .toList();
  }

  /** The numbers of what was found, in one sentence. */
  public String counts() {
    Evidence last = steps.getLast().evidence();
    return "%d files checked, %d relevant, %d issues, confidence %s"
        .formatted(
            all(Evidence::filesChecked).size(),
            all(Evidence::relevantFiles).size(),
            issues().size(),
            last.confidence() == null
                ? "not given"
                : last.confidence().name().toLowerCase(Locale.ROOT));
  }

  private static void add(List<String> lines, String label, List<String> items) {
    if (!items.isEmpty()) {
      lines.add(label + ": " + String.join("; ", items));
    }
  }
}
