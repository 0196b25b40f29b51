package dev.fairlead.tools.files;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;

/**
 * Opens a file that was checked by its real path, so that nobody can put a link in its way
 * meanwhile: where the platform lets us, every step from the root is taken without following links.
 */
final class Opening {
  private Opening() {}

  /** What was opened is no regular file. */
  static final class NotRegular extends IOException {
    NotRegular(String what) {
      super(what);
    }
  }

  /** The content of the regular file at that real path below that real root. */
  static SeekableByteChannel open(Path root, Path real) throws IOException {
    BasicFileAttributes before =
        Files.readAttributes(real, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    require(before, real);
    try (DirectoryStream<Path> directory = Files.newDirectoryStream(root)) {
      return directory instanceof SecureDirectoryStream<Path> secure
          ? descend(secure, root.relativize(real), real)
          : Files.newByteChannel(real, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
    }
  }

  private static SeekableByteChannel descend(
      SecureDirectoryStream<Path> at, Path relative, Path real) throws IOException {
    Path name = relative.getName(0);
    int names = relative.getNameCount();
    if (names > 1) {
      try (SecureDirectoryStream<Path> next =
          at.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS)) {
        return descend(next, relative.subpath(1, names), real);
      }
    }
    BasicFileAttributeView view =
        at.getFileAttributeView(name, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
    if (view == null) {
      throw new NoSuchFileException(real.toString());
    }
    require(view.readAttributes(), real);
    return at.newByteChannel(name, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
  }

  /** Opening a pipe would wait for a writer, so only what is known to be a file is opened. */
  private static void require(BasicFileAttributes attributes, Path real) throws IOException {
    if (!attributes.isRegularFile()) {
      throw new NotRegular(attributes.isDirectory() ? "a directory" : special(real));
    }
  }

  private static String special(Path real) {
    try {
      int mode = (int) Files.getAttribute(real, "unix:mode", LinkOption.NOFOLLOW_LINKS);
      return switch (mode & 0xF000) {
        case 0x1000 -> "a named pipe";
        case 0x2000 -> "a character device";
        case 0x6000 -> "a block device";
        case 0xA000 -> "a symbolic link that was put there just now";
        case 0xC000 -> "a socket";
        default -> "neither a file nor a directory";
      };
    } catch (IOException | UnsupportedOperationException | IllegalArgumentException _) {
      return "neither a file nor a directory";
    }
  }
}
