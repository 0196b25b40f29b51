package dev.fairlead.daemon.store;

import dev.fairlead.providers.text.JsonValues;
import dev.fairlead.routing.selection.Candidate;
import dev.fairlead.routing.selection.Plan;
import dev.fairlead.routing.selection.Reason;
import dev.fairlead.routing.selection.Rejection;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** A plan as JSON: the models that could do it, and those that could not. */
final class PlanJson {
  private PlanJson() {}

  /** What models have in common that were left out for the same. */
  private record Cause(String provider, List<Reason> reasons) {}

  static String candidates(Plan plan) {
    List<Map<String, Object>> all = new ArrayList<>();
    for (Candidate candidate : plan.candidates()) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("model", candidate.model().id());
      one.put("provider", candidate.model().provider());
      one.put("key", candidate.access().id());
      one.put("path", candidate.path().label());
      one.put("score", Math.round(candidate.score() * 1e4) / 1e4);
      one.put("estimated_cost_usd", candidate.estimatedCost());
      all.add(one);
    }
    return JsonValues.text(all);
  }

  /**
   * The models that were left out, in one entry where they were for the same reasons: a whole
   * vendor's without a key would otherwise be most of a row.
   */
  static String rejections(Plan plan, Predicate<Rejection> told) {
    Map<Cause, List<String>> causes = new LinkedHashMap<>();
    for (Rejection rejection : plan.rejections()) {
      if (told.test(rejection)) {
        causes
            .computeIfAbsent(
                new Cause(rejection.provider(), rejection.reasons()), _ -> new ArrayList<>())
            .add(rejection.model());
      }
    }
    List<Map<String, Object>> all = new ArrayList<>();
    causes.forEach((cause, models) -> {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put(
          "why", cause.reasons().stream().map(Reason::describe).collect(Collectors.joining("; ")));
      one.put("provider", cause.provider());
      one.put("models", models);
      all.add(one);
    });
    return JsonValues.text(all);
  }
}
