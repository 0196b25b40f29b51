package dev.fairlead.routing.selection;

import java.util.List;

/**
 * The ordered attempts for one call, and every model that was left out. A pure value.
 *
 * @param ask what it is a plan for
 * @param candidates best first; empty if no model can do it
 * @param rejections the models left out, in catalog order
 */
public record Plan(Ask ask, List<Candidate> candidates, List<Rejection> rejections) {
  public Plan {
    candidates = List.copyOf(candidates);
    rejections = List.copyOf(rejections);
  }
}
