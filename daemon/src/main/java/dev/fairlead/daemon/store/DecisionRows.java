package dev.fairlead.daemon.store;

import dev.fairlead.providers.Capability;
import dev.fairlead.providers.Usage;
import dev.fairlead.routing.journal.Attempt;
import dev.fairlead.routing.journal.Decision;
import dev.fairlead.routing.journal.Placement;
import dev.fairlead.routing.journal.Timing;
import dev.fairlead.routing.rollout.Arm;
import dev.fairlead.routing.selection.Ask;
import dev.fairlead.routing.selection.Candidate;
import dev.fairlead.routing.selection.Degradation;
import dev.fairlead.routing.selection.Plan;
import dev.fairlead.routing.selection.Requirements;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Decisions as rows. A row that is there already stays as it is. */
final class DecisionRows {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private static final String DECISION =
      """
      INSERT INTO decisions (id, at, tool, thread, outcome, path, model, provider, policy, asked_model,
        required, preferred, effort, input_tokens, output_tokens, candidates, rejections, degradations,
        sent, message, prompt_tokens, cached_tokens, completion_tokens, reasoning_tokens, cost_usd, took_ms,
        workspace, ask, first_token_ms, overhead_ms, lane_ms, pause_ms, ahead_ms, connect_ms, silence_ms, answer_ms,
        mode, arm, rolled_back, result, shadow)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,
        ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT DO NOTHING
      """;

  private static final String ATTEMPT =
      """
      INSERT INTO attempts (decision, number, model, answered, provider, key, path, error, error_text,
        prompt_tokens, cached_tokens, completion_tokens, reasoning_tokens, cost_usd, first_event_ms, took_ms,
        effort_wanted, effort, adjusted, start,
        overhead_ms, lane_ms, pause_ms, ahead_ms, connect_ms, silence_ms, answer_ms)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,
        ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT DO NOTHING
      """;

  private DecisionRows() {}

  /** Inserts them in the connection's transaction, as decisions of that workspace. */
  static void insert(Connection connection, List<Decision> decisions, String workspace)
      throws SQLException {
    try (PreparedStatement decision = connection.prepareStatement(DECISION);
        PreparedStatement attempt = connection.prepareStatement(ATTEMPT)) {
      for (Decision each : decisions) {
        bind(decision, values(each, workspace));
        decision.addBatch();
        int number = 0;
        for (Attempt tried : each.attempts()) {
          number++;
          bind(attempt, values(each, number, tried));
          attempt.addBatch();
        }
      }
      decision.executeBatch();
      attempt.executeBatch();
    }
  }

  private static @Nullable Object[] values(Decision decision, String workspace) {
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
      candidates(decision.plan()),
      json(
          decision.plan().rejections().stream()
              .filter(r -> r.isNews() || decision.outcome() != Decision.Outcome.ANSWERED)
              .map(r -> Map.of("model", r.model(), "provider", r.provider(), "why", r.describe()))
              .toList()),
      json(decision.degradations().stream().map(Degradation::describe).toList()),
      json(ask.leaving()),
      decision.message(),
      usage.promptTokens(),
      usage.cachedTokens(),
      usage.completionTokens(),
      usage.reasoningTokens(),
      decision.cost(),
      decision.took().toMillis(),
      workspace,
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
      shadow == null ? null : candidates(shadow)
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

  private static String candidates(Plan plan) {
    return json(plan.candidates().stream().map(DecisionRows::candidate).toList());
  }

  /** Milliseconds, to the microsecond. */
  private static double millis(Duration time) {
    return Math.round(time.toNanos() / 1e3) / 1e3;
  }

  private static Map<String, Object> candidate(Candidate candidate) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("model", candidate.model().id());
    map.put("provider", candidate.model().provider());
    map.put("key", candidate.access().id());
    map.put("path", candidate.path().label());
    map.put("score", candidate.score());
    map.put("estimated_cost_usd", candidate.estimatedCost());
    return map;
  }

  private static String labels(Set<Capability> capabilities) {
    return capabilities.stream().sorted().map(Capability::label).collect(Collectors.joining(","));
  }

  private static String json(Object value) {
    return JSON.writeValueAsString(value);
  }

  private static void bind(PreparedStatement statement, @Nullable Object[] values)
      throws SQLException {
    for (int i = 0; i < values.length; i++) {
      statement.setObject(i + 1, values[i]);
    }
  }
}
