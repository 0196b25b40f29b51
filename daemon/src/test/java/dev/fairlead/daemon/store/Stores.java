package dev.fairlead.daemon.store;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;

/** Makes stores for tests, each as that of another daemon. */
public final class Stores {
  static final Duration PATIENCE = Duration.ofSeconds(20);
  static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
  static final Store.Limits LIMITS =
      new Store.Limits(Duration.ofDays(90), 10_000, 1L << 30, Duration.ofDays(30));

  private Stores() {}

  /** The store of a daemon of a user called ann. */
  public static Store in(Path directory, Duration patience) {
    return in(directory, terms(directory, patience, "ann", Contents.FULL));
  }

  static Store in(Path directory, Store.Terms terms) {
    return new Store(new Database(directory.resolve("fairlead.db"), null), terms);
  }

  static Store.Terms terms(Path directory, Duration patience, String user, Contents contents) {
    return terms(directory, patience, user, contents, LIMITS, () -> NOW);
  }

  /** The store in that database, of a daemon that was started in that directory. */
  public static Store of(Database database, String workspace) {
    Path directory = Objects.requireNonNull(database.file().getParent());
    Store.Terms terms = terms(directory, PATIENCE, "ann", Contents.FULL);
    return new Store(database, workspace(terms, workspace));
  }

  private static Store.Terms workspace(Store.Terms like, String workspace) {
    return new Store.Terms(
        like.state(),
        like.patience(),
        like.contents(),
        like.clean(),
        like.sharing(),
        like.user(),
        workspace,
        like.client(),
        like.shared(),
        like.limits(),
        like.environment(),
        like.clock(),
        like.ticker());
  }

  static Store.Terms terms(
      Path directory,
      Duration patience,
      String user,
      Contents contents,
      Store.Limits limits,
      InstantSource clock) {
    return new Store.Terms(
        directory,
        patience,
        contents,
        text -> text.replace("sk-secret", "***"),
        false,
        user,
        "/home/me/project",
        () -> "test-client 1",
        null,
        limits,
        Map.of("HOSTNAME", "box"),
        clock,
        System::nanoTime);
  }

  static Writer writer(Path directory, Duration patience) {
    return new Writer(
        new Database(directory.resolve("fairlead.db"), null),
        new Spool(directory.resolve("spool"), 1 << 20),
        patience,
        false,
        System::nanoTime);
  }

  static Who who(String workspace) {
    return new Who("ann", () -> "box-1", workspace, () -> "test-client 1");
  }
}
