import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What scripts/package needs beside the JDK's own tools: {@code zip DIRECTORY FILE}, with
 * permissions, in one order and of one time; {@code sha256 FILE...}, as sha256sum prints it.
 */
final class Bundle {
  private static final FileTime WHEN = FileTime.from(Instant.parse("2026-01-01T00:00:00Z"));

  public static void main(String[] words) throws Exception {
    List<String> rest = List.of(words).subList(1, words.length);
    switch (words[0]) {
      case "zip" -> zip(Path.of(rest.get(0)), Path.of(rest.get(1)));
      case "sha256" -> {
        for (String file : rest) {
          byte[] hash = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(Path.of(file)));
          IO.println(HexFormat.of().formatHex(hash) + "  " + Path.of(file).getFileName());
        }
      }
      default -> throw new IllegalArgumentException(words[0]);
    }
  }

  private static void zip(Path directory, Path file) throws IOException {
    Files.deleteIfExists(file);
    URI uri = URI.create("jar:" + file.toAbsolutePath().toUri());
    Map<String, String> how = Map.of("create", "true", "enablePosixFileAttributes", "true");
    try (FileSystem zip = FileSystems.newFileSystem(uri, how);
        Stream<Path> all = Files.walk(directory)) {
      all.sorted().forEach(from -> copy(from, zip.getPath("/").resolve(directory.relativize(from).toString())));
    }
  }

  private static void copy(Path from, Path to) {
    try {
      if (to.getNameCount() == 0 || to.toString().equals("/")) {
        return;
      }
      if (Files.isDirectory(from)) {
        Files.createDirectory(to);
      } else {
        Files.copy(from, to);
      }
      Files.setPosixFilePermissions(to, Files.getPosixFilePermissions(from));
      Files.setLastModifiedTime(to, WHEN);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
