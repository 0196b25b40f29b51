package dev.fairlead.routing.selection;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * What models of one provider were left out for, said once for all of them: all of a provider
 * without a key, for one.
 *
 * @param models their ids, in catalog order
 * @param provider the provider's name
 * @param reasons every reason, never empty
 */
public record Cause(List<String> models, String provider, List<Reason> reasons) {
  public Cause {
    models = List.copyOf(models);
    reasons = List.copyOf(reasons);
  }

  private record Common(String provider, List<Reason> reasons) {}

  /** Those of the rejections that pass, in the order of their first models. */
  public static List<Cause> of(List<Rejection> rejections, Predicate<Rejection> told) {
    Map<Common, List<String>> models = new LinkedHashMap<>();
    for (Rejection rejection : rejections) {
      if (told.test(rejection)) {
        Common common = new Common(rejection.provider(), rejection.reasons());
        models.computeIfAbsent(common, _ -> new ArrayList<>()).add(rejection.model());
      }
    }
    List<Cause> causes = new ArrayList<>(models.size());
    models.forEach(
        (common, ids) -> causes.add(new Cause(ids, common.provider(), common.reasons())));
    return causes;
  }

  /** The reasons in words a user can act on. */
  public List<String> inWords() {
    List<String> words = new ArrayList<>(reasons.size());
    for (Reason reason : reasons) {
      words.add(reason.describe());
    }
    return words;
  }
}
