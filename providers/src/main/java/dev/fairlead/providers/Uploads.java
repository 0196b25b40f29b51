package dev.fairlead.providers;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Remembers which files are at the vendors, so that each goes up once. Implementations are safe for
 * many threads, hold a call for a small bounded time at most, and never fail: a file that they
 * cannot tell of goes up again. An interrupted caller stays interrupted.
 */
public interface Uploads {
  /** The newest upload of that file that can be used then. */
  Optional<Upload> find(Upload.Place place, Instant now);

  /** Remembers it. */
  void keep(Upload upload);

  /** Forgets it; the file is gone, or is about to be. */
  void forget(Upload upload);

  /** What is remembered for that account, the oldest first. */
  List<Upload> of(String provider, String account);
}
