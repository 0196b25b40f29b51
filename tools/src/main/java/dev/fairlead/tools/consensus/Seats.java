package dev.fairlead.tools.consensus;

import dev.fairlead.providers.Model;
import dev.fairlead.providers.catalog.Catalog;
import dev.fairlead.routing.Router;
import dev.fairlead.routing.selection.Ask;
import dev.fairlead.routing.selection.Candidate;
import dev.fairlead.routing.selection.Plan;
import dev.fairlead.routing.selection.Policy;
import dev.fairlead.routing.selection.Reason;
import dev.fairlead.routing.selection.Requirements;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Who is asked: those that the caller names, or good ones of a plan. */
final class Seats {
  static final int FEWEST = 2;
  static final int MOST = 6;

  /** How many are asked where the caller names none. */
  private static final int USUAL = 3;

  private Seats() {}

  /**
   * What is wrong with the models that a caller names; empty if nothing is. A name that nothing has
   * is a slip, which is told before anybody is asked.
   */
  static Optional<String> problem(List<Seat> seats, Catalog catalog, Router router) {
    if (seats.size() < FEWEST || seats.size() > MOST) {
      return Optional.of(
          "models names %d: give %d to %d, or leave it out to have them chosen"
              .formatted(seats.size(), FEWEST, MOST));
    }
    Map<List<Object>, Integer> known = new HashMap<>();
    for (int i = 0; i < seats.size(); i++) {
      Seat seat = seats.get(i);
      Integer before = known.putIfAbsent(List.of(id(seat, catalog), seat.stance()), i);
      if (before != null) {
        return Optional.of(
            "models[%d] is %s with stance %s, as models[%d] is: give it another model or stance"
                .formatted(i, seat.model(), seat.stance().label(), before));
      }
      Optional<String> unknown = unknown(seat, router);
      if (unknown.isPresent()) {
        return Optional.of(
            "models[%d] is %s, %s: name another, or leave models out"
                .formatted(i, seat.model(), unknown.get()));
      }
    }
    return Optional.empty();
  }

  private static Optional<String> unknown(Seat seat, Router router) {
    Ask ask =
        new Ask(
            ConsensusTool.NAME, Requirements.NONE, Policy.BALANCED, seat.model(), null, List.of());
    return router.plan(ask).rejections().stream()
        .flatMap(rejection -> rejection.reasons().stream())
        .filter(Reason.NotInCatalog.class::isInstance)
        .map(Reason::describe)
        .findFirst();
  }

  /** What tells a model from others, whichever of its names the caller used. */
  private static String id(Seat seat, Catalog catalog) {
    String name = seat.model() == null ? "" : seat.model().strip();
    return catalog
        .find(name)
        .or(() -> catalog.find(name.substring(name.indexOf('/') + 1)))
        .map(Model::id)
        .orElse(name.toLowerCase(Locale.ROOT));
  }

  /**
   * The best of each vendor, then other models in the plan's order, those last that only differ
   * from one that is asked by an ending of their names. One model alone is asked for both sides.
   */
  static List<Seat> of(Plan plan) {
    List<Model> all = plan.candidates().stream().map(Candidate::model).distinct().toList();
    if (all.isEmpty()) {
      return List.of(new Seat(null, Stance.NEUTRAL, null));
    }
    if (all.size() == 1) {
      String only = all.getFirst().id();
      return List.of(new Seat(only, Stance.FOR, null), new Seat(only, Stance.AGAINST, null));
    }
    List<Model> chosen = new ArrayList<>();
    Set<String> vendors = new HashSet<>();
    add(chosen, all, model -> vendors.add(model.provider()));
    add(chosen, all, model -> chosen.stream().noneMatch(other -> areVariants(model, other)));
    add(chosen, all, _ -> true);
    return chosen.stream().map(model -> new Seat(model.id(), Stance.NEUTRAL, null)).toList();
  }

  private static void add(List<Model> chosen, List<Model> all, Predicate<Model> which) {
    for (Model model : all) {
      if (chosen.size() < USUAL && !chosen.contains(model) && which.test(model)) {
        chosen.add(model);
      }
    }
  }

  private static boolean areVariants(Model one, Model other) {
    return one.id().startsWith(other.id() + "-") || other.id().startsWith(one.id() + "-");
  }

  /** What the caller should know of a choice that is not the usual one; empty if it is. */
  static Optional<String> note(List<Seat> chosen) {
    long models = chosen.stream().map(Seat::model).distinct().count();
    if (models == 1 && chosen.size() > 1) {
      return Optional.of(
          "Only "
              + chosen.getFirst().model()
              + " can take this call now: it was asked for both sides, so nobody else was heard");
    }
    return models < USUAL && chosen.size() > 1
        ? Optional.of("Only " + models + " models can take this call now")
        : Optional.empty();
  }
}
