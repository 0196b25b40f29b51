package dev.fairlead.daemon.install;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/**
 * A file of a client on disk.
 *
 * @param path where the client looks for it
 */
record ConfigFile(Path path) {
  private static final long MOST_BYTES = 64 << 20;
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

  /** Its text, if there is such a file. */
  Optional<String> read() throws Uneditable {
    try {
      if (Files.size(path) > MOST_BYTES) {
        throw new Uneditable("it is larger than 64 MiB");
      }
      return Optional.of(
          StandardCharsets.UTF_8
              .newDecoder()
              .decode(ByteBuffer.wrap(Files.readAllBytes(path)))
              .toString());
    } catch (NoSuchFileException _) {
      if (Files.isSymbolicLink(path)) {
        throw new Uneditable("it is a link to a file that is not there");
      }
      return Optional.empty();
    } catch (CharacterCodingException _) {
      throw new Uneditable("it is not UTF-8");
    } catch (IOException e) {
      throw new Uneditable("it cannot be read: " + e);
    }
  }

  /**
   * Puts a new text in the place of the one that was read, in one step, and returns where the old
   * one is kept. The file's permissions stay, and so does a link that leads to it.
   */
  Optional<Path> replace(Optional<String> before, String after, Instant now) throws Uneditable {
    try {
      Path target = Files.exists(path) ? path.toRealPath() : path;
      Path directory = Files.createDirectories(target.toAbsolutePath().getParent());
      Path fresh = Files.createTempFile(directory, ".fairlead", ".new");
      try {
        try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
          ByteBuffer bytes = StandardCharsets.UTF_8.encode(after);
          while (bytes.hasRemaining()) {
            channel.write(bytes);
          }
          channel.force(true);
        }
        Optional<Path> backup = Optional.empty();
        if (before.isPresent()) {
          keepAttributes(target, fresh);
          backup = Optional.of(backup(target, now));
        }
        if (!read().equals(before)) {
          throw new Uneditable("it was changed by somebody else in the meantime: try again");
        }
        Files.move(
            fresh, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        return backup;
      } finally {
        Files.deleteIfExists(fresh);
      }
    } catch (IOException e) {
      throw new Uneditable("it cannot be written: " + e);
    }
  }

  private static Path backup(Path target, Instant now) throws IOException {
    Path backup =
        target.resolveSibling(target.getFileName() + "." + STAMP.format(now) + ".fairlead.bak");
    return Files.copy(
        target, backup, StandardCopyOption.COPY_ATTRIBUTES, StandardCopyOption.REPLACE_EXISTING);
  }

  private static void keepAttributes(Path from, Path to) throws IOException {
    var target = Files.getFileAttributeView(to, PosixFileAttributeView.class);
    if (target == null) {
      return;
    }
    PosixFileAttributes kept = Files.readAttributes(from, PosixFileAttributes.class);
    PosixFileAttributes own = target.readAttributes();
    if (!own.owner().equals(kept.owner())) {
      target.setOwner(kept.owner());
    }
    if (!own.group().equals(kept.group())) {
      target.setGroup(kept.group());
    }
    target.setPermissions(kept.permissions());
  }
}
