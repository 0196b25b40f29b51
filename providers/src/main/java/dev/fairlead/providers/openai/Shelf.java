package dev.fairlead.providers.openai;

import dev.fairlead.providers.Access;
import dev.fairlead.providers.Part;
import dev.fairlead.providers.ProviderError;
import dev.fairlead.providers.ProviderException;
import dev.fairlead.providers.Upload;
import dev.fairlead.providers.Upload.Place;
import dev.fairlead.providers.Uploads;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The files at one vendor: each goes up once for an account, also when several calls need it at the
 * same time, and is removed when its time is over. Safe for many threads.
 */
public final class Shelf {
  /** More at once from one key is taken for a burst. */
  private static final int AT_ONCE = 4;

  private final Calls calls;
  private final Intake intake;
  private final Uploads uploads;
  private final Duration keep;
  private final Sweep sweep;
  private final Map<Place, Flight> flights = new ConcurrentHashMap<>();
  private final Map<String, Semaphore> lanes = new ConcurrentHashMap<>();

  /**
   * The files of that vendor.
   *
   * @param keep how long a file may stay there; zero removes each file after the call that it went
   *     up for, and shares none
   */
  public Shelf(Calls calls, Intake intake, Uploads uploads, Duration keep) {
    this.calls = calls;
    this.intake = intake;
    this.uploads = uploads;
    this.keep = keep;
    this.sweep = new Sweep(calls, intake, uploads);
  }

  /** How a vendor takes files and lets them go. */
  public interface Intake {
    /**
     * Sends the file up.
     *
     * @return the vendor's name of it
     */
    String send(Access access, Place place, Part.Document file, Stopwatch stopwatch)
        throws ProviderException, InterruptedException;

    /** Removes it; false where files of that kind cannot be removed. */
    boolean remove(Access access, Upload upload, Stopwatch stopwatch)
        throws ProviderException, InterruptedException;
  }

  /** An upload under way. What it came to is written before the latch opens. */
  private static final class Flight {
    private final CountDownLatch landed = new CountDownLatch(1);
    private @Nullable Upload upload;
    private @Nullable ProviderError refused;
  }

  /**
   * The file at the vendor; sent up if it is not there.
   *
   * @throws ProviderException if it could not be sent in time
   * @throws InterruptedException if the calling thread was interrupted
   */
  public Upload place(Access access, Place place, Part.Document file, Stopwatch stopwatch)
      throws ProviderException, InterruptedException {
    if (keep.isZero()) {
      return send(access, place, file, stopwatch);
    }
    while (true) {
      Flight own = new Flight();
      Flight other = flights.putIfAbsent(place, own);
      if (other == null) {
        return fly(own, access, place, file, stopwatch);
      }
      if (!other.landed.await(stopwatch.left(), TimeUnit.NANOSECONDS)) {
        throw stopwatch.timedOut();
      }
      if (other.upload != null) {
        return other.upload;
      }
      if (other.refused != null) {
        throw new ProviderException(other.refused);
      }
    }
  }

  /**
   * The file at the vendor, sent up again since that upload of it turned out to be gone.
   *
   * @throws ProviderException if it could not be sent in time
   * @throws InterruptedException if the calling thread was interrupted
   */
  public Upload replace(Access access, Upload gone, Part.Document file, Stopwatch stopwatch)
      throws ProviderException, InterruptedException {
    uploads.forget(gone);
    return place(access, gone.place(), file, stopwatch);
  }

  /** Says that a call needs the file no longer. */
  public void done(Access access, Upload upload) {
    if (keep.isZero()) {
      sweep.removeSoon(access, upload);
    }
  }

  /** Removes a file that is good for nothing, as soon as nobody can ask for it any more. */
  public void drop(Access access, Upload upload) {
    if (!keep.isZero()) {
      uploads.forget(upload);
      sweep.removeSoon(access, upload);
    }
  }

  private Upload fly(
      Flight flight, Access access, Place place, Part.Document file, Stopwatch stopwatch)
      throws ProviderException, InterruptedException {
    try {
      Optional<Upload> known = uploads.find(place, calls.clock().instant());
      Upload upload = known.isPresent() ? known.get() : send(access, place, file, stopwatch);
      flight.upload = upload;
      return upload;
    } catch (ProviderException e) {
      // the file's own fault meets all who wait; any other they try for themselves
      flight.refused = e.error() instanceof ProviderError.Rejected ? e.error() : null;
      throw e;
    } finally {
      flights.remove(place, flight);
      flight.landed.countDown();
    }
  }

  private Upload send(Access access, Place place, Part.Document file, Stopwatch stopwatch)
      throws ProviderException, InterruptedException {
    Semaphore lane = lanes.computeIfAbsent(place.account(), _ -> new Semaphore(AT_ONCE));
    if (!lane.tryAcquire(stopwatch.left(), TimeUnit.NANOSECONDS)) {
      throw stopwatch.timedOut();
    }
    String id;
    try {
      id = intake.send(access, place, file, stopwatch);
    } finally {
      lane.release();
    }
    Instant now = calls.clock().instant();
    Upload upload = new Upload(place, id, file.name(), file.bytes().length, now, now.plus(keep));
    if (!keep.isZero()) {
      uploads.keep(upload);
      sweep.perhaps(access, now);
    }
    return upload;
  }
}
