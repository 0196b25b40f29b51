package dev.fairlead.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** A small workspace with real files in it, changed since its last commit. */
final class Place {
  static final String CODE = "Lane.java";
  static final String TEST = "LaneTest.java";
  static final String DOCUMENT = "lanes.pdf";
  static final String IMAGE = "lane.png";
  private static final String PIXEL =
      "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==";

  private Place() {}

  /** Lays it out there. */
  static Path in(Path directory) throws IOException, InterruptedException {
    Path place = Files.createDirectories(directory.resolve("work"));
    Files.writeString(place.resolve(CODE), code("lane - 1"));
    Files.writeString(
        place.resolve(TEST),
        "final class LaneTest {\n  void taut() {\n    assert new Lane().line(2) == 2;\n  }\n}\n");
    Files.write(
        place.resolve(DOCUMENT),
        "%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n"
            .getBytes(StandardCharsets.US_ASCII));
    Files.write(place.resolve(IMAGE), Base64.getDecoder().decode(PIXEL));
    git(place, "init", "--quiet");
    git(place, "add", ".");
    git(
        place,
        "-c",
        "user.name=soak",
        "-c",
        "user.email=soak@localhost",
        "commit",
        "--quiet",
        "--message=Lanes");
    Files.writeString(place.resolve(CODE), code("lane + 1"));
    return place;
  }

  private static String code(String divisor) {
    return """
    /** Guides a line to where it can bear the load. */
    final class Lane {
      int line(int lane) {
        return lane / (%s);
      }
    }
    """
        .formatted(divisor);
  }

  private static void git(Path place, String... words) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("git"));
    command.addAll(List.of(words));
    Process git =
        new ProcessBuilder(command)
            .directory(place.toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (git.waitFor() != 0) {
      throw new IOException("git " + words[0] + " failed");
    }
  }
}
