package dev.fairlead.daemon.store;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The name of a state directory among those that share a database: the machine's, and a few
 * characters of its own. It is made up once and stays in a file there.
 */
final class Machine implements Supplier<String> {
  private static final Logger LOG = LoggerFactory.getLogger(Machine.class);
  private static final int OWN = 4;
  private static final int LONGEST = 60;

  private final Path file;
  private final Map<String, String> environment;
  private @Nullable String name;

  Machine(Path state, Map<String, String> environment) {
    this.file = state.resolve("machine");
    this.environment = environment;
  }

  @Override
  public synchronized String get() {
    String known = name;
    if (known == null) {
      known = kept().orElseGet(this::made);
      name = known;
    }
    return known;
  }

  private Optional<String> kept() {
    try {
      return Files.exists(file)
          ? Optional.of(Files.readString(file).strip()).filter(text -> !text.isEmpty())
          : Optional.empty();
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  private String made() {
    String made = host() + "-" + UUID.randomUUID().toString().substring(0, OWN);
    try {
      OwnDirectory.make(Objects.requireNonNull(file.getParent()));
      Path beside = Files.createTempFile(file.getParent(), "machine", null);
      Files.writeString(beside, made, StandardOpenOption.WRITE);
      try {
        // of several that begin at once, the first gives the name
        Files.createLink(file, beside);
      } catch (FileAlreadyExistsException _) {
        return kept().orElse(made);
      } catch (UnsupportedOperationException _) {
        Files.move(beside, file);
      } finally {
        Files.deleteIfExists(beside);
      }
    } catch (IOException e) {
      LOG.debug("the name of this machine is not kept: {}", e.toString());
    }
    return made;
  }

  private String host() {
    String told =
        Objects.requireNonNullElse(
            environment.get("COMPUTERNAME"), environment.getOrDefault("HOSTNAME", ""));
    Path etc = Path.of("/etc/hostname");
    try {
      if (told.isBlank() && Files.isReadable(etc)) {
        told = Files.readString(etc);
      }
    } catch (IOException _) {
      // a name of any kind will do
    }
    String clean = told.strip().replaceAll("[^A-Za-z0-9._-]", "");
    return clean.isEmpty() ? "machine" : clean.substring(0, Math.min(LONGEST, clean.length()));
  }
}
