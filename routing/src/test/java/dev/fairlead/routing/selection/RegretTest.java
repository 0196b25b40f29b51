package dev.fairlead.routing.selection;

import static dev.fairlead.providers.Capability.STREAMING;
import static dev.fairlead.routing.testing.Models.key;
import static dev.fairlead.routing.testing.Models.model;
import static dev.fairlead.routing.testing.Models.priced;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.providers.Access;
import dev.fairlead.providers.ChatEvent.Finished;
import dev.fairlead.providers.ChatEvent.Reason;
import dev.fairlead.providers.ChatEvent.Used;
import dev.fairlead.providers.Model;
import dev.fairlead.providers.ProviderError.Unavailable;
import dev.fairlead.providers.ProviderException;
import dev.fairlead.providers.Usage;
import dev.fairlead.providers.catalog.Catalog;
import dev.fairlead.routing.CapabilityRouter;
import dev.fairlead.routing.Progress;
import dev.fairlead.routing.RouterLimits;
import dev.fairlead.routing.RoutingException;
import dev.fairlead.routing.journal.Attempt;
import dev.fairlead.routing.journal.Decision;
import dev.fairlead.routing.resilience.BreakerLimits;
import dev.fairlead.routing.resilience.Guards;
import dev.fairlead.routing.resilience.LocalBreakers;
import dev.fairlead.routing.resilience.LocalLanes;
import dev.fairlead.routing.selection.Trace.Fate;
import dev.fairlead.routing.testing.ScriptedProvider;
import dev.fairlead.routing.testing.VirtualTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/**
 * Sets the router beside one who knows what will come, and beside simpler ways of choosing, each
 * policy by its own measure of a call's worth.
 */
@Tag("slow")
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class RegretTest {
  private static final int CALLS = 2_000;
  private static final long INPUT = 4_000;
  private static final double MOST = 0.10;
  private static final Path KEPT = Path.of("..", "benchmarks", "regret.md");

  private static final List<Model> MODELS =
      List.of(
          priced(model("red-5", "red", 5), 3, 15),
          priced(model("red-4", "red", 4), 1, 4),
          priced(model("red-2", "red", 2), 0.2, 1),
          priced(model("blue-5", "blue", 5), 1.4, 4.4),
          priced(model("blue-3", "blue", 3), 0.4, 1.6),
          priced(model("blue-1", "blue", 1), 0.05, 0.2));

  private static final List<Access> KEYS = List.of(key("red-a", "red"), key("blue-a", "blue"));

  private final Trace trace = new Trace(MODELS, CALLS, INPUT, 2026);

  /** A way of choosing without looking at the policy: an order for each call, best first. */
  private interface Chooser {
    List<Integer> order(int call);

    @SuppressWarnings("UnusedVariable") // most choosers learn nothing
    default void saw(int model, Fate fate) {}
  }

  @Test
  void each_policy_comes_close_to_who_knows_the_future_and_is_ahead_of_simpler_ways(
      TestReporter reporter) throws Exception {
    Map<Policy, Map<String, Double>> regrets = new LinkedHashMap<>();
    for (Policy policy : Policy.values()) {
      double best = clairvoyant(policy);
      Map<String, Double> row = new LinkedHashMap<>();
      row.put("fairlead", 1 - routed(policy) / best);
      row.put("round robin", 1 - chosen(policy, roundRobin()) / best);
      row.put("random", 1 - chosen(policy, random()) / best);
      row.put("lowest latency", 1 - chosen(policy, lowestLatency()) / best);
      regrets.put(policy, row);
    }
    String table = table(regrets);
    reporter.publishEntry("regret", table);
    keep(table);
    regrets.forEach((policy, row) -> {
      double own = Objects.requireNonNull(row.get("fairlead"));
      assertThat(own).as(policy.label()).isLessThanOrEqualTo(MOST);
      row.forEach((other, regret) -> {
        if (!other.equals("fairlead")) {
          assertThat(own).as("%s beside %s", policy.label(), other).isLessThan(regret);
        }
      });
    });
  }

  private static void keep(String table) throws IOException {
    if (Boolean.getBoolean("fairlead.update")) {
      Files.writeString(KEPT, table);
    }
    assertThat(KEPT)
        .as("run this test with -Dfairlead.update=true and look at the difference")
        .hasContent(table);
  }

  private double clairvoyant(Policy policy) {
    double sum = 0;
    for (int i = 0; i < CALLS; i++) {
      double best = 0;
      for (int m = 0; m < MODELS.size(); m++) {
        Fate fate = trace.fate(i, m);
        if (!fate.fails()) {
          best = Math.max(best, worth(policy, m, fate.cost(), fate.took()));
        }
      }
      sum += best;
    }
    return sum;
  }

  private static double worth(Policy policy, int model, double cost, double seconds) {
    return Score.of(policy, MODELS.get(model).tier(), cost, seconds);
  }

  private double chosen(Policy policy, Chooser chooser) {
    double sum = 0;
    for (int i = 0; i < CALLS; i++) {
      double seconds = 0;
      for (int model : chooser.order(i)) {
        Fate fate = trace.fate(i, model);
        chooser.saw(model, fate);
        seconds += fate.took();
        if (!fate.fails()) {
          sum += worth(policy, model, fate.cost(), seconds);
          break;
        }
      }
    }
    return sum;
  }

  private static List<Integer> all() {
    return new ArrayList<>(IntStream.range(0, MODELS.size()).boxed().toList());
  }

  private static Chooser roundRobin() {
    return call -> {
      List<Integer> order = all();
      Collections.rotate(order, -call);
      return order;
    };
  }

  private static Chooser random() {
    Random random = new Random(1);
    return _ -> {
      List<Integer> order = all();
      Collections.shuffle(order, random);
      return order;
    };
  }

  /** The average of the last answers; who was never asked comes first. */
  private static Chooser lowestLatency() {
    double[] average = new double[MODELS.size()];
    return new Chooser() {
      @Override
      public List<Integer> order(int call) {
        List<Integer> order = all();
        order.sort(Comparator.comparingDouble(model -> average[model]));
        return order;
      }

      @Override
      public void saw(int model, Fate fate) {
        if (!fate.fails()) {
          average[model] =
              average[model] == 0 ? fate.took() : 0.9 * average[model] + 0.1 * fate.took();
        }
      }
    };
  }

  private double routed(Policy policy) throws InterruptedException {
    VirtualTime time = new VirtualTime();
    int[] call = new int[1];
    ScriptedProvider red = vendor("red", time, call);
    ScriptedProvider blue = vendor("blue", time, call);
    Roster roster = new Roster(new Catalog(MODELS), KEYS, Map.of(), Switches.NONE);
    CapabilityRouter router =
        new CapabilityRouter(
            () -> roster,
            Map.of("red", red, "blue", blue),
            new Guards(
                new LocalBreakers(BreakerLimits.DEFAULT, time::now),
                new LocalLanes(_ -> 1, Duration.ofSeconds(1))),
            _ -> {},
            time.outside(),
            RouterLimits.DEFAULT);
    Requirements needs = Requirements.NONE.preferring(STREAMING).input(INPUT).output(1_000);
    Ask ask = new Ask("chat", needs, policy, null, null, List.of());
    double sum = 0;
    for (int i = 0; i < CALLS; i++) {
      call[0] = i;
      long early = Trace.GAP.toNanos() * i - time.nanos();
      time.pass(Duration.ofNanos(Math.max(0, early)));
      try {
        Decision decision =
            router
                .run(ask, _ -> List.of(), time.in(Duration.ofMinutes(15)), Progress.NONE)
                .decision();
        Attempt last = decision.attempts().getLast();
        int model = index(last.model());
        sum += worth(policy, model, decision.cost(), decision.took().toMillis() / 1e3);
      } catch (RoutingException _) {
        // worth nothing
      }
    }
    return sum;
  }

  private ScriptedProvider vendor(String name, VirtualTime time, int[] number) {
    return new ScriptedProvider(name)
        .otherwise(call -> {
          Fate fate = trace.fate(number[0], index(call.request().model().id()));
          time.pass(seconds(fate.first()));
          if (fate.fails()) {
            throw new ProviderException(new Unavailable(503));
          }
          call.say("begun");
          time.pass(seconds(fate.took() - fate.first()));
          call.events().accept(new Used(new Usage(INPUT, 0, fate.output(), 0)));
          call.events().accept(new Finished(Reason.STOP, call.request().model().id()));
        });
  }

  private static Duration seconds(double seconds) {
    return Duration.ofNanos((long) (seconds * 1e9));
  }

  private static int index(String id) {
    return MODELS.stream().map(Model::id).toList().indexOf(id);
  }

  private static String table(Map<Policy, Map<String, Double>> regrets) {
    StringBuilder table =
        new StringBuilder(
            """
            # Regret

            How far each way of choosing stays behind one who knows what will come, in per cent of what that one
            reaches; by each policy's own measure of a call's worth (strength, price, time), over %,d calls on one
            seeded trace: two vendors, six models, speeds that drift, slow hours, outages of a model and of a vendor.
            Simulated time. `RegretTest` makes this table, and fails where it no longer holds.

            | policy | fairlead | round robin | random | lowest latency |
            |---|---|---|---|---|
            """
                .formatted(CALLS));
    regrets.forEach((policy, row) -> {
      table.append("| ").append(policy.label());
      row.values()
          .forEach(regret -> table.append(String.format(Locale.ROOT, " | %.1f %%", 100 * regret)));
      table.append(" |\n");
    });
    return table.toString();
  }
}
