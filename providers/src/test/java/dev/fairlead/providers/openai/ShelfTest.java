package dev.fairlead.providers.openai;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.providers.Access;
import dev.fairlead.providers.Fixtures;
import dev.fairlead.providers.MemoryUploads;
import dev.fairlead.providers.Part;
import dev.fairlead.providers.Patience;
import dev.fairlead.providers.ProviderError;
import dev.fairlead.providers.ProviderException;
import dev.fairlead.providers.Upload;
import dev.fairlead.providers.Uploads;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** Files at a vendor that takes them when the test says so. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ShelfTest {
  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration LONG = Duration.ofSeconds(10);
  private static final Access ACCESS = Fixtures.access(URI.create("http://vendor.test"));

  private final Instant now = Fixtures.NOW;
  private final Network network = new Network("test", Map.of(), LONG, () -> now, System::nanoTime);
  private final Calls calls = new Calls(network, new PlainDialect());
  private final Vendor vendor = new Vendor();
  private final Remembered uploads = new Remembered();
  private final Shelf shelf = new Shelf(calls, vendor, uploads, DAY);
  private Thread last = Thread.currentThread();

  @AfterEach
  void stop() {
    network.close();
  }

  @Test
  void who_needs_a_file_that_is_on_its_way_waits_for_it() throws Exception {
    vendor.hold();
    Future<Upload> first = later(() -> place("a"));
    vendor.asked();
    Future<Upload> second = later(() -> place("a"));
    waits();
    vendor.allow(1);

    assertThat(second.get()).isEqualTo(first.get());
    assertThat(place("a")).isEqualTo(first.get());
    assertThat(vendor.sent()).isEqualTo(1);
    assertThat(uploads.of("test", Upload.Place.account(ACCESS))).containsExactly(first.get());
    assertThat(first.get().expires()).isEqualTo(now.plus(DAY));
  }

  @Test
  void what_is_the_files_fault_is_told_to_all_who_wait() throws Exception {
    vendor.hold();
    vendor.refuse(new ProviderError.Rejected("bad", "no file"));
    Future<Upload> first = later(() -> place("a"));
    vendor.asked();
    Future<Upload> second = later(() -> place("a"));
    waits();
    vendor.allow(1);

    for (Future<Upload> each : List.of(first, second)) {
      assertThat(error(each)).isEqualTo(new ProviderError.Rejected("bad", "no file"));
    }
    assertThat(vendor.sent()).isEqualTo(1);
  }

  @Test
  void what_is_not_is_tried_by_the_next_who_waits() throws Exception {
    vendor.hold();
    vendor.refuse(new ProviderError.Unavailable(503));
    Future<Upload> first = later(() -> place("a"));
    vendor.asked();
    Future<Upload> second = later(() -> place("a"));
    waits();
    vendor.allow(2);

    assertThat(error(first)).isEqualTo(new ProviderError.Unavailable(503));
    assertThat(second.get().id()).isEqualTo("f-2");
  }

  @Test
  void waiting_for_a_file_ends_with_the_time_of_the_attempt() throws Exception {
    vendor.hold();
    Future<Upload> first = later(() -> place("a"));
    vendor.asked();
    Duration soon = Duration.ofMillis(20);

    assertThatThrownBy(() -> place("a", soon))
        .isInstanceOfSatisfying(
            ProviderException.class,
            e -> assertThat(e.error()).isInstanceOf(ProviderError.TimedOut.class));
    vendor.allow(1);
    assertThat(first.get().id()).isEqualTo("f-1");
  }

  @Test
  void four_go_up_at_once_and_the_next_when_one_is_there() throws Exception {
    vendor.hold();
    List<Future<Upload>> four = new ArrayList<>();
    for (String text : List.of("a", "b", "c", "d")) {
      four.add(later(() -> place(text)));
      vendor.asked();
    }
    assertThatThrownBy(() -> place("e", Duration.ofMillis(20)))
        .isInstanceOfSatisfying(
            ProviderException.class,
            e -> assertThat(e.error()).isInstanceOf(ProviderError.TimedOut.class));
    assertThat(vendor.sent()).isEqualTo(4);

    Future<Upload> fifth = later(() -> place("e"));
    vendor.allow(1);
    vendor.asked();
    vendor.allow(4);
    for (Future<Upload> each : four) {
      assertThat(each.get().place().purpose()).isEqualTo("image");
    }
    assertThat(fifth.get().id()).isEqualTo("f-5");
  }

  @Test
  void a_file_that_was_refused_leaves_its_place_to_others() throws Exception {
    for (int i = 0; i < 4; i++) {
      vendor.refuse(new ProviderError.Unavailable(503));
      assertThatThrownBy(() -> place("a")).isInstanceOf(ProviderException.class);
    }
    assertThat(place("a").id()).isEqualTo("f-5");
  }

  @Test
  void a_file_that_is_not_to_stay_is_shared_with_nobody_and_removed() throws Exception {
    Shelf open = new Shelf(calls, vendor, uploads, Duration.ZERO);
    Upload first = open.place(ACCESS, of("a"), file("a"), calls.stopwatch(patience(LONG)));
    Upload second = open.place(ACCESS, of("a"), file("a"), calls.stopwatch(patience(LONG)));
    assertThat(second.id()).isNotEqualTo(first.id());
    assertThat(uploads.of("test", Upload.Place.account(ACCESS))).isEmpty();

    open.done(ACCESS, first);
    assertThat(vendor.removed()).isEqualTo(first.id());
    open.drop(ACCESS, second);
    open.done(ACCESS, second);
    assertThat(vendor.removed()).isEqualTo(second.id());
  }

  @Test
  void a_file_that_is_good_for_nothing_is_forgotten_and_removed() throws Exception {
    Upload upload = place("a");
    shelf.done(ACCESS, upload);
    shelf.drop(ACCESS, upload);
    assertThat(uploads.forgotten()).isEqualTo(upload);
    assertThat(vendor.removed()).isEqualTo(upload.id());
    assertThat(vendor.isAskedToRemove()).isFalse();
  }

  @Test
  void what_has_expired_is_removed_beside_an_upload_and_forgotten() throws Exception {
    Upload old = new Upload(of("old"), "f-old", "old.png", 3, now.minus(DAY), now);
    uploads.keep(old);
    Upload fresh = place("a");

    assertThat(vendor.removed()).isEqualTo("f-old");
    assertThat(uploads.forgotten()).isEqualTo(old);
    assertThat(uploads.of("test", Upload.Place.account(ACCESS))).containsExactly(fresh);

    uploads.keep(old);
    place("b");
    assertThat(vendor.isAskedToRemove()).as("twice within the hour").isFalse();
  }

  private Upload place(String text) throws ProviderException, InterruptedException {
    return place(text, LONG);
  }

  private Upload place(String text, Duration within)
      throws ProviderException, InterruptedException {
    return shelf.place(ACCESS, of(text), file(text), calls.stopwatch(patience(within)));
  }

  private static Patience patience(Duration within) {
    return new Patience(within, within, within);
  }

  private static Upload.Place of(String text) {
    return Upload.Place.of(ACCESS, "image", text.getBytes(UTF_8));
  }

  private static Part.Document file(String text) {
    return new Part.Document(text + ".png", "image/png", text.getBytes(UTF_8));
  }

  private static ProviderError error(Future<Upload> failing) throws Exception {
    try {
      throw new AssertionError("it went up: " + failing.get());
    } catch (ExecutionException e) {
      if (e.getCause() instanceof ProviderException failed) {
        return failed.error();
      }
      throw e;
    }
  }

  private Future<Upload> later(Callable<Upload> work) {
    FutureTask<Upload> task = new FutureTask<>(work);
    last = Thread.ofVirtual().start(task);
    return task;
  }

  /** Until the one that was started last waits for another. */
  private void waits() {
    while (last.getState() != Thread.State.TIMED_WAITING) {
      Thread.onSpinWait();
    }
  }

  /** Takes files, on request only when it is allowed, and says what it was asked to remove. */
  private static final class Vendor implements Shelf.Intake {
    private final Semaphore asked = new Semaphore(0);
    private final Semaphore allowed = new Semaphore(0);
    private final BlockingQueue<ProviderError> refusals = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> removed = new LinkedBlockingQueue<>();
    private volatile boolean holds;
    private int sent;

    @Override
    public String send(Access access, Upload.Place place, Part.Document file, Stopwatch stopwatch)
        throws ProviderException, InterruptedException {
      int number;
      synchronized (this) {
        number = ++sent;
      }
      asked.release();
      if (holds && !allowed.tryAcquire(10, TimeUnit.SECONDS)) {
        throw new IllegalStateException("the test does not allow it");
      }
      ProviderError refusal = refusals.poll();
      if (refusal != null) {
        throw new ProviderException(refusal);
      }
      return "f-" + number;
    }

    @Override
    public boolean remove(Access access, Upload upload, Stopwatch stopwatch) {
      removed.add(upload.id());
      return true;
    }

    /** Waits until one more file is on its way. */
    void asked() throws InterruptedException {
      assertThat(asked.tryAcquire(10, TimeUnit.SECONDS)).isTrue();
    }

    /** From now on a file waits until it is allowed. */
    void hold() {
      holds = true;
    }

    void allow(int files) {
      allowed.release(files);
    }

    void refuse(ProviderError error) {
      refusals.add(error);
    }

    synchronized int sent() {
      return sent;
    }

    /** The next that it was asked to remove. */
    String removed() throws InterruptedException {
      return Optional.ofNullable(removed.poll(10, TimeUnit.SECONDS)).orElseThrow();
    }

    boolean isAskedToRemove() {
      return !removed.isEmpty();
    }
  }

  /** Uploads that tell what was forgotten. */
  private static final class Remembered implements Uploads {
    private final Uploads uploads = new MemoryUploads();
    private final BlockingQueue<Upload> forgotten = new LinkedBlockingQueue<>();

    @Override
    public Optional<Upload> find(Upload.Place place, Instant then) {
      return uploads.find(place, then);
    }

    @Override
    public void keep(Upload upload) {
      uploads.keep(upload);
    }

    @Override
    public void forget(Upload upload) {
      uploads.forget(upload);
      forgotten.add(upload);
    }

    @Override
    public List<Upload> of(String provider, String account) {
      return uploads.of(provider, account);
    }

    /** The next that was forgotten. */
    Upload forgotten() throws InterruptedException {
      return Optional.ofNullable(forgotten.poll(10, TimeUnit.SECONDS)).orElseThrow();
    }
  }
}
