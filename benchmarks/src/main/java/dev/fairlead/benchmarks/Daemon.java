package dev.fairlead.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The built daemon, started by its launcher and spoken to line by line. */
final class Daemon implements AutoCloseable {
  static final String INITIALIZE =
      """
      {"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"benchmark","version":"1"}}}
      {"jsonrpc":"2.0","method":"notifications/initialized"}
      """;

  private final Process process;
  private final OutputStream in;
  private final BufferedReader out;

  Daemon(Path launcher, Map<String, String> environment, Path directory) throws IOException {
    this(List.of(launcher.toString()), environment, directory);
  }

  Daemon(List<String> command, Map<String, String> environment, Path directory) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().putAll(environment);
    process = builder.start();
    in = process.getOutputStream();
    out = process.inputReader(StandardCharsets.UTF_8);
  }

  /**
   * A daemon of that simulator in a directory of its own below the given one, spoken to for the
   * first time.
   *
   * @param more what is to be in its environment besides
   */
  static Daemon start(
      Path launcher, Path directory, SimulatorProcess simulator, Map<String, String> more)
      throws IOException {
    Path own = Files.createTempDirectory(directory, "daemon");
    Map<String, String> environment = simulator.environment(own);
    environment.putAll(more);
    Daemon daemon = new Daemon(launcher, environment, own);
    daemon.initialize();
    return daemon;
  }

  long pid() {
    return process.pid();
  }

  synchronized void send(String lines) throws IOException {
    in.write(lines.getBytes(StandardCharsets.UTF_8));
    in.flush();
  }

  String read() throws IOException {
    String line = out.readLine();
    if (line == null) {
      throw new IOException("the daemon has ended");
    }
    return line;
  }

  /** Reads until the reply to that request; a server may ask and tell before it answers. */
  String reply(int id) throws IOException {
    String line = read();
    while (!line.contains("\"id\":" + id) || line.contains("\"method\":")) {
      line = read();
    }
    return line;
  }

  void initialize() throws IOException {
    send(INITIALIZE);
    read();
  }

  /** Memory that is resident now, in MiB, where the system tells; else 0. */
  long residentMebibytes() throws IOException {
    Path status = Path.of("/proc/" + process.pid() + "/status");
    if (!Files.exists(status)) {
      return 0;
    }
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
        .findFirst()
        .orElse(0);
  }

  static String call(int id, String tool, String arguments) {
    return "{\"jsonrpc\":\"2.0\",\"id\":"
        + id
        + ",\"method\":\"tools/call\",\"params\":{\"name\":\""
        + tool
        + "\",\"arguments\":"
        + arguments
        + "}}\n";
  }

  @Override
  public void close() throws IOException {
    in.close();
    try {
      process.waitFor();
    } catch (InterruptedException _) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
