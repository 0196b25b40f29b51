package dev.fairlead.routing.selection;

import static dev.fairlead.routing.testing.Models.ending;
import static dev.fairlead.routing.testing.Models.exactly;
import static dev.fairlead.routing.testing.Models.excluding;
import static dev.fairlead.routing.testing.Models.key;
import static dev.fairlead.routing.testing.Models.priced;
import static dev.fairlead.routing.testing.Models.sized;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.providers.Access;
import dev.fairlead.providers.Access.Billing;
import dev.fairlead.providers.Capability;
import dev.fairlead.providers.Effort;
import dev.fairlead.providers.Model;
import dev.fairlead.providers.Retirement;
import dev.fairlead.providers.catalog.Catalog;
import dev.fairlead.routing.selection.Budget.Limit;
import dev.fairlead.routing.selection.Budget.Window;
import dev.fairlead.routing.selection.Health.KeyedModel;
import dev.fairlead.routing.selection.Health.Rest;
import dev.fairlead.routing.selection.Health.Speed;
import dev.fairlead.routing.selection.Health.Trouble;
import dev.fairlead.routing.selection.Switches.Bounds;
import dev.fairlead.routing.selection.Switches.Lists;
import dev.fairlead.routing.selection.Switches.Off;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ObjIntConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What holds of every plan, over random catalogs, asks, settings and health. */
@Tag("slow")
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SelectionPropertyTest {
  private static final int ROUNDS = 3_000;
  private static final LocalDate TODAY = LocalDate.of(2026, 10, 1);
  private static final List<String> PROVIDERS = List.of("red", "blue", "green");

  private record World(
      List<Model> models,
      List<Access> keys,
      Switches switches,
      Health health,
      Budget budget,
      Ask ask) {
    Plan plan() {
      return plan(models);
    }

    Plan plan(List<Model> others) {
      return Selection.plan(ask, new Situation(roster(others), health, TODAY, null, budget));
    }

    Roster roster(List<Model> others) {
      return new Roster(new Catalog(others), keys, Map.of(), switches);
    }
  }

  private static void always(ObjIntConsumer<World> holds) {
    for (int seed = 0; seed < ROUNDS; seed++) {
      holds.accept(world(new Random(seed)), seed);
    }
  }

  @Test
  void no_candidate_lacks_what_is_required() {
    always((world, seed) -> {
      Requirements needs = world.ask().requirements();
      for (Candidate candidate : world.plan().candidates()) {
        Model model = candidate.model();
        assertThat(model.can(needs.required())).as("seed %d", seed).isTrue();
        assertThat(model.clash(candidate.using())).as("seed %d", seed).isEmpty();
        assertThat(candidate.using()).as("seed %d", seed).containsAll(needs.required());
        assertThat(needs.inputTokens() + needs.outputTokens())
            .as("seed %d", seed)
            .isLessThanOrEqualTo(model.context());
        assertThat(needs.outputTokens()).as("seed %d", seed).isLessThanOrEqualTo(model.output());
      }
    });
  }

  @Test
  void an_ask_within_the_least_window_is_too_large_for_no_model_that_could_take_it() {
    AtomicInteger within = new AtomicInteger();
    AtomicInteger tooSmall = new AtomicInteger();
    always((world, seed) -> {
      Requirements needs = world.ask().requirements();
      long least = world.roster(world.models()).leastWindow(TODAY);
      boolean any =
          world.plan().rejections().stream()
              .map(Rejection::reasons)
              .anyMatch(why -> why.size() == 1 && why.getFirst() instanceof Reason.TooSmall);
      if (any) {
        tooSmall.incrementAndGet();
      }
      if (needs.inputTokens() + needs.outputTokens() <= least) {
        within.incrementAndGet();
        assertThat(any).as("seed %d", seed).isFalse();
      }
    });
    assertThat(within).hasPositiveValue();
    assertThat(tooSmall).hasPositiveValue();
  }

  @Test
  void no_candidate_is_denied_or_rests_or_has_ended_or_costs_too_much() {
    always((world, seed) -> {
      Switches switches = world.switches();
      for (Candidate candidate : world.plan().candidates()) {
        String model = candidate.model().id();
        String key = candidate.access().id();
        assertThat(switches.lists().deny()).as("seed %d", seed).doesNotContain(model);
        assertThat(switches.off().models()).as("seed %d", seed).doesNotContain(model);
        assertThat(switches.off().keys()).as("seed %d", seed).doesNotContain(key);
        assertThat(world.health().keys()).as("seed %d", seed).doesNotContainKey(key);
        assertThat(world.health().pairs())
            .as("seed %d", seed)
            .doesNotContainKey(new KeyedModel(key, model));
        assertThat(candidate.model().retirement()).as("seed %d", seed).isNull();
        assertThat(candidate.estimatedCost())
            .as("seed %d", seed)
            .isLessThanOrEqualTo(switches.bounds().priceCap());
        assertThat(Collections.disjoint(candidate.using(), switches.off().capabilities()))
            .as("seed %d", seed)
            .isTrue();
      }
    });
  }

  @Test
  void no_candidate_is_beyond_a_budget_or_a_window_or_a_plan_that_may_not_spill() {
    always((world, seed) -> {
      Set<String> plans =
          world.keys().stream()
              .filter(key -> key.billing() == Billing.PLAN)
              .filter(key -> !world.switches().off().keys().contains(key.id()))
              .map(Access::provider)
              .collect(Collectors.toSet());
      for (Candidate candidate : world.plan().candidates()) {
        Access key = candidate.access();
        for (Limit limit : world.budget().limits()) {
          assertThat(candidate.estimatedCost())
              .as("seed %d", seed)
              .isLessThanOrEqualTo(limit.left());
        }
        Window window = world.budget().windows().get(key.id());
        assertThat(window != null && window.usedUp()).as("seed %d", seed).isFalse();
        if (key.billing() == Billing.METERED && plans.contains(key.provider())) {
          assertThat(world.switches().bounds().spill()).as("seed %d", seed).isTrue();
        }
      }
    });
  }

  @Test
  void only_who_is_asked_for_by_name_may_answer() {
    always((world, seed) -> {
      String asked = world.ask().model();
      if (asked == null) {
        return;
      }
      for (Candidate candidate : world.plan().candidates()) {
        Model model = candidate.model();
        assertThat(asked)
            .as("seed %d", seed)
            .isIn(model.id(), model.provider() + "/" + model.id(), model.provider() + "/*");
      }
    });
  }

  @Test
  void what_rests_for_a_while_in_any_way_is_never_a_candidate_and_says_until_when() {
    always((world, seed) -> {
      for (Rejection rejection : world.plan().rejections()) {
        for (Reason reason : rejection.reasons()) {
          if (reason instanceof Reason.Resting(String why, Instant until)) {
            assertThat(why).as("seed %d", seed).isNotBlank();
            assertThat(rejection.describe()).as("seed %d", seed).contains(until.toString());
          }
        }
      }
    });
  }

  @Test
  void the_same_situation_always_gives_the_same_plan() {
    always((world, seed) -> assertThat(world.plan()).as("seed %d", seed).isEqualTo(world.plan()));
  }

  @Test
  void every_model_is_a_candidate_or_has_a_reason() {
    always((world, seed) -> {
      Plan plan = world.plan();
      Set<String> candidates =
          plan.candidates().stream().map(c -> c.model().id()).collect(Collectors.toSet());
      Set<String> rejected =
          plan.rejections().stream().map(Rejection::model).collect(Collectors.toSet());
      assertThat(Collections.disjoint(candidates, rejected)).as("seed %d", seed).isTrue();
      rejected.addAll(candidates);
      assertThat(rejected)
          .as("seed %d", seed)
          .containsAll(world.models().stream().map(Model::id).toList());
      plan.rejections().forEach(one -> assertThat(one.describe()).contains(": "));
    });
  }

  @Test
  void what_is_preferred_is_used_or_its_loss_is_shown() {
    always((world, seed) -> {
      for (Candidate candidate : world.plan().candidates()) {
        Set<String> lost =
            candidate.degradations().stream()
                .filter(degradation -> degradation.got().equals("off"))
                .map(Degradation::what)
                .collect(Collectors.toSet());
        Set<String> expected =
            world.ask().requirements().preferred().stream()
                .filter(capability -> !candidate.using().contains(capability))
                .map(Capability::label)
                .collect(Collectors.toSet());
        assertThat(lost).as("seed %d", seed).isEqualTo(expected);
      }
    });
  }

  @Test
  void one_more_capability_never_makes_a_model_inadmissible() {
    always((world, seed) -> {
      Set<String> before = ids(world.plan());
      Random random = new Random(seed);
      int place = random.nextInt(world.models().size());
      Model old = world.models().get(place);
      EnumSet<Capability> can = EnumSet.noneOf(Capability.class);
      can.addAll(old.capabilities());
      can.add(pick(random, Capability.values()));
      Model richer =
          excluding(
              priced(
                  sized(
                      exactly(old.id(), old.provider(), old.tier(), can),
                      old.context(),
                      old.output()),
                  old.price().input(),
                  old.price().output()),
              old.exclusions());
      List<Model> models = new ArrayList<>(world.models());
      if (old.retirement() == null) {
        models.set(place, richer);
      }
      assertThat(ids(world.plan(models))).as("seed %d", seed).containsAll(before);
    });
  }

  @Test
  void without_the_chosen_one_the_rest_keeps_its_order() {
    always((world, seed) -> {
      List<Candidate> before = world.plan().candidates();
      if (before.isEmpty() || world.ask().model() != null) {
        return;
      }
      Model chosen = before.getFirst().model();
      List<Model> models = new ArrayList<>(world.models());
      models.remove(chosen);
      if (models.isEmpty()) {
        return;
      }
      List<Candidate> after = world.plan(models).candidates();
      for (String provider : PROVIDERS) {
        assertThat(of(provider, after.stream()))
            .as("seed %d", seed)
            .isEqualTo(of(provider, before.stream().filter(c -> !c.model().equals(chosen))));
      }
    });
  }

  /** The order of one provider, which diversity never changes. */
  private static List<Candidate> of(String provider, Stream<Candidate> candidates) {
    return candidates.filter(c -> c.model().provider().equals(provider)).toList();
  }

  @Test
  void the_second_is_of_another_provider_where_one_does_as_much() {
    always((world, seed) -> {
      List<Candidate> order = world.plan().candidates();
      if (order.size() < 2) {
        return;
      }
      Candidate first = order.getFirst();
      boolean other =
          order.stream()
              .anyMatch(c ->
                  !c.model().provider().equals(first.model().provider())
                      && c.degradations().isEmpty());
      if (other && first.degradations().isEmpty()) {
        assertThat(order.get(1).model().provider())
            .as("seed %d", seed)
            .isNotEqualTo(first.model().provider());
      }
    });
  }

  private static Set<String> ids(Plan plan) {
    return plan.candidates().stream()
        .map(c -> c.model().id() + " " + c.access().id())
        .collect(Collectors.toSet());
  }

  private static World world(Random random) {
    List<Access> keys = new ArrayList<>();
    for (String provider : PROVIDERS) {
      for (int i = random.nextInt(3); i > 0; i--) {
        keys.add(key(provider + "-" + i, provider, pick(random, Billing.values())));
      }
    }
    List<Model> models = new ArrayList<>();
    for (int i = 1 + random.nextInt(12); i > 0; i--) {
      models.add(model(random, "m" + i));
    }
    return new World(
        models,
        keys,
        switches(random, models, keys),
        health(random, models, keys),
        budget(random, keys),
        ask(random, models));
  }

  private static Model model(Random random, String id) {
    EnumSet<Capability> can = capabilities(random, 0.6);
    Model model =
        exactly(id, pick(random, PROVIDERS.toArray(String[]::new)), 1 + random.nextInt(5), can);
    model = sized(model, 20_000 + random.nextInt(200_000), 4_000 + random.nextInt(16_000));
    model = priced(model, random.nextInt(4), random.nextInt(12));
    if (random.nextInt(3) == 0) {
      model = excluding(model, List.of(pair(random), pair(random)));
    }
    return random.nextInt(10) == 0 ? ending(model, new Retirement(TODAY, null)) : model;
  }

  private static Set<Capability> pair(Random random) {
    EnumSet<Capability> pair = EnumSet.of(pick(random, Capability.values()));
    while (pair.size() < 2) {
      pair.add(pick(random, Capability.values()));
    }
    return pair;
  }

  private static Budget budget(Random random, List<Access> keys) {
    List<Limit> limits = new ArrayList<>();
    if (random.nextInt(3) == 0) {
      limits.add(new Limit("limits.budget_day", random.nextDouble(), random.nextDouble() / 2));
    }
    if (random.nextInt(3) == 0) {
      limits.add(
          new Limit("limits.budget_workspace", random.nextDouble(), random.nextDouble() / 2));
    }
    Map<String, Window> windows = new HashMap<>();
    for (Access key : keys) {
      if (key.billing() == Billing.PLAN && random.nextBoolean()) {
        windows.put(key.id(), new Window(10, random.nextInt(13), Instant.MAX));
      }
    }
    return new Budget(limits, windows);
  }

  private static Switches switches(Random random, List<Model> models, List<Access> keys) {
    Off off =
        new Off(
            Set.of(),
            some(random, models.stream().map(Model::id).toList()),
            some(random, keys.stream().map(Access::id).toList()),
            random.nextInt(5) == 0 ? capabilities(random, 0.2) : Set.of());
    Lists lists = new Lists(Set.of(), some(random, models.stream().map(Model::id).toList()));
    double cap = random.nextBoolean() ? Double.POSITIVE_INFINITY : random.nextDouble() / 3;
    return new Switches(
        off, lists, new Bounds(Set.of(), Set.of(), Set.of(), random.nextBoolean(), cap));
  }

  private static Health health(Random random, List<Model> models, List<Access> keys) {
    Rest rest = new Rest("down", Instant.EPOCH.plusSeconds(random.nextInt(1_000_000)));
    Map<String, Trouble> troubles = new HashMap<>();
    Map<String, Rest> resting = new HashMap<>();
    some(random, keys.stream().map(Access::id).toList()).forEach(id -> resting.put(id, rest));
    Map<KeyedModel, Rest> pairs = new HashMap<>();
    Map<String, Speed> speeds = new HashMap<>();
    for (Model model : models) {
      for (Access key : keys) {
        if (random.nextInt(10) == 0) {
          pairs.put(new KeyedModel(key.id(), model.id()), rest);
        }
      }
      if (random.nextInt(3) == 0) {
        int failures = random.nextInt(10);
        troubles.put(model.id(), new Trouble(failures, failures + 1, Duration.ofSeconds(9)));
      }
      if (random.nextBoolean()) {
        Duration first = Duration.ofMillis(random.nextInt(9_000));
        speeds.put(model.id(), new Speed(first, 1 + random.nextInt(200), 1 + random.nextInt(9)));
      }
    }
    return new Health(resting, pairs, speeds, troubles);
  }

  private static Ask ask(Random random, List<Model> models) {
    Requirements needs =
        new Requirements(
            capabilities(random, 0.15),
            capabilities(random, 0.3),
            random.nextBoolean() ? null : pick(random, Effort.values()),
            random.nextInt(100_000),
            random.nextInt(10_000));
    Model one = models.get(random.nextInt(models.size()));
    String pinned =
        switch (random.nextInt(12)) {
          case 0 -> one.id();
          case 1 -> one.provider() + "/" + one.id();
          case 2 -> one.provider() + "/*";
          default -> null;
        };
    return new Ask("chat", needs, pick(random, Policy.values()), pinned, null, List.of());
  }

  private static EnumSet<Capability> capabilities(Random random, double share) {
    EnumSet<Capability> some = EnumSet.noneOf(Capability.class);
    for (Capability capability : Capability.values()) {
      if (random.nextDouble() < share) {
        some.add(capability);
      }
    }
    return some;
  }

  private static Set<String> some(Random random, List<String> all) {
    Set<String> some = new HashSet<>(all);
    some.removeIf(_ -> random.nextInt(8) != 0);
    return some;
  }

  private static <T> T pick(Random random, T[] all) {
    return all[random.nextInt(all.length)];
  }
}
