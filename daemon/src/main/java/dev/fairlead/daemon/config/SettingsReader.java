package dev.fairlead.daemon.config;

import dev.fairlead.providers.Access;
import dev.fairlead.providers.ApiKey;
import dev.fairlead.providers.Capability;
import dev.fairlead.providers.text.Nearest;
import dev.fairlead.routing.selection.Policy;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
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
  private static final Set<Setting> NARROWING =
      EnumSet.of(Setting.DENY_MODELS, Setting.OFF_PROVIDERS, Setting.OFF_CAPABILITIES);

  private final Map<String, String> environment;
  private final Directories directories;
  private final Path workingDirectory;
  private final List<String> problems = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();
  private final Map<Setting, List<String>> values = new EnumMap<>(Setting.class);
  private final Map<String, List<String>> vendors = new LinkedHashMap<>();

  /** A reader of these places. */
  public SettingsReader(
      Map<String, String> environment, Directories directories, Path workingDirectory) {
    this.environment = environment;
    this.directories = directories;
    this.workingDirectory = workingDirectory;
  }

  /** The settings that hold; to be called once. */
  public Settings read() {
    for (Setting setting : Setting.values()) {
      values.put(setting, setting.standard());
    }
    layer(directories.settings().resolve("config.yaml"), false);
    layer(workingDirectory.resolve(".fairlead.yaml"), true);
    fromEnvironment();
    Values typed = new Values(values, problems);
    return new Settings(
        typed.paths(Setting.WORKSPACE, workingDirectory),
        access(),
        typed.word(Setting.POLICY, Policy.class),
        texts(Setting.ALLOW_MODELS),
        texts(Setting.DENY_MODELS),
        Set.copyOf(texts(Setting.OFF_PROVIDERS)),
        typed.words(Setting.OFF_CAPABILITIES, Capability.class),
        typed.duration(Setting.CALL_LIMIT),
        typed.duration(Setting.FIRST_EVENT),
        typed.duration(Setting.BETWEEN_EVENTS),
        typed.count(Setting.LANE),
        typed.paths(Setting.TRUST, workingDirectory),
        typed.word(Setting.STORE, Settings.Store.class),
        typed.duration(Setting.STORE_WAIT),
        typed.paths(Setting.STATE_DIRECTORY, workingDirectory).stream()
            .findFirst()
            .orElse(directories.state()),
        directories.settings().resolve("models.yaml"),
        typed.word(Setting.LOG_LEVEL, Settings.LogLevel.class),
        List.copyOf(problems),
        List.copyOf(warnings));
  }

  private List<String> texts(Setting setting) {
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
    layer.values().forEach((key, value) -> take(layer.source(), key, value, narrowing));
  }

  private void take(String source, String key, List<String> value, boolean narrowing) {
    Setting setting =
        Stream.of(Setting.values()).filter(s -> s.key().equals(key)).findFirst().orElse(null);
    if (setting == null && !vendorKeys().contains(key)) {
      String near = Nearest.to(key, knownKeys()).map(n -> "; did you mean " + n + "?").orElse("");
      warnings.add(source + ": unknown setting " + key + " is ignored" + near);
    } else if (!narrowing) {
      if (setting == null) {
        vendors.put(key, value);
      } else {
        values.put(setting, value);
      }
    } else if (setting == Setting.ALLOW_MODELS) {
      narrowAllowed(source, value);
    } else if (setting != null && NARROWING.contains(setting)) {
      Set<String> both = new HashSet<>(texts(setting));
      both.addAll(value);
      values.put(setting, List.copyOf(both));
    } else {
      warnings.add(
          source + ": " + key + " is ignored; a workspace's file may only narrow what is allowed");
    }
  }

  private void narrowAllowed(String source, List<String> allowed) {
    List<String> before = texts(Setting.ALLOW_MODELS);
    List<String> both =
        before.isEmpty() ? allowed : allowed.stream().filter(before::contains).toList();
    if (both.isEmpty() && !allowed.isEmpty()) {
      problems.add(source + ": models.allow leaves no model that the user's settings allow");
    }
    values.put(Setting.ALLOW_MODELS, both);
  }

  private void fromEnvironment() {
    Set<String> known =
        new HashSet<>(
            Set.of(
                "FAIRLEAD_JAVA_HOME",
                "FAIRLEAD_JAVA_OPTS",
                "FAIRLEAD_BUILD",
                "FAIRLEAD_CLASSPATH_APPEND"));
    for (Setting setting : Setting.values()) {
      known.add(setting.variable());
      String value = environment.get(setting.variable());
      if (value != null && !value.isBlank()) {
        values.put(setting, split(value));
      }
    }
    for (String name : environment.keySet()) {
      if (name.startsWith("FAIRLEAD_") && !known.contains(name)) {
        String near = Nearest.to(name, known).map(n -> "; did you mean " + n + "?").orElse("");
        warnings.add("unknown environment variable " + name + " is ignored" + near);
      }
    }
  }

  private List<Access> access() {
    List<Access> all = new ArrayList<>();
    for (Vendor vendor : Vendor.ALL) {
      URI base = base(vendor);
      List<String> keys = first(vendor.keyVariables(), vendor.keysKey());
      int number = 0;
      for (String key : keys.stream().distinct().toList()) {
        number++;
        boolean plan = base.getPath() != null && base.getPath().contains("/coding/");
        all.add(
            new Access(
                vendor.name() + "-" + number,
                vendor.name(),
                base,
                new ApiKey(key),
                plan ? Access.Billing.PLAN : Access.Billing.METERED));
      }
    }
    return List.copyOf(all);
  }

  private URI base(Vendor vendor) {
    List<String> set = first(vendor.baseVariables(), vendor.baseKey());
    if (set.isEmpty()) {
      return vendor.base();
    }
    String text = set.getFirst().replaceAll("/+$", "");
    try {
      URI uri = URI.create(text);
      if (uri.getHost() != null
          && Set.of("http", "https").contains(String.valueOf(uri.getScheme()))) {
        return uri;
      }
    } catch (IllegalArgumentException _) {
      // said below
    }
    problems.add(
        vendor.baseVariables().getFirst() + ": " + text + " is not an http or https address");
    return vendor.base();
  }

  private List<String> first(List<String> variables, String key) {
    for (String variable : variables) {
      String value = environment.get(variable);
      if (value != null && !value.isBlank()) {
        return split(value);
      }
    }
    return vendors.getOrDefault(key, List.of()).stream().filter(v -> !v.isBlank()).toList();
  }

  private static List<String> split(String value) {
    return Arrays.stream(value.split(",")).map(String::strip).filter(s -> !s.isEmpty()).toList();
  }

  private static Set<String> vendorKeys() {
    Set<String> keys = new HashSet<>();
    for (Vendor vendor : Vendor.ALL) {
      keys.add(vendor.keysKey());
      keys.add(vendor.baseKey());
    }
    return keys;
  }

  private static Set<String> knownKeys() {
    Set<String> keys = vendorKeys();
    for (Setting setting : Setting.values()) {
      keys.add(setting.key().toLowerCase(Locale.ROOT));
    }
    return keys;
  }
}
