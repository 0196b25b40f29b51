package dev.fairlead.daemon.cli;

import dev.fairlead.daemon.cli.Health.Finding;
import dev.fairlead.daemon.cli.Health.Grade;
import dev.fairlead.daemon.config.Settings;
import dev.fairlead.daemon.config.Vendor;
import dev.fairlead.daemon.store.Database;
import dev.fairlead.daemon.store.StoreException;
import dev.fairlead.providers.Access;
import dev.fairlead.providers.Provider;
import dev.fairlead.providers.ProviderException;
import dev.fairlead.providers.catalog.Catalog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Looks at everything a daemon needs. Can be used while daemons run.
 *
 * @param settings as read
 * @param catalog the models
 * @param providers by name
 * @param database where decisions are kept
 */
public record HealthCheck(
    Settings settings, Catalog catalog, Map<String, Provider> providers, Database database) {
  private static final Duration PER_PROVIDER = Duration.ofSeconds(5);

  /** Looks; takes about five seconds at most. */
  public Health look() throws InterruptedException {
    List<Finding> findings = new ArrayList<>();
    findings.add(new Finding("java", Grade.OK, "JDK " + Runtime.version()));
    findings.addAll(configuration());
    findings.add(new Finding("catalog", Grade.OK, catalog.models().size() + " models"));
    findings.add(store());
    findings.addAll(keys());
    findings.addAll(reachable());
    return new Health(findings);
  }

  private List<Finding> configuration() {
    List<Finding> findings = new ArrayList<>();
    settings.problems().forEach(p -> findings.add(new Finding("settings", Grade.BROKEN, p)));
    settings.warnings().forEach(w -> findings.add(new Finding("settings", Grade.DEGRADED, w)));
    if (findings.isEmpty()) {
      findings.add(
          new Finding(
              "settings",
              Grade.OK,
              "read from the environment and " + settings.modelsFile().getParent()));
    }
    return findings;
  }

  private Finding store() {
    if (settings.store() == Settings.Store.MEMORY) {
      return new Finding("store", Grade.OK, "memory: decisions are not kept");
    }
    try {
      database.tryWriting();
      return new Finding("store", Grade.OK, database.file() + " can be written");
    } catch (StoreException e) {
      return new Finding("store", Grade.DEGRADED, String.valueOf(e.getMessage()));
    }
  }

  private List<Finding> keys() {
    List<Finding> findings = new ArrayList<>();
    for (Vendor vendor : Vendor.ALL) {
      long count =
          settings.access().stream().filter(a -> a.provider().equals(vendor.name())).count();
      String variables = String.join(" or ", vendor.keyVariables());
      findings.add(
          count > 0
              ? new Finding("key " + vendor.name(), Grade.OK, count + " set")
              : new Finding(
                  "key " + vendor.name(),
                  settings.access().isEmpty() ? Grade.DEGRADED : Grade.OK,
                  "none; to use " + vendor.name() + " set " + variables));
    }
    return findings;
  }

  private List<Finding> reachable() throws InterruptedException {
    List<Finding> findings = new ArrayList<>();
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Finding>> asked = new ArrayList<>();
      for (Access access : settings.access()) {
        if (!settings.switches().off().providers().contains(access.provider())) {
          asked.add(executor.submit(() -> reach(access)));
        }
      }
      for (Future<Finding> one : asked) {
        findings.add(one.get());
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("a check failed", e.getCause());
    }
    return findings;
  }

  private Finding reach(Access access) throws InterruptedException {
    String what = "provider " + access.id();
    Provider provider = providers.get(access.provider());
    if (provider == null) {
      return new Finding(what, Grade.DEGRADED, "there is no provider " + access.provider());
    }
    try {
      int models = provider.models(access, PER_PROVIDER).size();
      return new Finding(what, Grade.OK, access.base() + " lists " + models + " models");
    } catch (ProviderException e) {
      return new Finding(what, Grade.DEGRADED, access.base() + ": " + e.getMessage());
    }
  }
}
