package dev.fairlead.tools;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Files at vendors that a test makes up. */
public final class FakeFiles implements KeptFiles {
  /** Those there are, the oldest first. */
  public final List<Kept> files = new ArrayList<>();

  /** Those that were removed at the vendor, by id. */
  public final List<String> removed = new ArrayList<>();

  /** Why none can be removed, or null if they can. */
  public @Nullable String stays;

  /** Why nothing can be read, or null if it can. */
  public @Nullable String unreadable;

  @Override
  public List<Kept> list() throws Unreadable {
    if (unreadable != null) {
      throw new Unreadable(unreadable);
    }
    return List.copyOf(files);
  }

  @Override
  public Removal remove(Kept file) {
    if (stays != null) {
      return new Removal(false, file.upload().name() + " stays: " + stays);
    }
    removed.add(file.upload().id());
    return forget(file);
  }

  @Override
  public Removal forget(Kept file) {
    files.remove(file);
    return new Removal(true, "");
  }
}
