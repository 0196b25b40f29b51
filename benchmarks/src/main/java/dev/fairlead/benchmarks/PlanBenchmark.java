package dev.fairlead.benchmarks;

import dev.fairlead.providers.Access;
import dev.fairlead.providers.ApiKey;
import dev.fairlead.providers.Capability;
import dev.fairlead.providers.Model;
import dev.fairlead.providers.catalog.Catalog;
import dev.fairlead.providers.catalog.CatalogFile;
import dev.fairlead.routing.selection.Ask;
import dev.fairlead.routing.selection.Health;
import dev.fairlead.routing.selection.Plan;
import dev.fairlead.routing.selection.Requirements;
import dev.fairlead.routing.selection.Roster;
import dev.fairlead.routing.selection.Selection;
import dev.fairlead.routing.selection.Situation;
import dev.fairlead.routing.selection.Switches;
import java.net.URI;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** One plan: what a call with an image that would like to think is answered by. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class PlanBenchmark {
  private static final LocalDate TODAY = LocalDate.of(2026, 10, 1);
  private static final URI NOWHERE = URI.create("http://127.0.0.1:9/v1");

  /** How many models there are. */
  @Param({"20", "60", "200"})
  public int models;

  private final Ask ask =
      Ask.of(
          "chat",
          new Requirements(
              Set.of(Capability.VISION),
              Set.of(Capability.THINKING, Capability.STREAMING),
              null,
              20_000,
              8_192));

  private Situation situation = situation(1);

  /** Makes the catalog as large as wanted out of the models that there are, under new names. */
  @Setup
  public void fill() {
    situation = situation(models);
  }

  /** The plan. */
  @Benchmark
  public Plan plan() {
    return Selection.plan(ask, situation);
  }

  private static Situation situation(int count) {
    List<Model> known = CatalogFile.builtIn().models();
    List<Model> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      all.add(renamed(known.get(i % known.size()), i));
    }
    List<Access> keys = List.of(key("kimi"), key("glm"));
    Roster roster = new Roster(new Catalog(all), keys, Map.of(), Switches.NONE);
    return new Situation(roster, Health.GOOD, TODAY);
  }

  private static Model renamed(Model model, int number) {
    return new Model(
        model.id() + "-" + number,
        List.of(),
        model.provider(),
        model.capabilities(),
        model.context(),
        model.output(),
        model.thinking(),
        model.price(),
        model.tier(),
        model.parameters(),
        model.retirement(),
        model.exclusions());
  }

  private static Access key(String provider) {
    return new Access(
        provider + "-1", provider, NOWHERE, new ApiKey("not-a-real-key"), Access.Billing.METERED);
  }
}
