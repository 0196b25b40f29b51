package dev.fairlead.daemon.config;

import dev.fairlead.daemon.store.Contents;
import dev.fairlead.providers.Access;
import dev.fairlead.providers.Capability;
import dev.fairlead.providers.text.Nearest;
import dev.fairlead.routing.resilience.PurseLimits;
import dev.fairlead.routing.rollout.BrakeLimits;
import dev.fairlead.routing.rollout.Mode;
import dev.fairlead.routing.rollout.Rollout;
import dev.fairlead.routing.selection.Policy;
import dev.fairlead.routing.selection.Switches;
import dev.fairlead.tools.Profile;
import dev.fairlead.tools.catalog.Shown;
import dev.fairlead.tools.files.OnSecret;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Reads all places that settings come from: the user's file, the workspace's, which may only
 * narrow, and the environment; the later one wins. Whatever is wrong becomes a problem or a warning
 * of the settings, so that the daemon can start and say it.
 */
public final class SettingsReader {
  /** Another name for the variable of the store. */
  private static final String STORE_IN_SHORT = "FAIRLEAD_STORE";

  /** A workspace adds to these. */
  private static final Set<Setting> TAKING_AWAY =
      EnumSet.of(
          Setting.TOOLS_DISABLE,
          Setting.DENY_MODELS,
          Setting.OFF_PROVIDERS,
          Setting.OFF_KEYS,
          Setting.OFF_MODELS,
          Setting.OFF_CAPABILITIES);

  /** A workspace leaves of these what both name; an empty list stands for everything. */
  private static final Set<Setting> LETTING =
      EnumSet.of(
          Setting.ALLOW_MODELS,
          Setting.WORKSPACE_PROVIDERS,
          Setting.WORKSPACE_REGIONS,
          Setting.WORKSPACE_BILLING);

  /** A workspace may set a lower amount of these. */
  private static final Set<Setting> LIMITING =
      EnumSet.of(Setting.PRICE_CAP, Setting.BUDGET_DAY, Setting.BUDGET_WORKSPACE);

  private final Map<String, String> environment;
  private final Directories directories;
  private final Path workingDirectory;
  private final List<String> problems = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();
  private final Map<Setting, Given> values = new EnumMap<>(Setting.class);
  private final Map<String, Given> providers = new LinkedHashMap<>();

  /** A reader of these places. */
  public SettingsReader(
      Map<String, String> environment, Directories directories, Path workingDirectory) {
    this.environment = environment;
    this.directories = directories;
    this.workingDirectory = workingDirectory;
  }

  /** The files that settings are read from, whether they are there or not. */
  public static List<Path> files(Directories directories, Path workingDirectory) {
    return List.of(
        directories.settings().resolve("config.yaml"), workingDirectory.resolve(".fairlead.yaml"));
  }

  /** The settings that hold; to be called once. */
  public Settings read() {
    for (Setting setting : Setting.values()) {
      values.put(setting, new Given(setting.standard(), "the default"));
    }
    List<Path> files = files(directories, workingDirectory);
    layer(files.getFirst(), false);
    layer(files.getLast(), true);
    fromEnvironment();
    Values typed = new Values(values, problems);
    ProvidersReader.Read read =
        new ProvidersReader(environment, providers, problems, warnings).read();
    return new Settings(
        typed.paths(Setting.WORKSPACE, workingDirectory),
        read.access(),
        read.lanes(),
        read.servers(),
        new Shown(
            typed.word(Setting.TOOLS_PROFILE, Profile.class),
            typed.names(Setting.TOOLS_ENABLE),
            typed.names(Setting.TOOLS_DISABLE)),
        typed.choice(Setting.POLICY, Policy.class),
        switches(typed),
        new PurseLimits(
            typed.amount(Setting.BUDGET_DAY),
            typed.amount(Setting.BUDGET_WORKSPACE),
            typed.count(Setting.PLAN_CALLS).orElse(0),
            typed.duration(Setting.PLAN_WINDOW)),
        typed.duration(Setting.REST),
        typed.duration(Setting.CALL_LIMIT),
        typed.span(Setting.PATIENCE),
        typed.count(Setting.CHARACTERS),
        typed.duration(Setting.FIRST_EVENT),
        typed.duration(Setting.BETWEEN_EVENTS),
        typed.count(Setting.LANE),
        typed.paths(Setting.TRUST, workingDirectory),
        typed.duration(Setting.FILES_KEEP),
        typed.word(Setting.FILES_SECRETS, OnSecret.class),
        keeping(typed),
        typed.paths(Setting.STATE_DIRECTORY, workingDirectory).stream()
            .findFirst()
            .orElse(directories.state()),
        directories.settings().resolve("models.yaml"),
        files.stream().filter(Files::exists).toList(),
        typed.word(Setting.LOG_LEVEL, Settings.LogLevel.class),
        List.copyOf(problems),
        List.copyOf(warnings));
  }

  private static Keeping keeping(Values typed) {
    return new Keeping(
        typed.word(Setting.STORE, Keeping.Store.class),
        typed.duration(Setting.STORE_WAIT),
        typed.yes(Setting.STORE_DURABLE),
        typed.word(Setting.STORE_CONTENTS, Contents.class),
        typed.duration(Setting.STORE_KEEP),
        typed.count(Setting.STORE_ROWS).orElse(1),
        typed.count(Setting.STORE_MEGABYTES).orElse(1),
        typed.duration(Setting.THREADS_KEEP),
        typed.yes(Setting.THREADS_SHARED),
        typed.name(Setting.STORE_USER),
        typed.name(Setting.DATABASE_URL));
  }

  private static Switches switches(Values typed) {
    return new Switches(
        new Switches.Off(
            typed.names(Setting.OFF_PROVIDERS),
            typed.names(Setting.OFF_MODELS),
            typed.names(Setting.OFF_KEYS),
            typed.words(Setting.OFF_CAPABILITIES, Capability.class)),
        new Switches.Lists(typed.names(Setting.ALLOW_MODELS), typed.names(Setting.DENY_MODELS)),
        new Switches.Bounds(
            typed.names(Setting.WORKSPACE_PROVIDERS),
            typed.words(Setting.WORKSPACE_REGIONS, Access.Region.class),
            typed.words(Setting.WORKSPACE_BILLING, Access.Billing.class),
            typed.yes(Setting.SPILL),
            typed.amount(Setting.PRICE_CAP)),
        new Rollout(
            typed.word(Setting.MODE, Mode.class),
            typed.percent(Setting.CANARY_PERCENT),
            typed.name(Setting.FIXED_MODEL).orElse(null),
            new BrakeLimits(
                typed.count(Setting.ROLLBACK_CALLS).orElse(BrakeLimits.DEFAULT.calls()),
                typed.percent(Setting.ROLLBACK_ERRORS))));
  }

  private Given given(Setting setting) {
    return Objects.requireNonNull(values.get(setting));
  }

  private void layer(Path file, boolean narrowing) {
    Layer layer;
    try {
      layer = SettingsFile.read(file);
    } catch (SettingsFile.Unreadable e) {
      problems.add(e.getMessage());
      return;
    }
    layer.values().forEach((key, value) -> take(key, value, narrowing));
  }

  private void take(String key, Given value, boolean narrowing) {
    Setting setting =
        Stream.of(Setting.values()).filter(s -> s.key().equals(key)).findFirst().orElse(null);
    boolean ofProviders = key.startsWith("providers.");
    if (setting == null && !ofProviders) {
      String near = Nearest.to(key, knownKeys()).map(n -> "; did you mean " + n + "?").orElse("");
      warnings.add(value.where() + ": unknown setting " + key + " is ignored" + near);
    } else if (narrowing && (setting == null || !narrows(setting, value))) {
      warnings.add(
          value.where()
              + ": "
              + key
              + " is ignored; a workspace's file may only narrow what is allowed");
    } else if (setting == null) {
      providers.put(key.substring("providers.".length()), value);
    } else if (!narrowing) {
      values.put(setting, value);
    }
  }

  /** Narrows the setting to what the workspace says, and returns whether it may say so. */
  private boolean narrows(Setting setting, Given value) {
    if (TAKING_AWAY.contains(setting)) {
      Set<String> both = new HashSet<>(given(setting).texts());
      both.addAll(value.texts());
      values.put(setting, new Given(List.copyOf(both), value.where()));
      return true;
    }
    if (LETTING.contains(setting)) {
      leaveBoth(setting, value);
      return true;
    }
    if (LIMITING.contains(setting)) {
      Values before = new Values(Map.of(setting, given(setting)), new ArrayList<>());
      Values after = new Values(Map.of(setting, value), new ArrayList<>());
      if (after.amount(setting) <= before.amount(setting)) {
        values.put(setting, value);
        return true;
      }
    }
    if (setting == Setting.FILES_SECRETS) {
      OnSecret before =
          new Values(Map.of(setting, given(setting)), new ArrayList<>())
              .word(setting, OnSecret.class);
      if (Stream.of(OnSecret.values())
          .anyMatch(to -> to.name().equalsIgnoreCase(value.text()) && to.compareTo(before) >= 0)) {
        values.put(setting, value);
        return true;
      }
    }
    if (setting == Setting.SPILL && value.text().equalsIgnoreCase("false")) {
      values.put(setting, value);
      return true;
    }
    return false;
  }

  private void leaveBoth(Setting setting, Given value) {
    List<String> before = given(setting).texts();
    List<String> both =
        before.isEmpty()
            ? value.texts()
            : value.texts().stream()
                .filter(text -> before.stream().anyMatch(text::equalsIgnoreCase))
                .toList();
    if (both.isEmpty() && !value.texts().isEmpty()) {
      problems.add(
          value.where()
              + ": "
              + setting.key()
              + " leaves nothing of what the user's settings allow ("
              + String.join(", ", before)
              + "): name some of these");
    }
    if (!value.texts().isEmpty()) {
      values.put(setting, new Given(both, value.where()));
    }
  }

  private void fromEnvironment() {
    Set<String> known =
        new HashSet<>(
            Set.of(
                "FAIRLEAD_JAVA_HOME",
                "FAIRLEAD_JAVA_OPTS",
                "FAIRLEAD_BUILD",
                "FAIRLEAD_CLASSPATH_APPEND"));
    known.add(STORE_IN_SHORT);
    for (Setting setting : Setting.values()) {
      known.add(setting.variable());
      String value = environment.get(setting.variable());
      if (value == null && setting == Setting.STORE) {
        value = environment.get(STORE_IN_SHORT);
      }
      if (value != null && !value.isBlank()) {
        values.put(setting, new Given(Given.parts(value), setting.variable()));
      }
    }
    for (String name : environment.keySet()) {
      if (name.startsWith("FAIRLEAD_") && !known.contains(name)) {
        String near = Nearest.to(name, known).map(n -> "; did you mean " + n + "?").orElse("");
        warnings.add("unknown environment variable " + name + " is ignored" + near);
      }
    }
  }

  private static Set<String> knownKeys() {
    Set<String> keys = new HashSet<>();
    for (Setting setting : Setting.values()) {
      keys.add(setting.key().toLowerCase(Locale.ROOT));
    }
    Vendor.ALL.forEach(vendor -> keys.addAll(List.of(vendor.keysKey(), vendor.baseKey())));
    return keys;
  }
}
