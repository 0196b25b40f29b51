package dev.fairlead.daemon.cli;

import dev.fairlead.daemon.config.Directories;
import dev.fairlead.daemon.config.Settings;
import dev.fairlead.daemon.config.SettingsReader;
import dev.fairlead.daemon.store.Database;
import dev.fairlead.providers.Provider;
import dev.fairlead.providers.catalog.Catalog;
import dev.fairlead.providers.catalog.CatalogException;
import dev.fairlead.providers.catalog.CatalogFile;
import dev.fairlead.routing.resilience.Breakers.Resting;
import dev.fairlead.routing.selection.Roster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An installation in a directory of its own, whose vendors are fakes. */
final class Bench {
  final FakeProvider kimi = new FakeProvider("kimi");
  final FakeProvider glm = new FakeProvider("glm");
  final FakeProvider own = new FakeProvider("own");
  final Map<String, String> environment = new HashMap<>();
  final List<Resting> resting = new ArrayList<>();
  final Path directory;

  Bench(Path directory) {
    this.directory = directory;
  }

  Bench with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  /** The file of that name beside the settings. */
  Path file(String name) {
    return directory.resolve(name);
  }

  Bench write(String name, String text) throws IOException {
    Files.writeString(file(name), text);
    return this;
  }

  Installed installed() throws CatalogException {
    Settings settings =
        new SettingsReader(
                environment, new Directories(directory, directory.resolve("state")), directory)
            .read();
    Catalog catalog = CatalogFile.read(settings.modelsFile());
    Map<String, Provider> providers = new LinkedHashMap<>();
    providers.put("kimi", kimi);
    providers.put("glm", glm);
    providers.put("own", own);
    return new Installed(
        settings,
        catalog,
        new Roster(catalog, settings.access(), Map.of(), settings.switches()),
        providers,
        new Database(directory.resolve("state/fairlead.db"), null),
        new QuietTraffic(
            new Roster(catalog, settings.access(), Map.of(), settings.switches()), resting),
        "1.2.3");
  }
}
