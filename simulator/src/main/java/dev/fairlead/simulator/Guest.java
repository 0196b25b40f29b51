package dev.fairlead.simulator;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** A command that finds both vendors in its environment, and has this process's streams. */
final class Guest {
  private static final Duration QUIET = Duration.ofSeconds(1);
  private static final Duration MOST = Duration.ofSeconds(20);

  private final Simulator simulator;
  private final ProcessBuilder builder;

  /** That command; where there are keys in this process's environment, it has those. */
  Guest(List<String> command, Simulator simulator) {
    this.simulator = simulator;
    this.builder = new ProcessBuilder(command).inheritIO();
    Map<String, String> environment = builder.environment();
    environment.put("MOONSHOT_BASE_URL", simulator.kimiBase().toString());
    environment.put("ZAI_BASE_URL", simulator.glmBase().toString());
    environment.putIfAbsent("MOONSHOT_API_KEY", "not-a-real-key");
    environment.putIfAbsent("ZAI_API_KEY", "not-a-real-key");
  }

  /**
   * Runs it; its exit code.
   *
   * @param untilAnswered whether its input goes on after the end of this process's, until it has
   *     had an answer
   * @throws IOException if it cannot be started
   */
  int run(boolean untilAnswered) throws IOException, InterruptedException {
    if (untilAnswered) {
      builder.redirectInput(ProcessBuilder.Redirect.PIPE);
    }
    Process process = builder.start();
    Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(process::destroy));
    if (untilAnswered) {
      Thread.ofPlatform().daemon().start(() -> feed(process));
    }
    return process.waitFor();
  }

  private void feed(Process process) {
    try (FileInputStream in = new FileInputStream(FileDescriptor.in);
        OutputStream out = process.getOutputStream()) {
      in.transferTo(out);
      out.flush();
      long start = System.nanoTime();
      while (!isAnswered() && System.nanoTime() - start < MOST.toNanos()) {
        Thread.sleep(50);
      }
    } catch (IOException _) {
      // it has ended, or wants no input
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whether a request had what it asked for, no other is open, and it had time to take that in. */
  private boolean isAnswered() {
    Instant before = Instant.now().minus(QUIET);
    List<SeenRequest> requests = simulator.requests();
    return requests.stream().anyMatch(request -> request.status() == 200)
        && requests.stream()
            .map(SeenRequest::ended)
            .allMatch(ended -> ended != null && ended.isBefore(before));
  }
}
