package dev.fairlead.daemon.store;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A PostgreSQL on loopback for one test, which can be stopped in every way it stops in life, and
 * started again with the same data at the same port.
 */
public final class OwnPostgres implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Path data;
  private final EmbeddedPostgres server;

  /** How a server ends. */
  public enum End {
    /** Its clients are cut off, what they did is put away. */
    FAST,
    /** Its clients are cut off, what they did is found in its log at the next start. */
    IMMEDIATE,
    /** It is killed; its children see that and end. */
    KILLED
  }

  private OwnPostgres(Path data, Map<String, String> settings) throws IOException {
    this.data = data;
    EmbeddedPostgres.Builder builder =
        EmbeddedPostgres.builder()
            .setDataDirectory(data)
            .setCleanDataDirectory(false)
            .setPGStartupWait(PATIENCE)
            .setServerConfig("fsync", "off")
            // a server may be set to forget what it confirmed last
            .setServerConfig("synchronous_commit", "off");
    settings.forEach(builder::setServerConfig);
    this.server = builder.start();
  }

  /** A new server with its data in that directory. */
  public static OwnPostgres at(Path data, Map<String, String> settings) throws IOException {
    return new OwnPostgres(data, settings);
  }

  /** The address of its database, for that role. */
  public String address(String role) {
    return "postgresql://" + role + "@127.0.0.1:" + server.getPort() + "/postgres";
  }

  /** Ends it, and waits until it is gone. */
  public void stop(End how) throws IOException, InterruptedException {
    if (how != End.KILLED) {
      control("stop", "-m", how.name().toLowerCase(Locale.ROOT));
      return;
    }
    long id = Long.parseLong(Files.readAllLines(data.resolve("postmaster.pid")).getFirst().strip());
    ProcessHandle postmaster = ProcessHandle.of(id).orElseThrow();
    List<ProcessHandle> all = new ArrayList<>(postmaster.children().toList());
    all.add(postmaster);
    postmaster.destroyForcibly();
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (all.stream().anyMatch(ProcessHandle::isAlive) && System.nanoTime() < end) {
      Thread.sleep(10);
    }
  }

  /** Starts it again, as it was started. */
  public void start() throws IOException, InterruptedException {
    control("restart", "-l", data.resolve("again.log").toString());
  }

  /** The server's own program does it; as root it wants to be somebody else, as at its start. */
  private void control(String... words) throws IOException, InterruptedException {
    String started = Files.readString(data.resolve("postmaster.opts"));
    Path program = Path.of(started.substring(0, started.indexOf(' ')));
    List<String> command = new ArrayList<>();
    if (System.getProperty("user.name").equals("root")) {
      command.addAll(List.of("unshare", "-U"));
    }
    command.add(program.resolveSibling("pg_ctl").toString());
    command.addAll(List.of("-D", data.toString(), "-w", "-t", "30"));
    command.addAll(List.of(words));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(data.resolve("control.log").toFile())
            .start();
    if (process.waitFor() != 0) {
      throw new IOException(command + ": " + Files.readString(data.resolve("control.log")));
    }
  }

  /** A connection of the one who may do anything. */
  public Connection admin() throws SQLException {
    return DriverManager.getConnection(
        "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/postgres", "postgres", "");
  }

  /** The first column of what that finds, in the tables' schema. */
  public List<String> column(String sql) throws SQLException {
    try (Connection connection = admin();
        Statement statement = connection.createStatement()) {
      statement.execute("SET search_path TO fairlead");
      try (ResultSet row = statement.executeQuery(sql)) {
        List<String> values = new ArrayList<>();
        while (row.next()) {
          values.add(row.getString(1));
        }
        return values;
      }
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
