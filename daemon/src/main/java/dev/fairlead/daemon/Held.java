package dev.fairlead.daemon;

import dev.fairlead.daemon.config.Directories;
import dev.fairlead.daemon.config.Setting;
import dev.fairlead.daemon.config.Settings;
import dev.fairlead.daemon.config.SettingsReader;
import dev.fairlead.daemon.config.Vendor;
import dev.fairlead.daemon.log.Redaction;
import dev.fairlead.daemon.store.SharedDatabase;
import dev.fairlead.providers.Model;
import dev.fairlead.providers.catalog.Catalog;
import dev.fairlead.providers.catalog.CatalogException;
import dev.fairlead.providers.catalog.CatalogFile;
import dev.fairlead.providers.text.Nearest;
import dev.fairlead.routing.selection.Roster;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Settings and models as their files have them at one moment.
 *
 * @param settings with all that is wrong with them and with the models
 * @param catalog the models; those inside if the user's file cannot be used
 * @param roster what routing makes of both
 */
record Held(Settings settings, Catalog catalog, Roster roster) {
  /** What the files have now; its keys are hidden from now on. */
  static Held read(Installation installation) {
    Directories directories = directories(installation);
    Settings read =
        new SettingsReader(installation.environment(), directories, installation.workingDirectory())
            .read();
    Redaction.hide(read.access().stream().map(access -> access.key().reveal()).toList());
    read.keeping().database().ifPresent(url -> Redaction.hide(SharedDatabase.secrets(url)));
    List<String> problems = new ArrayList<>(read.problems());
    Catalog catalog;
    try {
      catalog = CatalogFile.read(read.modelsFile());
    } catch (CatalogException e) {
      problems.add(String.valueOf(e.getMessage()));
      catalog = CatalogFile.builtIn();
    }
    String fixed = read.switches().rollout().fixed();
    if (fixed != null && catalog.find(fixed).isEmpty()) {
      problems.add(unknown(fixed, catalog));
    }
    Settings settings = read.with(problems);
    return new Held(
        settings,
        catalog,
        new Roster(catalog, settings.access(), variables(settings), settings.switches()));
  }

  private static String unknown(String fixed, Catalog catalog) {
    List<String> ids = catalog.models().stream().map(Model::id).toList();
    return Setting.FIXED_MODEL.key()
        + " ("
        + Setting.FIXED_MODEL.variable()
        + "): no model is called "
        + fixed
        + Nearest.to(fixed, ids).map(near -> ", did you mean " + near + "?").orElse("")
        + " (the command models lists them)";
  }

  /** The same with more that is wrong. */
  Held with(List<String> more) {
    List<String> problems = new ArrayList<>(settings.problems());
    problems.addAll(more);
    return more.isEmpty() ? this : new Held(settings.with(problems), catalog, roster);
  }

  /** The files that it is read from. */
  static List<Path> files(Installation installation) {
    Directories directories = directories(installation);
    List<Path> files =
        new ArrayList<>(SettingsReader.files(directories, installation.workingDirectory()));
    files.add(directories.settings().resolve("models.yaml"));
    return files;
  }

  private static Directories directories(Installation installation) {
    return Directories.of(
        System.getProperty("os.name"), installation.environment(), installation.ownHome());
  }

  /** What to set so that there is a key. */
  private static Map<String, List<String>> variables(Settings settings) {
    Map<String, List<String>> variables = new HashMap<>();
    Vendor.ALL.forEach(vendor -> variables.put(vendor.name(), vendor.keyVariables()));
    settings.servers().forEach(name -> variables.put(name, List.of("providers." + name + ".keys")));
    return variables;
  }
}
