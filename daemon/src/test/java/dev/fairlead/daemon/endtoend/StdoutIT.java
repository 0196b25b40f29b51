package dev.fairlead.daemon.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** stdout belongs to the protocol, whatever a library prints. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class StdoutIT {
  private static final Duration WAIT = Duration.ofSeconds(20);

  @TempDir private Path directory;

  @Test
  void a_library_that_prints_reaches_stderr_and_never_the_protocol() throws Exception {
    Path jar = NoisyJar.in(directory);
    // drivers of databases are searched for when the database of a team is to be opened
    try (House house =
            new House(directory)
                .with("FAIRLEAD_CLASSPATH_APPEND", jar.toString())
                .with("FAIRLEAD_DATABASE_URL", "postgresql://nobody@127.0.0.1:1/none");
        DaemonProcess daemon = house.daemon().initialized()) {
      house.file("A.java", "class A {}\n");
      JsonNode reply =
          daemon.call("codereview", Map.of("step", "review", "relevant_files", List.of("A.java")));
      daemon.call("version", Map.of());
      long end = System.nanoTime() + WAIT.toNanos();
      while (!daemon.stderr().contains(NoisyLibrary.FROM_THREAD) && System.nanoTime() < end) {
        Thread.sleep(50);
      }
      daemon.call("version", Map.of());
      daemon.closeInput();
      daemon.awaitExit();

      assertThat(reply.path("result").path("isError").asBoolean(true)).isFalse();
      assertThat(daemon.stderr())
          .contains(NoisyLibrary.FROM_INITIALIZER)
          .contains(NoisyLibrary.FROM_THREAD);
      assertThat(daemon.lines()).isNotEmpty();
      for (String line : daemon.lines()) {
        JsonNode frame = JsonMapper.shared().readTree(line);
        assertThat(frame.path("jsonrpc").asString()).isEqualTo("2.0");
      }
    }
  }
}
