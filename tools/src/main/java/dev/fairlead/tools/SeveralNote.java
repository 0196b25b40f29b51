package dev.fairlead.tools;

import dev.fairlead.providers.Usage;
import dev.fairlead.routing.journal.Attempt;
import dev.fairlead.routing.journal.Decision;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The note on a result to which several models were asked at once. */
final class SeveralNote {
  private SeveralNote() {}

  /** What answered and what did not; the names of those that did give way first. */
  static String line(List<Decision> decisions, @Nullable String thread) {
    List<String> names =
        decisions.stream()
            .flatMap(decision -> RoutingNote.answering(decision).stream())
            .map(Attempt::model)
            .distinct()
            .toList();
    long answered = decisions.stream().filter(SeveralNote::isAnswered).count();
    String tool = decisions.getFirst().plan().ask().tool();
    List<String> clauses = new ArrayList<>();
    clauses.add(tool + ": " + answered + " of " + decisions.size() + " answered");
    failed(decisions).ifPresent(clauses::add);
    int degraded = decisions.stream().mapToInt(decision -> decision.degradations().size()).sum();
    if (degraded > 0) {
      clauses.add(degraded + " degraded");
    }
    String brief = String.join(" | ", clauses);
    if (!names.isEmpty()) {
      clauses.add(1, String.join(", ", names));
    }
    String whole = String.join(" | ", clauses);
    double cost = decisions.stream().mapToDouble(Decision::cost).sum();
    return RoutingNote.line(
        whole.length() <= RoutingNote.ROOM ? whole : brief,
        " | " + RoutingNote.dollars(cost),
        thread);
  }

  private static Optional<String> failed(List<Decision> decisions) {
    List<Decision> failed = decisions.stream().filter(each -> !isAnswered(each)).toList();
    if (failed.isEmpty()) {
      return Optional.empty();
    }
    String more = failed.size() == 1 ? "" : " and " + (failed.size() - 1) + " more";
    return Optional.of("failed " + failure(failed.getFirst()) + more);
  }

  private static String failure(Decision decision) {
    String asked = decision.plan().ask().model();
    if (decision.attempts().isEmpty()) {
      return (asked == null ? "" : asked + " ") + "(" + decision.outcome().label() + ")";
    }
    Attempt last = decision.attempts().getLast();
    String kind = last.error() == null ? decision.outcome().label() : last.error().kind();
    return last.model() + " (" + kind + ")";
  }

  /** All of them in a list, and what they come to. */
  static Map<String, Object> data(List<Decision> decisions, @Nullable String thread) {
    Map<String, Object> data = new LinkedHashMap<>();
    long answered = decisions.stream().filter(SeveralNote::isAnswered).count();
    data.put("asked", decisions.size());
    data.put("answered", answered);
    data.put(
        "decisions",
        decisions.stream()
            .map(decision -> RoutingNote.data(decision, null))
            .collect(Collectors.toList()));
    data.put(
        "usage",
        RoutingNote.data(decisions.stream().map(Decision::usage).reduce(Usage.NONE, Usage::plus)));
    data.put("cost_usd", decisions.stream().mapToDouble(Decision::cost).sum());
    data.put(
        "took_ms",
        decisions.stream()
            .map(Decision::took)
            .max(Comparator.naturalOrder())
            .orElse(Duration.ZERO)
            .toMillis());
    if (thread != null) {
      data.put("thread", thread);
    }
    return data;
  }

  private static boolean isAnswered(Decision decision) {
    return decision.outcome() == Decision.Outcome.ANSWERED;
  }
}
