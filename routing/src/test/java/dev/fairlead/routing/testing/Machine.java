package dev.fairlead.routing.testing;

import dev.fairlead.providers.Access;
import dev.fairlead.routing.resilience.Outside;
import dev.fairlead.routing.resilience.SharedHealth;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** Several users of one health directory, as separate from one another as processes are. */
public final class Machine implements AutoCloseable {
  private final Path directory;
  private final VirtualTime time;
  private final List<Access> keys;
  private final List<SharedHealth> processes = new ArrayList<>();
  private final List<String> warnings = Collections.synchronizedList(new ArrayList<>());

  /** A machine whose wall clock is that time, and keys of those ids. */
  public Machine(Path directory, VirtualTime time, String... keys) {
    this.directory = directory.resolve("health");
    this.time = time;
    this.keys = Stream.of(keys).map(id -> Models.key(id, "red")).toList();
  }

  /** One more user. */
  public SharedHealth process() {
    Outside outside =
        new Outside(time::now, System::nanoTime, Thread::sleep, new Random(processes.size()));
    SharedHealth health = new SharedHealth(directory, () -> keys, outside, warnings::add);
    processes.add(health);
    return health;
  }

  /** Where the files are. */
  public Path directory() {
    return directory;
  }

  /** The files of all keys that were used. */
  public List<Path> files() {
    try (Stream<Path> files = Files.list(directory)) {
      return files.toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What was warned of. */
  public List<String> warnings() {
    return List.copyOf(warnings);
  }

  @Override
  public void close() {
    processes.forEach(SharedHealth::close);
  }
}
