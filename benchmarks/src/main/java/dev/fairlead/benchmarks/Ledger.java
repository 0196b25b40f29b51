package dev.fairlead.benchmarks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What was asked and what came of it: each request is to have one reply, none if it was cancelled.
 * Times are those of {@code System.nanoTime}. Thread-safe.
 */
final class Ledger {
  /** A reply that comes later than this after its cancel was not already under way then. */
  static final Duration UNDER_WAY = Duration.ofSeconds(2);

  private static final int MOST_EXAMPLES = 20;

  /** Requests that have no reply yet, by id. */
  private final Map<Long, Open> open = new HashMap<>();

  private final BitSet closed = new BitSet();
  private final Map<String, Sum> tools = new TreeMap<>();
  private final Map<String, Integer> kinds = new TreeMap<>();
  private final Map<Offence, Integer> offences = new TreeMap<>();
  private final List<String> examples = new ArrayList<>();

  /** What must not be. */
  enum Offence {
    LOST("requests without a reply"),
    DOUBLED("second replies, and replies to nothing that was asked"),
    AFTER_CANCEL("replies long after a cancel"),
    LATE_PROGRESS("progress after the reply"),
    UNTYPED("errors without a kind"),
    LOST_JOB("jobs whose answer cannot be had");

    private final String words;

    Offence(String words) {
      this.words = words;
    }

    String words() {
      return words;
    }
  }

  /** How a tool's calls ended. */
  static final class Sum {
    private int calls;
    private int answers;
    private int jobs;
    private int errors;
    private int cancelled;
    private final List<Long> took = new ArrayList<>();

    int calls() {
      return calls;
    }

    int answers() {
      return answers;
    }

    int jobs() {
      return jobs;
    }

    int errors() {
      return errors;
    }

    int cancelled() {
      return cancelled;
    }

    List<Long> took() {
      return took;
    }

    /** Takes the calls of another client, too. */
    void add(Sum other) {
      calls += other.calls;
      answers += other.answers;
      jobs += other.jobs;
      errors += other.errors;
      cancelled += other.cancelled;
      took.addAll(other.took);
    }
  }

  private static final class Open {
    private final String tool;
    private final long due;
    private @Nullable Long cancelled;

    Open(String tool, long due) {
      this.tool = tool;
      this.due = due;
    }
  }

  /** A request of that tool has to be sent by then. */
  synchronized void asked(long id, String tool, long due) {
    open.put(id, new Open(tool, due));
    sum(tool).calls++;
  }

  /** Whether a cancel still makes sense; if so, it is sent now. */
  synchronized boolean cancels(long id, long now) {
    Open request = open.get(id);
    if (request != null) {
      request.cancelled = now;
    }
    return request != null;
  }

  /** A reply has come. */
  synchronized void heard(long id, Heard heard, long now) {
    Open request = open.remove(id);
    if (request == null) {
      offend(Offence.DOUBLED, "id " + id + (closed.get((int) id) ? " again: " : ": ") + heard);
      return;
    }
    closed.set((int) id);
    Long cancelled = request.cancelled;
    if (cancelled != null && now - cancelled > UNDER_WAY.toNanos()) {
      offend(Offence.AFTER_CANCEL, request.tool + ": " + heard);
    }
    Sum sum = sum(request.tool);
    sum.took.add(now - request.due);
    switch (heard) {
      case Heard.Answer _ -> sum.answers++;
      case Heard.Job _ -> sum.jobs++;
      case Heard.TypedError(String kind) -> {
        sum.errors++;
        kinds.merge(kind, 1, Integer::sum);
      }
      case Heard.Untyped(String words) -> offend(Offence.UNTYPED, request.tool + ": " + words);
    }
  }

  /** A word on how that request goes has come. */
  synchronized void progressed(long id) {
    if (!open.containsKey(id)) {
      offend(Offence.LATE_PROGRESS, "id " + id);
    }
  }

  /** Something that must not be. */
  synchronized void offend(Offence offence, String example) {
    offences.merge(offence, 1, Integer::sum);
    if (examples.size() < MOST_EXAMPLES) {
      examples.add(offence + " " + example);
    }
  }

  /** How many requests wait for a reply that is still wanted. */
  synchronized long waiting() {
    return open.values().stream().filter(request -> request.cancelled == null).count();
  }

  /** No reply is awaited any more: what is open was cancelled, or is lost. */
  synchronized void close() {
    open.forEach((id, request) -> {
      if (request.cancelled != null) {
        sum(request.tool).cancelled++;
      } else {
        offend(Offence.LOST, request.tool + ", id " + id);
      }
    });
    open.clear();
  }

  /** How the calls of each tool ended. */
  synchronized Map<String, Sum> tools() {
    return new TreeMap<>(tools);
  }

  /** The typed errors by their kind. */
  synchronized Map<String, Integer> kinds() {
    return new TreeMap<>(kinds);
  }

  synchronized int count(Offence offence) {
    return offences.getOrDefault(offence, 0);
  }

  /** The first things that must not be, in words. */
  synchronized List<String> examples() {
    return List.copyOf(examples);
  }

  private Sum sum(String tool) {
    return tools.computeIfAbsent(tool, _ -> new Sum());
  }
}
