package dev.fairlead.tools;

import dev.fairlead.providers.catalog.Catalog;
import dev.fairlead.routing.Router;
import dev.fairlead.routing.selection.Policy;
import dev.fairlead.tools.files.Gate;
import dev.fairlead.tools.text.TokenEstimate;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What tools are made of.
 *
 * @param router has models answer
 * @param models the models there are; asked for at each call, since settings may change
 * @param threads the conversations that can be continued
 * @param gate the way to files
 * @param estimate guesses tokens
 * @param policy what the user wants favoured where a call does not say, empty if that is left to
 *     each tool; asked for at each call
 * @param past what was decided before
 * @param jobs the calls that went on after their client's patience
 * @param results what was too long for one answer
 * @param checkup looks at the installation
 * @param keptFiles what the vendors keep
 * @param problem why no model may be asked, if that is so; asked for before each call of one
 * @param clock the time of turns
 * @param version of this program
 */
public record Parts(
    Router router,
    Supplier<Catalog> models,
    Threads threads,
    Gate gate,
    TokenEstimate estimate,
    Supplier<Optional<Policy>> policy,
    Past past,
    Jobs jobs,
    Results results,
    Checkup checkup,
    KeptFiles keptFiles,
    Supplier<Optional<String>> problem,
    InstantSource clock,
    String version) {
  /**
   * What a call favours: what it says itself, else what the user has set for all, else what its
   * tool declares, else a balance.
   */
  public Policy policy(@Nullable Policy asked, @Nullable Policy declared) {
    if (asked != null) {
      return asked;
    }
    return policy.get().orElse(declared == null ? Policy.BALANCED : declared);
  }
}
