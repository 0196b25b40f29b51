package dev.fairlead.routing.selection;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A model that a plan left out.
 *
 * @param model its id
 * @param provider its provider's name
 * @param reasons every reason, never empty
 */
public record Rejection(String model, String provider, List<Reason> reasons) {
  public Rejection {
    reasons = List.copyOf(reasons);
    if (reasons.isEmpty()) {
      throw new IllegalArgumentException("a rejection of " + model + " needs a reason");
    }
  }

  /** Whether it tells the caller more than that another model was asked for by name. */
  public boolean isNews() {
    for (Reason reason : reasons) {
      if (reason instanceof Reason.NotAsked) {
        return false;
      }
    }
    return true;
  }

  /** Whether no call could have it, whatever it asks for: there is no key, or it has ended. */
  public boolean isStanding() {
    for (Reason reason : reasons) {
      if (reason instanceof Reason.NoKey || reason instanceof Reason.Retired) {
        return true;
      }
    }
    return false;
  }

  /** The model and why, in words a user can act on. */
  public String describe() {
    return model + ": " + reasons.stream().map(Reason::describe).collect(Collectors.joining("; "));
  }
}
