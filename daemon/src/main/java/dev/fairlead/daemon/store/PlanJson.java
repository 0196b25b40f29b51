package dev.fairlead.daemon.store;

import dev.fairlead.providers.text.JsonValues;
import dev.fairlead.routing.selection.Candidate;
import dev.fairlead.routing.selection.Cause;
import dev.fairlead.routing.selection.Plan;
import dev.fairlead.routing.selection.Rejection;
import dev.fairlead.tools.text.DataBinding;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** A plan as JSON: the models that could do it, and those that could not. */
final class PlanJson {
  private static final int LENGTH = 1_024;

  /** What was left out last and how that reads: most calls leave out the same, for the same. */
  private static volatile @Nullable Told last;

  private PlanJson() {}

  private record Told(List<Rejection> rejections, boolean all, String text) {}

  static String candidates(Plan plan) {
    StringWriter written = new StringWriter(LENGTH);
    try (JsonGenerator json = DataBinding.plain().createGenerator(written)) {
      json.writeStartArray();
      for (Candidate candidate : plan.candidates()) {
        json.writeStartObject();
        json.writeStringProperty("model", candidate.model().id());
        json.writeStringProperty("provider", candidate.model().provider());
        json.writeStringProperty("key", candidate.access().id());
        json.writeStringProperty("path", candidate.path().label());
        json.writeNumberProperty("score", Math.round(candidate.score() * 1e4) / 1e4);
        json.writeNumberProperty("estimated_cost_usd", candidate.estimatedCost());
        json.writeEndObject();
      }
      json.writeEndArray();
    }
    return written.toString();
  }

  /**
   * The models that were left out, in one entry where they were for the same.
   *
   * @param all also those that were left out only because another was asked for by name
   */
  static String rejections(Plan plan, boolean all) {
    Told told = last;
    if (told == null || told.all() != all || !told.rejections().equals(plan.rejections())) {
      told = new Told(plan.rejections(), all, text(plan.rejections(), all));
      last = told;
    }
    return told.text();
  }

  private static String text(List<Rejection> rejections, boolean all) {
    List<Map<String, Object>> entries = new ArrayList<>();
    for (Cause cause : Cause.of(rejections, one -> all || one.isNews())) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("why", String.join("; ", cause.inWords()));
      one.put("provider", cause.provider());
      one.put("models", cause.models());
      entries.add(one);
    }
    return JsonValues.text(entries);
  }
}
