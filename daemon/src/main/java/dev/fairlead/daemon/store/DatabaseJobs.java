package dev.fairlead.daemon.store;

import dev.fairlead.routing.Progress.SoFar;
import dev.fairlead.tools.Job;
import dev.fairlead.tools.Job.State;
import dev.fairlead.tools.Jobs;
import dev.fairlead.tools.ToolResult;
import dev.fairlead.tools.jobs.MemoryJobs;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Keeps jobs in the database that all of the user's daemons share: their results are there after a
 * restart, and what there was of an answer when its process ended.
 */
public final class DatabaseJobs implements Jobs {
  /** A job of another machine that says nothing for so long is broken. */
  static final Duration SILENCE = Duration.ofSeconds(60);

  private static final Duration BEAT = Duration.ofSeconds(1);
  private static final Duration LONG_BEAT = Duration.ofSeconds(20);

  private final Writer writer;
  private final Clerk reader;
  private final JobRows rows;
  private final MemoryJobs own;
  private final InstantSource clock;
  private final Retake retake;
  private final Map<String, Call> going = new ConcurrentHashMap<>();
  private final Map<String, Beat> beats = new ConcurrentHashMap<>();
  private @Nullable ScheduledExecutorService beating;

  /** Has a call made again. */
  @FunctionalInterface
  public interface Retake {
    /**
     * Calls that tool with those arguments for those directories, as a job of its own.
     *
     * @param begun what came of the call before
     * @param begin makes it a job
     * @return why that cannot be done, if so
     */
    Optional<String> call(
        String tool, Map<String, Object> arguments, List<Path> roots, SoFar begun, Beginning begin);
  }

  /** Makes a call a job. */
  @FunctionalInterface
  public interface Beginning {
    /** The job of that call. */
    Going as(Call call);
  }

  private record Beat(SoFar soFar, String doing, Instant at) {}

  /**
   * The jobs that this writer writes and that clerk looks up.
   *
   * @param own what this process knows itself
   * @param retake has a broken call made again
   */
  DatabaseJobs(
      Writer writer,
      Clerk reader,
      JobRows rows,
      MemoryJobs own,
      InstantSource clock,
      Retake retake) {
    this.writer = writer;
    this.reader = reader;
    this.rows = rows;
    this.own = own;
    this.clock = clock;
    this.retake = retake;
  }

  @Override
  public Going begin(String tool, Instant started, Call call) {
    return kept(own.begin(tool, started, call), call);
  }

  private Going kept(Going job, Call call) {
    going.put(job.id(), call);
    write(job.id(), call);
    startBeating();
    return new Going() {
      @Override
      public String id() {
        return job.id();
      }

      @Override
      public void ended(ToolResult result) {
        going.remove(job.id());
        beats.remove(job.id());
        // whoever waits may be answered, and this process killed, as soon as the end is known here
        own.find(job.id())
            .map(now ->
                new Job(
                    now.id(), now.tool(), now.started(), State.ENDED, "", SoFar.NOTHING, result))
            .ifPresent(end -> write(end, call));
        job.ended(result);
      }
    };
  }

  private void write(String id, Call call) {
    own.find(id).ifPresent(job -> write(job, call));
  }

  private void write(Job job, Call call) {
    Row row = rows.of(job, call.arguments(), call.roots(), clock.instant());
    var _ = writer.write(List.of(row));
  }

  /** As long as jobs go on, what there is of their answers is written now and then. */
  private synchronized void startBeating() {
    if (beating == null) {
      ScheduledExecutorService started =
          Executors.newSingleThreadScheduledExecutor(
              Thread.ofPlatform().daemon().name("jobs").factory());
      var _ =
          started.scheduleWithFixedDelay(
              this::beat, BEAT.toMillis(), BEAT.toMillis(), TimeUnit.MILLISECONDS);
      beating = started;
    }
  }

  private void beat() {
    going.forEach((id, call) -> {
      Instant now = clock.instant();
      Beat last = beats.get(id);
      SoFar soFar = call.soFar();
      String doing = call.doing();
      if (last == null
          || last.soFar().text().length() != soFar.text().length()
          || last.soFar().reasoning().length() != soFar.reasoning().length()
          || !last.doing().equals(doing)
          || last.at().plus(LONG_BEAT).isBefore(now)) {
        beats.put(id, new Beat(soFar, doing, now));
        write(id, call);
      }
    });
  }

  @Override
  public Optional<Job> find(String id) {
    return own.find(id).or(() -> stored(id).map(JobRows.Kept::job));
  }

  private Optional<JobRows.Kept> stored(String id) {
    return reader.ask(connection -> rows.find(connection, id, clock.instant())).flatMap(f -> f);
  }

  @Override
  public Optional<Job> await(String id, Duration time) throws InterruptedException {
    if (own.find(id).isPresent()) {
      return own.await(id, time);
    }
    Optional<Job> job = find(id);
    if (job.isPresent() && job.get().state() == State.RUNNING) {
      // another daemon's: its end is a row, which nobody tells of
      own.pause(time);
      job = find(id);
    }
    return job;
  }

  @Override
  public void cancel(String id) {
    own.cancel(id);
  }

  @Override
  public Optional<String> resume(String id) {
    if (own.find(id).isPresent()) {
      return Optional.empty();
    }
    Optional<JobRows.Kept> kept = stored(id);
    if (kept.isEmpty()) {
      return own.resume(id);
    }
    Job job = kept.get().job();
    Map<String, Object> arguments = kept.get().arguments();
    if (job.state() != State.BROKEN) {
      return Optional.empty();
    }
    if (arguments == null) {
      return Optional.of(
          "what job " + id + " was called with is not kept: call " + job.tool() + " again");
    }
    return retake.call(
        job.tool(),
        arguments,
        kept.get().roots(),
        job.soFar(),
        call -> kept(own.begin(id, job.tool(), clock.instant(), call), call));
  }

  @Override
  public List<Job> list() {
    Map<String, Job> all = new LinkedHashMap<>();
    own.list().forEach(job -> all.put(job.id(), job));
    reader
        .ask(connection -> rows.list(connection, clock.instant()))
        .ifPresent(stored -> stored.forEach(kept -> all.putIfAbsent(kept.job().id(), kept.job())));
    List<Job> newest = new ArrayList<>(all.values());
    newest.sort(Comparator.comparing(Job::started).reversed());
    return newest;
  }
}
