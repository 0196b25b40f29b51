package dev.fairlead.routing;

import dev.fairlead.routing.journal.Decision;
import dev.fairlead.routing.resilience.Deadline;
import dev.fairlead.routing.selection.Ask;
import dev.fairlead.routing.selection.Plan;

/** Finds the model that can do a call, and has it done. Safe for use by many threads. */
public interface Router {
  /** What would be tried for that ask right now; calls nobody and changes nothing. */
  Plan plan(Ask ask);

  /**
   * The smallest window of all models in use, in tokens: an ask that needs no more is too large for
   * none of them, which is known without a plan. 0 if it is not known.
   */
  default long leastWindow() {
    return 0;
  }

  /**
   * Has the ask answered by the first candidate that can, and puts the decision into the journal
   * before it returns or throws.
   *
   * @throws RoutingException if no model could be asked or none answered in time
   * @throws InterruptedException if the calling thread was interrupted; the decision then says
   *     cancelled
   */
  Answer run(Ask ask, Prompt prompt, Deadline deadline, Progress progress)
      throws RoutingException, InterruptedException;

  /** Puts into the journal that a call was answered without asking a model, and returns that. */
  Decision answeredDirectly(Ask ask);
}
