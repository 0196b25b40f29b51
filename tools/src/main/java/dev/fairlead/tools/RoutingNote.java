package dev.fairlead.tools;

import dev.fairlead.providers.Usage;
import dev.fairlead.routing.journal.Attempt;
import dev.fairlead.routing.journal.Decision;
import dev.fairlead.routing.selection.Cause;
import dev.fairlead.routing.selection.Degradation;
import dev.fairlead.routing.selection.Path;
import dev.fairlead.routing.selection.Rejection;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How a result came about: in one line for agents and in data for programs.
 *
 * @param line at most 60 tokens: model, path, what was degraded, fallback, cost, thread
 * @param data the same and more, keys in a fixed order
 */
public record RoutingNote(String line, Map<String, Object> data) {
  /** What fits beside the thread's id, which takes up to 30 tokens, in characters. */
  static final int ROOM = 84;

  /** The note on that result; empty if there was no decision. */
  public static Optional<RoutingNote> of(ToolResult result) {
    if (!result.several().isEmpty()) {
      return Optional.of(
          new RoutingNote(
              SeveralNote.line(result.several(), result.thread()),
              SeveralNote.data(result.several(), result.thread())));
    }
    Decision decision = result.decision();
    return decision == null
        ? Optional.empty()
        : Optional.of(
            new RoutingNote(line(decision, result.thread()), data(decision, result.thread())));
  }

  private static String line(Decision decision, @Nullable String thread) {
    List<String> clauses = new ArrayList<>();
    clauses.add(headline(decision));
    fallback(decision).ifPresent(clauses::add);
    if (!decision.degradations().isEmpty()) {
      clauses.add(
          decision.degradations().stream()
              .map(Degradation::describe)
              .collect(Collectors.joining(", ")));
    }
    String line = String.join(" | ", clauses);
    if (line.length() > ROOM && !decision.degradations().isEmpty()) {
      clauses.set(clauses.size() - 1, decision.degradations().size() + " degraded");
      line = String.join(" | ", clauses);
    }
    String cost = decision.attempts().isEmpty() ? "" : " | " + dollars(decision.cost());
    return line(line, cost, thread);
  }

  /** The line of these words, cut where they are too many. */
  static String line(String words, String cost, @Nullable String thread) {
    String shown = words.length() <= ROOM ? words : words.substring(0, ROOM - 3) + "...";
    return "[" + shown + cost + (thread == null ? "" : " | continuation_id " + thread) + "]";
  }

  private static String headline(Decision decision) {
    String path = decision.path().label();
    if (decision.path() == Path.DIRECT) {
      return path;
    }
    return answering(decision)
        .map(attempt -> attempt.model() + " via " + path)
        .orElseGet(() -> "no model: " + decision.outcome().label());
  }

  private static Optional<String> fallback(Decision decision) {
    List<Attempt> failed =
        decision.attempts().stream().filter(attempt -> attempt.error() != null).toList();
    if (failed.isEmpty()) {
      return Optional.empty();
    }
    Attempt last = failed.getLast();
    String kind = last.error() == null ? "" : last.error().kind();
    String more = failed.size() == 1 ? "" : " and " + (failed.size() - 1) + " more";
    return Optional.of("after " + last.model() + " (" + kind + ")" + more);
  }

  static String dollars(double cost) {
    if (cost == 0) {
      return "$0";
    }
    int places = cost < 0.01 ? 4 : 2;
    return "$" + BigDecimal.valueOf(cost).setScale(places, RoundingMode.HALF_UP).toPlainString();
  }

  /** The attempt that the answer is of. */
  static Optional<Attempt> answering(Decision decision) {
    return decision.attempts().stream()
        .filter(attempt -> attempt.error() == null)
        .reduce((_, last) -> last)
        .filter(_ -> decision.outcome() == Decision.Outcome.ANSWERED);
  }

  static Map<String, Object> data(Decision decision, @Nullable String thread) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("decision", decision.id().toString());
    data.put("outcome", decision.outcome().label());
    data.put("path", decision.path().label());
    answering(decision)
        .ifPresent(attempt -> {
          data.put("model", attempt.model());
          data.put("provider", attempt.provider());
          data.put("effort", attempt.thought().sent());
        });
    data.put("degraded", decision.degradations().stream().map(RoutingNote::data).toList());
    data.put("attempts", decision.attempts().stream().map(RoutingNote::data).toList());
    boolean answered = decision.outcome() == Decision.Outcome.ANSWERED;
    data.put(
        "rejected",
        Cause.of(decision.plan().rejections(), one -> !answered || isOfCall(one)).stream()
            .map(cause ->
                ordered(
                    "models", cause.models(),
                    "provider", cause.provider(),
                    "reasons", cause.inWords()))
            .toList());
    data.put("usage", data(decision.usage()));
    if (decision.placement() != null && decision.placement().arm() != null) {
      data.put("arm", decision.placement().arm().label());
    }
    data.put("cost_usd", decision.cost());
    data.put("took_ms", decision.took().toMillis());
    if (thread != null) {
      data.put("thread", thread);
    }
    return data;
  }

  /** An answer is not told what holds for every call; the decision it names says that as well. */
  private static boolean isOfCall(Rejection rejection) {
    return rejection.isNews() && !rejection.isStanding();
  }

  static Map<String, Object> data(Usage usage) {
    return ordered(
        "prompt_tokens",
        usage.promptTokens(),
        "cached_tokens",
        usage.cachedTokens(),
        "completion_tokens",
        usage.completionTokens(),
        "reasoning_tokens",
        usage.reasoningTokens());
  }

  private static Map<String, Object> data(Degradation degradation) {
    return ordered(
        "what", degradation.what(), "wanted", degradation.wanted(), "got", degradation.got());
  }

  private static Map<String, Object> data(Attempt attempt) {
    Map<String, Object> data =
        ordered(
            "model", attempt.model(),
            "provider", attempt.provider(),
            "key", attempt.key(),
            "path", attempt.path().label());
    if (attempt.start() != Attempt.Start.NEW) {
      data.put("start", attempt.start().label());
    }
    if (attempt.error() != null) {
      data.put("error", attempt.error().kind());
      data.put("message", attempt.error().describe());
    }
    data.put("effort_wanted", attempt.thought().wanted());
    data.put("effort", attempt.thought().sent());
    data.put(
        "adjusted",
        attempt.adjusted().stream()
            .map(adjusted -> ordered("field", adjusted.field(), "why", adjusted.why()))
            .toList());
    if (attempt.firstEvent() != null) {
      data.put("first_event_ms", attempt.firstEvent().toMillis());
    }
    data.put("took_ms", attempt.took().toMillis());
    return data;
  }

  /** A map of keys and values in turn, in this order. */
  private static Map<String, Object> ordered(Object... pairs) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      map.put((String) pairs[i], pairs[i + 1]);
    }
    return map;
  }
}
