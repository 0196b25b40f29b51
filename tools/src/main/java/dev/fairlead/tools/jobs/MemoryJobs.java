package dev.fairlead.tools.jobs;

import dev.fairlead.routing.Progress.SoFar;
import dev.fairlead.tools.Job;
import dev.fairlead.tools.Job.State;
import dev.fairlead.tools.Jobs;
import dev.fairlead.tools.ToolResult;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Keeps jobs in memory, as long as the process lives, and the results of the newest. */
public final class MemoryJobs implements Jobs {
  private final int most;
  private final BiConsumer<Job, Change> changed;

  /** In the order in which they began. */
  private final Map<String, Entry> jobs = new LinkedHashMap<>();

  /**
   * Room for the results of that many jobs; the oldest that has ended gives way.
   *
   * @param changed is told of every job that begins, ends, or is forgotten
   */
  public MemoryJobs(int most, BiConsumer<Job, Change> changed) {
    this.most = most;
    this.changed = changed;
  }

  @Override
  public Going begin(String tool, Instant started, Call call) {
    return begin(UUID.randomUUID().toString(), tool, started, call);
  }

  /** A job of that id, in place of what is known of it here. */
  public Going begin(String id, String tool, Instant started, Call call) {
    Entry entry = new Entry(id, tool, started, call);
    List<Entry> gone;
    synchronized (jobs) {
      jobs.put(entry.id, entry);
      gone = makeRoom();
    }
    changed.accept(entry.now(), Change.BEGUN);
    gone.forEach(old -> changed.accept(old.now(), Change.GONE));
    return entry;
  }

  private List<Entry> makeRoom() {
    List<Entry> gone = new ArrayList<>();
    Iterator<Entry> oldest = jobs.values().iterator();
    while (jobs.size() > most && oldest.hasNext()) {
      Entry entry = oldest.next();
      if (entry.result != null) {
        oldest.remove();
        gone.add(entry);
      }
    }
    return gone;
  }

  @Override
  public Optional<Job> find(String id) {
    return entry(id).map(Entry::now);
  }

  @Override
  public Optional<Job> await(String id, Duration time) throws InterruptedException {
    Optional<Entry> entry = entry(id);
    if (entry.isPresent()) {
      var _ = entry.get().done.await(time.toNanos(), TimeUnit.NANOSECONDS);
    }
    return entry.map(Entry::now);
  }

  /**
   * Waits that long.
   *
   * @throws InterruptedException if the calling thread was interrupted
   */
  public void pause(Duration time) throws InterruptedException {
    var _ = new CountDownLatch(1).await(time.toNanos(), TimeUnit.NANOSECONDS);
  }

  @Override
  public void cancel(String id) {
    entry(id).filter(entry -> entry.result == null).ifPresent(entry -> entry.call.cancel());
  }

  @Override
  public List<Job> list() {
    synchronized (jobs) {
      return new ArrayList<>(jobs.values()).reversed().stream().map(Entry::now).toList();
    }
  }

  /** A process knows its own jobs alone, of which none can be broken. */
  @Override
  public Optional<String> resume(String id) {
    return entry(id).isPresent()
        ? Optional.empty()
        : Optional.of("there is no job " + id + " any more: call its tool again");
  }

  private Optional<Entry> entry(String id) {
    synchronized (jobs) {
      return Optional.ofNullable(jobs.get(id));
    }
  }

  private final class Entry implements Going {
    private final String id;
    private final String tool;
    private final Instant started;
    private final Call call;
    private final CountDownLatch done = new CountDownLatch(1);
    private volatile @Nullable ToolResult result;

    Entry(String id, String tool, Instant started, Call call) {
      this.id = id;
      this.tool = tool;
      this.started = started;
      this.call = call;
    }

    @Override
    public String id() {
      return id;
    }

    @Override
    public void ended(ToolResult end) {
      result = end;
      done.countDown();
      changed.accept(now(), Change.ENDED);
    }

    Job now() {
      ToolResult end = result;
      return end == null
          ? new Job(id, tool, started, State.RUNNING, call.doing(), call.soFar(), null)
          : new Job(id, tool, started, State.ENDED, "", SoFar.NOTHING, end);
    }
  }
}
