package dev.fairlead.routing.selection;

import static dev.fairlead.providers.Capability.FILE_UPLOAD;
import static dev.fairlead.providers.Capability.JSON_OUTPUT;
import static dev.fairlead.providers.Capability.STREAMING;
import static dev.fairlead.providers.Capability.THINKING;
import static dev.fairlead.providers.Capability.VISION;
import static dev.fairlead.providers.Capability.WEB_SEARCH;
import static dev.fairlead.routing.testing.Models.exactly;
import static dev.fairlead.routing.testing.Models.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.fairlead.providers.Capability;
import dev.fairlead.providers.Model;
import dev.fairlead.providers.catalog.Catalog;
import dev.fairlead.routing.selection.Health.KeyedModel;
import dev.fairlead.routing.selection.Health.Rest;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Compares plans with those of an oracle that works with sets and picks one model after the other:
 * six capabilities each absent, preferred or required, over eight models each well or resting.
 */
@Tag("slow")
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SelectionOracleTest {
  /** Last dropped first. */
  private static final List<Capability> BY_WORTH =
      List.of(VISION, JSON_OUTPUT, FILE_UPLOAD, THINKING, WEB_SEARCH, STREAMING);

  private static final List<Model> MODELS =
      List.of(
          exactly("m0", "red", 3, Set.of(STREAMING)),
          exactly("m1", "blue", 5, Set.of(STREAMING, THINKING, VISION)),
          exactly("m2", "red", 5, Set.of(STREAMING, THINKING, WEB_SEARCH, JSON_OUTPUT)),
          exactly("m3", "red", 4, Set.of(STREAMING, VISION, FILE_UPLOAD, WEB_SEARCH)),
          exactly("m4", "blue", 4, Set.of(THINKING, FILE_UPLOAD, JSON_OUTPUT)),
          exactly("m5", "blue", 3, Set.of(BY_WORTH.toArray(Capability[]::new))),
          exactly("m6", "red", 1, Set.of(BY_WORTH.toArray(Capability[]::new))),
          exactly("m7", "red", 4, Set.of(STREAMING, THINKING, WEB_SEARCH, VISION)));

  private static final Roster ROSTER =
      new Roster(
          new Catalog(MODELS),
          List.of(key("red-a", "red"), key("blue-a", "blue")),
          Map.of(),
          Switches.NONE);

  @Test
  void plans_are_those_of_the_oracle() {
    List<Requirements> all = requirements();
    assertThat(all).hasSize(729);
    int seen = 0;
    for (int resting = 0; resting < 256; resting++) {
      Situation situation = new Situation(ROSTER, health(resting), LocalDate.of(2026, 10, 1));
      for (Requirements needs : all) {
        Ask ask = new Ask("chat", needs, Policy.QUALITY, null, null, List.of());
        Plan plan = Selection.plan(ask, situation);
        List<String> expected = oracle(needs, resting);
        List<String> order = plan.candidates().stream().map(c -> c.model().id()).toList();
        if (!order.equals(expected)) {
          fail("%s with %s resting: %s, not %s", needs, resting, order, expected);
        }
        if (plan.rejections().size() + order.size() != MODELS.size()) {
          fail("%s with %s resting: %s", needs, resting, plan.rejections());
        }
        seen++;
      }
    }
    assertThat(seen).isEqualTo(729 * 256);
  }

  private static List<String> oracle(Requirements needs, int resting) {
    List<Model> left = new ArrayList<>();
    for (int i = 0; i < MODELS.size(); i++) {
      Set<Capability> can = MODELS.get(i).capabilities();
      if ((resting >> i & 1) == 0 && can.containsAll(needs.required())) {
        left.add(MODELS.get(i));
      }
    }
    List<Model> order = new ArrayList<>();
    while (!left.isEmpty()) {
      Model best = left.getFirst();
      for (Model other : left) {
        if (beats(other, best, needs.preferred())) {
          best = other;
        }
      }
      order.add(best);
      left.remove(best);
    }
    diversify(order, needs.preferred());
    return order.stream().map(Model::id).toList();
  }

  private static boolean beats(Model a, Model b, Set<Capability> preferred) {
    for (Capability capability : BY_WORTH) {
      boolean withA = a.capabilities().contains(capability);
      boolean withB = b.capabilities().contains(capability);
      if (preferred.contains(capability) && withA != withB) {
        return withA;
      }
    }
    return a.tier() > b.tier();
  }

  private static void diversify(List<Model> order, Set<Capability> preferred) {
    for (Model model : List.copyOf(order)) {
      if (!met(model, preferred).equals(met(order.getFirst(), preferred))) {
        return;
      }
      if (!model.provider().equals(order.getFirst().provider())) {
        order.remove(model);
        order.add(1, model);
        return;
      }
    }
  }

  private static Set<Capability> met(Model model, Set<Capability> preferred) {
    Set<Capability> met = new HashSet<>(preferred);
    met.retainAll(model.capabilities());
    return met;
  }

  private static List<Requirements> requirements() {
    List<Requirements> all = List.of(Requirements.NONE);
    for (Capability capability : BY_WORTH) {
      List<Requirements> more = new ArrayList<>(all);
      all.forEach(needs -> more.add(needs.preferring(capability)));
      all.forEach(needs -> more.add(needs.requiring(capability)));
      all = more;
    }
    return all;
  }

  private static Health health(int resting) {
    Map<KeyedModel, Rest> pairs = new HashMap<>();
    for (int i = 0; i < MODELS.size(); i++) {
      if ((resting >> i & 1) != 0) {
        Model model = MODELS.get(i);
        pairs.put(
            new KeyedModel(model.provider() + "-a", model.id()), new Rest("down", Instant.MAX));
      }
    }
    return new Health(Map.of(), pairs, Map.of());
  }
}
