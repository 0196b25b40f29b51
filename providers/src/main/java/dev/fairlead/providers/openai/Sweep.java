package dev.fairlead.providers.openai;

import dev.fairlead.providers.Access;
import dev.fairlead.providers.Patience;
import dev.fairlead.providers.ProviderException;
import dev.fairlead.providers.Upload;
import dev.fairlead.providers.Upload.Place;
import dev.fairlead.providers.Uploads;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Removes files at the vendor whose time is over, and the oldest where there are too many. It comes
 * along with an upload, at most once an hour for an account, beside the call and not in its way.
 */
final class Sweep {
  /** Kimi keeps 1,000 files and 10 GB for a user; others of the same user need some of it. */
  static final int MOST_FILES = 500;

  static final long MOST_BYTES = 5_000_000_000L;

  private static final Duration EVERY = Duration.ofHours(1);
  private static final Duration ONE = Duration.ofSeconds(30);

  private final Calls calls;
  private final Shelf.Intake intake;
  private final Uploads uploads;
  private final Map<String, Instant> last = new ConcurrentHashMap<>();

  Sweep(Calls calls, Shelf.Intake intake, Uploads uploads) {
    this.calls = calls;
    this.intake = intake;
    this.uploads = uploads;
  }

  /** Sweeps that account's files if that was not done lately; does not wait for it. */
  void perhaps(Access access, Instant now) {
    String account = Place.account(access);
    Instant before = last.get(account);
    boolean due = before == null || !now.isBefore(before.plus(EVERY));
    boolean mine =
        due
            && (before == null
                ? last.putIfAbsent(account, now) == null
                : last.replace(account, before, now));
    if (mine) {
      Thread.ofVirtual().name("sweep").start(() -> sweep(access, account, now));
    }
  }

  /** Removes one file; does not wait for it, and whether it succeeds is not told. */
  void removeSoon(Access access, Upload upload) {
    Thread.ofVirtual().name("remove").start(() -> remove(access, upload));
  }

  /** Those to be removed: what has expired, and the oldest of what is too many; oldest first. */
  static List<Upload> superfluous(List<Upload> oldestFirst, Instant now) {
    List<Upload> victims = new ArrayList<>();
    int files = 0;
    long bytes = 0;
    for (Upload upload : oldestFirst.reversed()) {
      boolean fits = files < MOST_FILES && bytes + upload.bytes() <= MOST_BYTES;
      if (upload.expired(now) || !fits) {
        victims.addFirst(upload);
      } else {
        files++;
        bytes += upload.bytes();
      }
    }
    return victims;
  }

  private void sweep(Access access, String account, Instant now) {
    for (Upload upload : superfluous(uploads.of(access.provider(), account), now)) {
      if (!remove(access, upload)) {
        return; // what is left waits for the next time
      }
      uploads.forget(upload);
    }
  }

  /** Whether there is nothing left to be done about the file. */
  private boolean remove(Access access, Upload upload) {
    try {
      intake.remove(access, upload, calls.stopwatch(new Patience(ONE, ONE, ONE)));
      return true;
    } catch (ProviderException _) {
      return false;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
