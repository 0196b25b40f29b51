package dev.fairlead.daemon.config;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where the platform wants settings and state of a user to be.
 *
 * @param settings the directory of {@code config.yaml} and {@code models.yaml}
 * @param state the directory of the store and the logs
 */
public record Directories(Path settings, Path state) {
  /** Those of that platform, as {@code os.name} has it, for the user with that home. */
  public static Directories of(String platform, Map<String, String> environment, Path home) {
    String os = platform.toLowerCase(Locale.ROOT);
    if (os.contains("win")) {
      Path roaming = path(environment.get("APPDATA"), home.resolve("AppData/Roaming"));
      Path local = path(environment.get("LOCALAPPDATA"), home.resolve("AppData/Local"));
      return new Directories(roaming.resolve("fairlead"), local.resolve("fairlead"));
    }
    if (os.contains("mac")) {
      Path support = home.resolve("Library/Application Support/fairlead");
      return new Directories(support, support.resolve("state"));
    }
    return new Directories(
        path(environment.get("XDG_CONFIG_HOME"), home.resolve(".config")).resolve("fairlead"),
        path(environment.get("XDG_STATE_HOME"), home.resolve(".local/state")).resolve("fairlead"));
  }

  /** The standard says that a path which is not absolute is to be ignored. */
  private static Path path(@Nullable String value, Path otherwise) {
    return value == null || value.isBlank() || !Path.of(value).isAbsolute()
        ? otherwise
        : Path.of(value);
  }
}
