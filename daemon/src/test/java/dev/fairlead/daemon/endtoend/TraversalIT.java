package dev.fairlead.daemon.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Paths that lead where no call may go, or to what no call can read. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class TraversalIT {
  private static final int CROWD = Boolean.getBoolean("fairlead.full") ? 200_000 : 20_000;
  private static final Duration BOUND = Duration.ofSeconds(2);

  @TempDir private Path directory;
  private House house;

  @BeforeEach
  void house() {
    house = new House(directory);
  }

  @AfterEach
  void close() {
    house.close();
  }

  /** The answer to a call that names that path, which must come soon. */
  private static JsonNode soon(DaemonProcess daemon, String field, String path) {
    long start = System.nanoTime();
    JsonNode reply = daemon.call("chat", Map.of("prompt", "what is it?", field, List.of(path)));
    assertThat(Duration.ofNanos(System.nanoTime() - start)).as(path).isLessThan(BOUND);
    return reply.path("result");
  }

  @Test
  void what_must_not_be_read_is_refused_for_files_and_images_and_nobody_is_asked()
      throws Exception {
    Path outside = Files.writeString(directory.resolve("outside.txt"), "not yours");
    Files.createSymbolicLink(house.workspace.resolve("link.txt"), outside);
    Files.createSymbolicLink(house.workspace.resolve("folder"), directory);
    house.file(".env", "TOKEN=obviously-fake");
    house.file("keys/id_rsa", "obviously no key");
    run("mkfifo", house.workspace.resolve("fifo").toString());
    try (DaemonProcess daemon = house.daemon().initialized()) {
      daemon.call("version", Map.of());
      for (String path :
          List.of(
              "../outside.txt",
              "link.txt",
              "folder/outside.txt",
              "folder",
              "/etc/passwd",
              "/proc/self/environ",
              "~/.ssh/id_rsa",
              System.getProperty("user.home") + "/.ssh/id_rsa",
              "keys/id_rsa",
              ".env",
              "fifo",
              "/dev/zero",
              "../*.txt")) {
        for (String field : List.of("files", "images")) {
          JsonNode result = soon(daemon, field, path);
          assertThat(result.path("isError").asBoolean()).as("%s: %s", path, result).isTrue();
          assertThat(result.at("/content/0/text").asString())
              .as(path)
              .startsWith("chat: ")
              .doesNotContain("not yours", "obviously-fake", "root:");
        }
      }
    }
    assertThat(house.simulator.requests()).isEmpty();
  }

  @Test
  void what_is_too_much_is_bounded_and_said() throws Exception {
    Path crowd = Files.createDirectories(house.workspace.resolve("crowd"));
    for (int i = 0; i < CROWD; i++) {
      Files.createFile(crowd.resolve("f" + i));
    }
    try (RandomAccessFile sparse =
        new RandomAccessFile(house.workspace.resolve("sparse.txt").toFile(), "rw")) {
      sparse.setLength(2L << 30);
    }
    try (DaemonProcess daemon = house.daemon().initialized()) {
      daemon.call("version", Map.of());
      JsonNode sparse = soon(daemon, "files", "sparse.txt");
      assertThat(sparse.path("isError").asBoolean()).as("%s", sparse).isTrue();
      assertThat(sparse.at("/content/0/text").asString()).contains("sparse.txt");

      JsonNode many = soon(daemon, "files", "crowd");
      assertThat(many.at("/content/0/text").asString()).contains("more than is looked at");
    }
  }

  private static void run(String... command) throws IOException, InterruptedException {
    assertThat(new ProcessBuilder(command).start().waitFor()).isZero();
  }
}
