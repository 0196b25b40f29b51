package dev.fairlead.daemon.endtoend;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The daemon as built, started by its launcher, spoken to line by line. */
final class DaemonProcess implements AutoCloseable {
  static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Process process;
  private final OutputStream in;
  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final List<JsonNode> unasked = new CopyOnWriteArrayList<>();
  private final Map<Integer, CompletableFuture<JsonNode>> waiting = new ConcurrentHashMap<>();
  private final AtomicInteger lastId = new AtomicInteger();
  private final List<String> stderr = new CopyOnWriteArrayList<>();
  private final List<Thread> readers = new ArrayList<>();

  DaemonProcess(Map<String, String> environment, Path workingDirectory, String... arguments) {
    this(start(environment, workingDirectory, command(arguments)));
  }

  private DaemonProcess(Process started) {
    process = started;
    in = process.getOutputStream();
    readers.add(Thread.ofVirtual().start(this::readOut));
    readers.add(Thread.ofVirtual().start(this::readErr));
  }

  /** A daemon that is the child of a shell, whose handle this is; its pipes are open elsewhere. */
  static DaemonProcess ofAParent(Map<String, String> environment, Path workingDirectory) {
    List<String> command = List.of("sh", "-c", "\"$0\"; exit", launcher().toString());
    return new DaemonProcess(start(environment, workingDirectory, command));
  }

  /** A daemon whose parent ended before it began; its pipes go here, the handle is a stranger's. */
  static DaemonProcess ofNobody(Map<String, String> environment, Path workingDirectory) {
    String orphan =
        "exec 3<&0; ((sleep 0.3; exec \"$0\") <&3 3<&- &); exec sleep 60 <&- 3<&- >&- 2>&-";
    List<String> command = List.of("sh", "-c", orphan, launcher().toString());
    return new DaemonProcess(start(environment, workingDirectory, command));
  }

  /** A daemon that these words start. */
  static DaemonProcess behind(
      Map<String, String> environment, Path workingDirectory, List<String> words) {
    List<String> command = new ArrayList<>(words);
    command.add(launcher().toString());
    return new DaemonProcess(start(environment, workingDirectory, command));
  }

  /** A daemon of another installation. */
  static DaemonProcess of(Path launcher, Map<String, String> environment, Path workingDirectory) {
    return of(List.of(launcher.toString()), environment, workingDirectory);
  }

  /** A daemon that this command starts. */
  static DaemonProcess of(
      List<String> command, Map<String, String> environment, Path workingDirectory) {
    return new DaemonProcess(start(environment, workingDirectory, command));
  }

  private static List<String> command(String... arguments) {
    List<String> command = new ArrayList<>(List.of(launcher().toString()));
    command.addAll(List.of(arguments));
    return command;
  }

  private static Process start(
      Map<String, String> environment, Path workingDirectory, List<String> command) {
    ProcessBuilder builder = new ProcessBuilder(command).directory(workingDirectory.toFile());
    builder.environment().keySet().removeIf(name -> name.endsWith("_API_KEY"));
    builder.environment().putAll(environment);
    builder.environment().put("FAIRLEAD_BUILD", "never");
    try {
      return builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A process whose streams are read to their end. */
  static Raw raw(Map<String, String> environment, Path workingDirectory, String... arguments) {
    return new Raw(start(environment, workingDirectory, command(arguments)));
  }

  static Path root() {
    return Path.of(Objects.requireNonNull(System.getProperty("fairlead.root"), "fairlead.root"));
  }

  static Path launcher() {
    return root().resolve("scripts/daemon");
  }

  /** Opens the connection as a client that offers nothing. */
  DaemonProcess initialized() {
    return initialized("test", "2025-11-25", Map.of());
  }

  /** Opens it as that client in that revision. */
  DaemonProcess initialized(String client, String revision, Map<String, Object> capabilities) {
    request(
        "initialize",
        Map.of(
            "protocolVersion",
            revision,
            "capabilities",
            capabilities,
            "clientInfo",
            Map.of("name", client, "version", "1")));
    send("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}");
    return this;
  }

  /** Sends a line as it is. */
  void send(String line) {
    send((line + "\n").getBytes(StandardCharsets.UTF_8));
  }

  void send(byte[] bytes) {
    try {
      synchronized (in) {
        in.write(bytes);
        in.flush();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the daemon takes nothing; " + state(), e);
    }
  }

  /** For the message of a test that failed. */
  private String state() {
    return (process.isAlive() ? "it runs" : "it ended with " + process.exitValue())
        + "; stderr: "
        + stderr;
  }

  /** The reply to that request. */
  JsonNode request(String method, Map<String, Object> params) {
    return await(start(method, params));
  }

  /** The reply to a call of that tool. */
  JsonNode call(String tool, Map<String, Object> arguments) {
    return await(startCall(tool, arguments, null));
  }

  Asked startCall(String tool, Map<String, Object> arguments, @Nullable String progressToken) {
    Map<String, Object> params = new LinkedHashMap<>();
    params.put("name", tool);
    params.put("arguments", arguments);
    if (progressToken != null) {
      params.put("_meta", Map.of("progressToken", progressToken));
    }
    return start("tools/call", params);
  }

  Asked start(String method, Map<String, Object> params) {
    int id = lastId.incrementAndGet();
    CompletableFuture<JsonNode> reply = new CompletableFuture<>();
    waiting.put(id, reply);
    Map<String, Object> message = new LinkedHashMap<>();
    message.put("jsonrpc", "2.0");
    message.put("id", id);
    message.put("method", method);
    message.put("params", params);
    send(JSON.writeValueAsString(message));
    return new Asked(id, reply);
  }

  JsonNode await(Asked asked) {
    try {
      return asked.reply().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new AssertionError("no reply to request " + asked.id() + "; stderr: " + stderr, e);
    } catch (InterruptedException | ExecutionException e) {
      throw new AssertionError("request " + asked.id() + " failed; stderr: " + stderr, e);
    }
  }

  /** The first message of those that answer nothing, sooner or later, that is like that. */
  JsonNode awaitUnasked(Predicate<JsonNode> like) throws InterruptedException {
    for (int i = 0; i < PATIENCE.toMillis() / 10; i++) {
      for (JsonNode message : unasked) {
        if (like.test(message)) {
          unasked.remove(message);
          return message;
        }
      }
      Thread.sleep(10);
    }
    throw new AssertionError("no such message; got " + unasked + "; stderr: " + stderr);
  }

  List<JsonNode> unasked() {
    return unasked;
  }

  List<String> lines() {
    return lines;
  }

  String stderr() {
    return String.join("\n", stderr);
  }

  ProcessHandle handle() {
    return process.toHandle();
  }

  void closeInput() {
    try {
      in.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends it as a client does, so that what its calls left behind is kept. */
  void end() throws InterruptedException {
    closeInput();
    var _ = awaitExit();
  }

  int awaitExit() throws InterruptedException {
    if (!process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new AssertionError("the daemon did not end; stderr: " + stderr);
    }
    for (Thread reader : readers) {
      reader.join();
    }
    return process.exitValue();
  }

  /** Waits until nobody writes into its pipes any more. */
  void awaitSilence() throws InterruptedException {
    for (Thread reader : readers) {
      if (!reader.join(PATIENCE)) {
        throw new AssertionError("the daemon did not end; stderr: " + stderr);
      }
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  private void readOut() {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        lines.add(line);
        take(line);
      }
    } catch (IOException _) {
      // the process is gone
    }
  }

  private void take(String line) {
    JsonNode message = JSON.readTree(line);
    CompletableFuture<JsonNode> reply =
        message.path("id").isInt() && !message.has("method")
            ? waiting.remove(message.path("id").asInt())
            : null;
    if (reply != null) {
      reply.complete(message);
    } else {
      unasked.add(message);
    }
  }

  private void readErr() {
    try (BufferedReader reader = process.errorReader()) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        stderr.add(line);
      }
    } catch (IOException _) {
      // the process is gone
    }
  }

  /** A request that was sent. */
  record Asked(int id, CompletableFuture<JsonNode> reply) {}

  /** A process whose streams are read to their end. */
  record Raw(Process process) implements AutoCloseable {
    House.Printed finish() throws IOException, InterruptedException {
      process.getOutputStream().close();
      StringBuilder err = new StringBuilder();
      Thread reader =
          Thread.ofVirtual()
              .start(() -> process.errorReader().lines().forEach(l -> err.append(l).append('\n')));
      String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      process.waitFor();
      reader.join();
      return new House.Printed(process.exitValue(), out, err.toString());
    }

    @Override
    public void close() {
      process.destroyForcibly();
    }
  }
}
