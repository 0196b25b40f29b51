package dev.fairlead.daemon.cli;

import dev.fairlead.daemon.config.Keeping;
import dev.fairlead.daemon.config.Settings;
import dev.fairlead.daemon.config.Vendor;
import dev.fairlead.daemon.store.Database;
import dev.fairlead.daemon.store.RolloutLog;
import dev.fairlead.daemon.store.SharedDatabase;
import dev.fairlead.daemon.store.SharedState;
import dev.fairlead.daemon.store.StoreException;
import dev.fairlead.providers.Access;
import dev.fairlead.providers.ProviderError;
import dev.fairlead.providers.ProviderException;
import dev.fairlead.routing.rollout.Rollout;
import dev.fairlead.routing.rollout.Standing;
import dev.fairlead.tools.Health;
import dev.fairlead.tools.Health.Finding;
import dev.fairlead.tools.Health.Grade;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

/** Looks at everything a daemon needs. Can be used while daemons run. */
public record HealthCheck(Installed installed) {
  private static final Duration PER_PROVIDER = Duration.ofSeconds(5);

  /** Looks; takes about five seconds at most. */
  public Health look() throws InterruptedException {
    List<Finding> findings = new ArrayList<>(here());
    findings.addAll(reachable());
    return new Health(findings);
  }

  /** What can be seen without the network; for platform threads. */
  List<Finding> here() {
    List<Finding> findings = new ArrayList<>();
    findings.add(new Finding("version", Grade.OK, "fairlead " + installed.version()));
    findings.add(new Finding("java", Grade.OK, "JDK " + Runtime.version()));
    findings.addAll(configuration());
    findings.add(new Finding("catalog", Grade.OK, installed.catalog().models().size() + " models"));
    findings.add(rollout());
    findings.add(store());
    shared().ifPresent(findings::add);
    findings.addAll(keys());
    findings.addAll(new TrafficCheck(installed).look());
    return findings;
  }

  private List<Finding> configuration() {
    Settings settings = installed.settings();
    List<Finding> findings = new ArrayList<>();
    settings.problems().forEach(p -> findings.add(new Finding("settings", Grade.BROKEN, p)));
    settings.warnings().forEach(w -> findings.add(new Finding("settings", Grade.DEGRADED, w)));
    if (findings.isEmpty()) {
      findings.add(
          new Finding(
              "settings",
              Grade.OK,
              settings.files().isEmpty()
                  ? "read from the environment; there is no "
                      + settings.modelsFile().getParent()
                      + "/config.yaml"
                  : "read from the environment, " + files(settings)));
    }
    return findings;
  }

  private static String files(Settings settings) {
    return settings.files().stream().map(Path::toString).collect(Collectors.joining(", "));
  }

  private Finding rollout() {
    Rollout rollout = installed.settings().switches().rollout();
    String fixed = rollout.fixed() == null ? "the first model that can be asked" : rollout.fixed();
    String words = RolloutWords.of(rollout, fixed);
    Optional<Standing> held = Optional.empty();
    if (!installed.settings().keeping().inMemory()) {
      try {
        held =
            new RolloutLog(installed.database())
                .standing()
                .filter(turn -> turn.holds(rollout.mode()));
      } catch (StoreException _) {
        // the finding about the store says so
      }
    }
    if (held.isPresent()) {
      String back = words + "; the router was " + RolloutWords.back(held.get());
      return new Finding("rollout", Grade.DEGRADED, back);
    }
    return keyless(rollout)
        ? new Finding(
            "rollout",
            Grade.DEGRADED,
            words + "; there is no key for " + fixed + ": set one, or change routing.fixed")
        : new Finding("rollout", Grade.OK, words);
  }

  /** Whether a model is set that no key reaches. */
  private boolean keyless(Rollout rollout) {
    return Optional.ofNullable(rollout.fixed())
        .flatMap(installed.catalog()::find)
        .filter(model ->
            installed.access().stream().noneMatch(key -> key.provider().equals(model.provider())))
        .isPresent();
  }

  private Finding store() {
    Database database = installed.database();
    if (installed.settings().keeping().inMemory()) {
      return new Finding("store", Grade.OK, "memory: decisions are not kept");
    }
    try {
      database.tryWriting();
      return new Finding("store", Grade.OK, database.file() + " can be written");
    } catch (StoreException e) {
      return new Finding("store", Grade.DEGRADED, String.valueOf(e.getMessage()));
    }
  }

  /** The database of a team, if one is named. */
  private Optional<Finding> shared() {
    Keeping keeping = installed.settings().keeping();
    if (keeping.database().isEmpty() || keeping.inMemory()) {
      return Optional.empty();
    }
    String what = "shared database";
    try {
      SharedState state =
          SharedState.of(SharedDatabase.at(keeping.database().get()), installed.database());
      String waiting = "; " + state.waiting() + " rows are still to go there";
      if (state.problem().isPresent()) {
        return Optional.of(new Finding(what, Grade.DEGRADED, state.problem().get() + waiting));
      }
      return Optional.of(
          state.missing().isEmpty()
              ? new Finding(what, Grade.OK, state.name() + ", schema " + state.version() + waiting)
              : new Finding(
                  what,
                  Grade.DEGRADED,
                  state.name()
                      + ": this role may not "
                      + String.join(", ", state.missing())
                      + ": have its owner run what daemon database --sql prints"));
    } catch (StoreException e) {
      return Optional.of(new Finding(what, Grade.DEGRADED, String.valueOf(e.getMessage())));
    }
  }

  private List<Finding> keys() {
    Settings settings = installed.settings();
    List<Finding> findings = new ArrayList<>();
    for (Vendor vendor : Vendor.ALL) {
      List<String> names = keys(vendor.name());
      String variables = String.join(" or ", vendor.keyVariables());
      findings.add(
          !names.isEmpty()
              ? set(vendor.name(), names)
              : new Finding(
                  "key " + vendor.name(),
                  settings.access().isEmpty() ? Grade.DEGRADED : Grade.OK,
                  "none; to use " + vendor.name() + " set " + variables));
    }
    for (String server : settings.servers()) {
      findings.add(set(server, keys(server)));
    }
    return findings;
  }

  private static Finding set(String provider, List<String> names) {
    return new Finding(
        "key " + provider,
        Grade.OK,
        names.isEmpty() ? "none" : names.size() + " set: " + String.join(", ", names));
  }

  /** The names of a provider's keys. */
  private List<String> keys(String provider) {
    return installed.settings().access().stream()
        .filter(access -> access.provider().equals(provider))
        .map(Access::id)
        .toList();
  }

  /** Whether the vendors answer, asked all at once. */
  List<Finding> reachable() throws InterruptedException {
    return Together.all(
        installed.access().stream()
            .map(access -> (Callable<Finding>) () -> reach(access))
            .toList());
  }

  private Finding reach(Access access) throws InterruptedException {
    String what = "provider " + access.id();
    String where = access.base() + " (" + access.region().label() + ")";
    try {
      int models = installed.provider(access).models(access, PER_PROVIDER).size();
      return new Finding(what, Grade.OK, where + " lists " + models + " models", access.id());
    } catch (ProviderException e) {
      boolean lasting =
          e.error() instanceof ProviderError.Unauthorized
              || e.error() instanceof ProviderError.NoBalance;
      return new Finding(
          what,
          lasting ? Grade.BROKEN : Grade.DEGRADED,
          where + ": " + e.getMessage(),
          access.id());
    }
  }
}
