package dev.fairlead.daemon.install;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The machine, as far as the places of files depend on it.
 *
 * @param system linux, macos or windows
 * @param home the user's home directory
 * @param environment the variables of this process
 */
public record Surroundings(String system, Path home, Map<String, String> environment) {
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{(\\w+):-([^}]*)}");

  /** Those of a machine whose Java names its system like that. */
  public static Surroundings of(String osName, Path home, Map<String, String> environment) {
    String name = osName.toLowerCase(Locale.ROOT);
    String system =
        name.startsWith("windows") ? "windows" : name.startsWith("mac") ? "macos" : "linux";
    return new Surroundings(system, home, environment);
  }

  /** The place that such words name. */
  Path path(String words) {
    Matcher matcher = VARIABLE.matcher(words);
    String named =
        matcher.replaceAll(found -> {
          String value = environment.getOrDefault(found.group(1), "");
          return Matcher.quoteReplacement(value.isBlank() ? found.group(2) : value);
        });
    boolean atHome = named.equals("~") || named.startsWith("~/");
    return atHome
        ? home.resolve(named.substring(Math.min(2, named.length())))
        : home.resolve(named);
  }

  /** Of what differs by system, what holds here. */
  <T> List<T> own(Map<String, List<T>> bySystem) {
    return bySystem.getOrDefault(system, bySystem.getOrDefault("all", List.of()));
  }
}
