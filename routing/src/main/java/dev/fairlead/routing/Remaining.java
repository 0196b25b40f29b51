package dev.fairlead.routing;

import dev.fairlead.providers.ProviderError;
import dev.fairlead.routing.resilience.Verdict;
import dev.fairlead.routing.selection.Candidate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The candidates of a plan that were not tried yet, best first. */
final class Remaining {
  private final List<Candidate> candidates;
  private final Set<Candidate> putOff = new HashSet<>();

  Remaining(List<Candidate> candidates) {
    this.candidates = new ArrayList<>(candidates);
  }

  boolean any() {
    return !candidates.isEmpty();
  }

  boolean otherKey(Candidate than) {
    return candidates.stream().anyMatch(keyOtherThan(than));
  }

  boolean otherModel(Candidate than) {
    return candidates.stream().anyMatch(modelOtherThan(than));
  }

  boolean otherProvider(Candidate than) {
    return candidates.stream().anyMatch(providerOtherThan(than));
  }

  /** Leaves out what cannot help either after that error. */
  void learn(ProviderError error, Candidate failed) {
    if (error instanceof ProviderError.TooLong(long limit)) {
      long known = limit > 0 ? limit : failed.model().context();
      candidates.removeIf(candidate -> candidate.model().context() <= known);
    }
  }

  /** Puts one back behind all others, if that was not done before; true if so. */
  boolean putOff(Candidate candidate) {
    boolean first = putOff.add(candidate);
    if (first) {
      candidates.addLast(candidate);
    }
    return first;
  }

  boolean wasPutOff(Candidate candidate) {
    return putOff.contains(candidate);
  }

  @Nullable Candidate next() {
    return take(_ -> true);
  }

  /** The candidate that the verdict asks for, or null if there is none; it is taken away. */
  @Nullable Candidate next(Verdict verdict, Candidate failed) {
    return switch (verdict) {
      case Verdict.RetrySame _ -> failed;
      case Verdict.NextKey _ -> {
        Candidate same =
            take(
                keyOtherThan(failed)
                    .and(candidate -> candidate.model().id().equals(failed.model().id())));
        yield same == null ? take(keyOtherThan(failed)) : same;
      }
      case Verdict.NextModel _ -> take(modelOtherThan(failed));
      case Verdict.NextProvider _ -> take(providerOtherThan(failed));
      case Verdict.GiveUp _ -> null;
    };
  }

  private @Nullable Candidate take(Predicate<Candidate> wanted) {
    for (int i = 0; i < candidates.size(); i++) {
      if (wanted.test(candidates.get(i))) {
        return candidates.remove(i);
      }
    }
    return null;
  }

  private static Predicate<Candidate> keyOtherThan(Candidate than) {
    return candidate -> !candidate.access().id().equals(than.access().id());
  }

  private static Predicate<Candidate> modelOtherThan(Candidate than) {
    return candidate -> !candidate.model().id().equals(than.model().id());
  }

  private static Predicate<Candidate> providerOtherThan(Candidate than) {
    return candidate -> !candidate.model().provider().equals(than.model().provider());
  }
}
