package dev.fairlead.routing.selection;

import dev.fairlead.providers.Access;
import dev.fairlead.providers.Capability;
import dev.fairlead.providers.Effort;
import dev.fairlead.providers.Model;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One attempt as planned.
 *
 * @param model the model to ask
 * @param access the key and address to ask through
 * @param using the capabilities that the attempt makes use of
 * @param effort how hard it will think, or null if it will not
 * @param degradations what it does without
 * @param estimatedCost in USD, 0 on a plan key
 * @param score its rank under the policy, higher is better
 */
public record Candidate(
    Model model,
    Access access,
    Set<Capability> using,
    @Nullable Effort effort,
    List<Degradation> degradations,
    double estimatedCost,
    double score) {
  public Candidate {
    using = Set.copyOf(using);
    degradations = List.copyOf(degradations);
  }

  /** The label of how it would run. */
  public Path path() {
    return Path.of(using);
  }
}
