package dev.fairlead.daemon.endtoend;

import dev.fairlead.simulator.Simulator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A place of its own for one test: simulated vendors, a workspace, settings and state that no other
 * test and no user knows.
 */
final class House implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  final Simulator simulator = Simulator.start();
  final Path workspace;
  final Path state;
  final Path config;
  private final Map<String, String> environment = new LinkedHashMap<>();

  House(Path directory) {
    try {
      workspace = Files.createDirectories(directory.resolve("work space"));
      state = directory.resolve("state");
      config = Files.createDirectories(directory.resolve("config/fairlead"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    environment.put("XDG_CONFIG_HOME", directory.resolve("config").toString());
    environment.put("FAIRLEAD_STATE_DIRECTORY", state.toString());
    environment.put("FAIRLEAD_TOOLS_PROFILE", "full");
    environment.put("MOONSHOT_API_KEY", "not-a-real-key-kimi");
    environment.put("MOONSHOT_BASE_URL", simulator.kimiBase().toString());
    environment.put("ZAI_API_KEY", "not-a-real-key-glm");
    environment.put("ZAI_BASE_URL", simulator.glmBase().toString());
  }

  /** Sets a variable for the daemons that start from now on; an empty one is taken away. */
  House with(String name, String value) {
    environment.put(name, value);
    return this;
  }

  Map<String, String> environment() {
    return environment;
  }

  /** A file of the workspace. */
  Path file(String name, String text) {
    try {
      Path file = workspace.resolve(name);
      Files.createDirectories(file.getParent());
      return Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A daemon that has just been started. */
  DaemonProcess daemon() {
    return new DaemonProcess(environment, workspace);
  }

  /** A daemon whose parent is not this process; that parent's handle is the daemon's here. */
  DaemonProcess daemonOfAParent() {
    return DaemonProcess.ofAParent(environment, workspace);
  }

  /** A daemon whose parent ended before it began. */
  DaemonProcess daemonOfNobody() {
    return DaemonProcess.ofNobody(environment, workspace);
  }

  /** A daemon that heeds that signal although this process was started to ignore it. */
  DaemonProcess daemonThatMinds(String signal) {
    return DaemonProcess.behind(
        environment, workspace, List.of("env", "--default-signal=" + signal));
  }

  /** What a command for people prints, and its exit code. */
  Printed run(String... arguments) throws IOException, InterruptedException {
    try (DaemonProcess.Raw raw = DaemonProcess.raw(environment, workspace, arguments)) {
      return raw.finish();
    }
  }

  /** The decisions on disk, newest first, as the command prints them. */
  List<JsonNode> decisions() throws IOException, InterruptedException {
    return JSON.readTree(run("decisions", "--json").out()).valueStream().toList();
  }

  /** The newest so many of them. */
  List<JsonNode> decisions(int count) throws IOException, InterruptedException {
    String last = Integer.toString(count);
    return JSON.readTree(run("decisions", "--json", "--last", last).out()).valueStream().toList();
  }

  /** The newest decision, as soon as its outcome is that one. */
  JsonNode decision(String outcome) throws IOException, InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (true) {
      List<JsonNode> rows = decisions();
      for (JsonNode row : rows) {
        if (row.path("outcome").asString().equals(outcome)) {
          return row;
        }
      }
      if (System.nanoTime() > end) {
        throw new AssertionError("no decision " + outcome + " among " + rows);
      }
    }
  }

  /** The first column of what is asked of the store on disk; this is no daemon's view of it. */
  List<String> column(String sql) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + state.resolve("fairlead.db"));
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      List<String> values = new ArrayList<>();
      while (row.next()) {
        values.add(row.getString(1));
      }
      return values;
    }
  }

  @Override
  public void close() {
    simulator.close();
  }

  /** What a process left behind. */
  record Printed(int exit, String out, String err) {}
}
