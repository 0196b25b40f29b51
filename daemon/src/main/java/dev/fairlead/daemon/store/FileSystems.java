package dev.fairlead.daemon.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;

/** Knows the file systems on which several processes cannot share a log in memory. */
final class FileSystems {
  /** Names as the operating systems give them. */
  private static final Set<String> UNSAFE =
      Set.of(
          "nfs",
          "nfs3",
          "nfs4",
          "cifs",
          "smb",
          "smb2",
          "smb3",
          "smbfs",
          "afs",
          "9p",
          "fuse.sshfs",
          "davfs",
          "fuse.davfs2",
          "webdav",
          "ncpfs",
          "afpfs",
          "glusterfs",
          "fuse.glusterfs");

  private FileSystems() {}

  /**
   * Does nothing where a shared log is safe.
   *
   * @throws IOException if it is not; the message says what to do
   */
  static void check(Path file) throws IOException {
    Path directory = file.toAbsolutePath().getParent();
    String type = Files.getFileStore(directory == null ? file : directory).type();
    if (unsafe(type)) {
      throw new IOException(
          "it is on " + type + ", where daemons cannot share it: put the state on a local disk");
    }
  }

  static boolean unsafe(String type) {
    return UNSAFE.contains(type.toLowerCase(Locale.ROOT));
  }
}
