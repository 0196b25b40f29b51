package dev.fairlead.daemon.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Notices that files have changed, by their time stamp, size and identity. For one thread. */
public final class Watch {
  /** What a file looks like from outside; one that is not there looks like no other. */
  private record Look(@Nullable FileTime changed, long size, @Nullable Object identity) {
    private static final Look NOTHING = new Look(null, -1, null);

    static Look of(Path file) {
      try {
        var attributes = Files.readAttributes(file, BasicFileAttributes.class);
        return new Look(attributes.lastModifiedTime(), attributes.size(), attributes.fileKey());
      } catch (IOException _) {
        return NOTHING;
      }
    }
  }

  private final List<Path> files;
  private List<Look> seen;

  /** Notices changes from now on. */
  public Watch(List<Path> files) {
    this.files = List.copyOf(files);
    this.seen = looks();
  }

  /** Whether a file has changed since this was last asked. */
  public boolean changed() {
    List<Look> now = looks();
    boolean changed = !now.equals(seen);
    seen = now;
    return changed;
  }

  /** The next answer is that there is a change. */
  public void forget() {
    seen = List.of();
  }

  private List<Look> looks() {
    return files.stream().map(Look::of).toList();
  }
}
