package dev.fairlead.daemon.store;

import dev.fairlead.providers.text.JsonValues;
import dev.fairlead.routing.selection.Candidate;
import dev.fairlead.routing.selection.Cause;
import dev.fairlead.routing.selection.Plan;
import dev.fairlead.routing.selection.Rejection;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** A plan as JSON: the models that could do it, and those that could not. */
final class PlanJson {
  private PlanJson() {}

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

  /** The models that were left out, in one entry where they were for the same. */
  static String rejections(Plan plan, Predicate<Rejection> told) {
    List<Map<String, Object>> all = new ArrayList<>();
    for (Cause cause : Cause.of(plan.rejections(), told)) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("why", String.join("; ", cause.inWords()));
      one.put("provider", cause.provider());
      one.put("models", cause.models());
      all.add(one);
    }
    return JsonValues.text(all);
  }
}
