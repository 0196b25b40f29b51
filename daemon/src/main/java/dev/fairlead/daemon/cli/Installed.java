package dev.fairlead.daemon.cli;

import dev.fairlead.daemon.config.Settings;
import dev.fairlead.daemon.store.Database;
import dev.fairlead.providers.Access;
import dev.fairlead.providers.Provider;
import dev.fairlead.providers.catalog.Catalog;
import dev.fairlead.routing.selection.Roster;
import java.util.List;
import java.util.Map;

/**
 * What this installation is made of.
 *
 * @param settings as read
 * @param catalog the models
 * @param roster which keys reach which models
 * @param providers by name
 * @param database where decisions are kept
 * @param traffic how calls fare
 * @param version of the daemon
 */
public record Installed(
    Settings settings,
    Catalog catalog,
    Roster roster,
    Map<String, Provider> providers,
    Database database,
    Traffic traffic,
    String version) {
  /** The keys that no switch takes away. */
  List<Access> access() {
    var off = settings.switches().off();
    return settings.access().stream()
        .filter(key -> !off.providers().contains(key.provider()) && !off.keys().contains(key.id()))
        .filter(key -> providers.containsKey(key.provider()))
        .toList();
  }

  /** The provider behind that key. */
  Provider provider(Access key) {
    Provider provider = providers.get(key.provider());
    if (provider == null) {
      throw new IllegalArgumentException("there is no provider " + key.provider());
    }
    return provider;
  }
}
