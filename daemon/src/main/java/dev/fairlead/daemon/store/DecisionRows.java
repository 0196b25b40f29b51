package dev.fairlead.daemon.store;

import dev.fairlead.providers.Capability;
import dev.fairlead.providers.Usage;
import dev.fairlead.providers.text.JsonValues;
import dev.fairlead.routing.journal.Attempt;
import dev.fairlead.routing.journal.Decision;
import dev.fairlead.routing.journal.Placement;
import dev.fairlead.routing.journal.Timing;
import dev.fairlead.routing.rollout.Arm;
import dev.fairlead.routing.selection.Ask;
import dev.fairlead.routing.selection.Degradation;
import dev.fairlead.routing.selection.Plan;
import dev.fairlead.routing.selection.Requirements;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Decisions as rows. */
final class DecisionRows {
  private DecisionRows() {}

  /** A decision and its attempts. */
  static List<Row> of(Decision decision, Who who) {
    List<Row> rows = new ArrayList<>();
    rows.add(Row.of(Table.DECISIONS, values(decision, who)));
    int number = 0;
    for (Attempt tried : decision.attempts()) {
      number++;
      rows.add(Row.of(Table.ATTEMPTS, values(decision, number, tried)));
    }
    return rows;
  }

  private static @Nullable Object[] values(Decision decision, Who who) {
    Ask ask = decision.plan().ask();
    Requirements needs = ask.requirements();
    Attempt last = decision.attempts().isEmpty() ? null : decision.attempts().getLast();
    Usage usage = decision.usage();
    Placement placement = decision.placement();
    Arm arm = placement == null ? null : placement.arm();
    Plan shadow = placement == null ? null : placement.shadow();
    Timing timing = decision.timing();
    return new @Nullable Object[] {
      decision.id().toString(),
      decision.at().toString(),
      ask.tool(),
      ask.thread(),
      decision.outcome().label(),
      decision.path().label(),
      last == null ? null : last.model(),
      last == null ? null : last.provider(),
      ask.policy().label(),
      ask.model(),
      labels(needs.required()),
      labels(needs.preferred()),
      needs.effort() == null ? null : needs.effort().label(),
      needs.inputTokens(),
      needs.outputTokens(),
      PlanJson.candidates(decision.plan()),
      PlanJson.rejections(decision.plan(), decision.outcome() != Decision.Outcome.ANSWERED),
      json(decision.degradations().stream().map(Degradation::describe).toList()),
      json(ask.leaving().stream().map(DecisionRows::sent).toList()),
      decision.message(),
      usage.promptTokens(),
      usage.cachedTokens(),
      usage.completionTokens(),
      usage.reasoningTokens(),
      decision.cost(),
      decision.took().toMillis(),
      AskJson.write(ask, decision.bounds()),
      decision.firstToken().map(DecisionRows::millis).orElse(null),
      millis(timing.overhead()),
      millis(timing.lane()),
      millis(timing.pause()),
      millis(timing.ahead()),
      millis(timing.connect()),
      millis(timing.silence()),
      millis(timing.answer()),
      placement == null ? null : placement.mode().label(),
      arm == null ? null : arm.label(),
      placement != null && placement.back() ? 1 : 0,
      arm == null ? null : decision.result().label(),
      shadow == null ? null : PlanJson.candidates(shadow),
      who.user(),
      who.machine(),
      who.workspace(),
      who.client().get()
    };
  }

  private static @Nullable Object[] values(Decision decision, int number, Attempt attempt) {
    Usage usage = attempt.usage();
    Duration first = attempt.firstEvent();
    Timing timing = attempt.timing();
    return new @Nullable Object[] {
      decision.id().toString(),
      number,
      attempt.model(),
      attempt.answered(),
      attempt.provider(),
      attempt.key(),
      attempt.path().label(),
      attempt.error() == null ? null : attempt.error().kind(),
      attempt.error() == null ? null : attempt.error().describe(),
      usage.promptTokens(),
      usage.cachedTokens(),
      usage.completionTokens(),
      usage.reasoningTokens(),
      attempt.cost(),
      first == null ? null : first.toMillis(),
      attempt.took().toMillis(),
      attempt.thought().wanted(),
      attempt.thought().sent(),
      json(
          attempt.adjusted().stream()
              .map(adjusted -> Map.of("field", adjusted.field(), "why", adjusted.why()))
              .toList()),
      attempt.start().label(),
      millis(timing.overhead()),
      millis(timing.lane()),
      millis(timing.pause()),
      millis(timing.ahead()),
      millis(timing.connect()),
      millis(timing.silence()),
      millis(timing.answer())
    };
  }

  private static Map<String, Object> sent(Ask.Sent file) {
    return Map.of("path", file.path(), "bytes", file.bytes(), "sha256", file.sha256());
  }

  /** Milliseconds, to the microsecond. */
  private static double millis(Duration time) {
    return Math.round(time.toNanos() / 1e3) / 1e3;
  }

  private static String labels(Set<Capability> capabilities) {
    if (capabilities.isEmpty()) {
      return "";
    }
    return capabilities.stream().sorted().map(Capability::label).collect(Collectors.joining(","));
  }

  private static String json(List<?> values) {
    return values.isEmpty() ? "[]" : JsonValues.text(values);
  }
}
