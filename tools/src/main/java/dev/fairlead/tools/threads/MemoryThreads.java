package dev.fairlead.tools.threads;

import dev.fairlead.routing.Ids;
import dev.fairlead.tools.Threads;
import dev.fairlead.tools.files.GatedFile;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** Keeps the threads used last in memory, as long as the process lives. */
public final class MemoryThreads implements Threads {
  private final int most;
  private final long mostAttached;
  private final InstantSource clock;

  /** In the order of their last use. */
  private final Map<String, Whole> threads = new LinkedHashMap<>(16, 0.75f, true);

  /** The bytes of images and documents in all of them; counted on, as there may be many threads. */
  private long attached;

  /**
   * A thread with its turns.
   *
   * @param id its own
   * @param tool that began it
   * @param started when it was begun
   * @param fork where it leaves another thread, or null if it is none's branch
   * @param turns all of them, the oldest first, with those that it shares
   */
  public record Whole(
      String id, String tool, Instant started, @Nullable Fork fork, List<Turn> turns) {
    public Whole {
      turns = List.copyOf(turns);
    }

    private long attached() {
      long size = 0;
      for (Turn turn : turns) {
        for (GatedFile.Attachment one : turn.attached()) {
          size += one.size();
        }
      }
      return size;
    }

    private Head head() {
      return turns.isEmpty()
          ? new Head(id, tool, started, started, 0, "")
          : new Head(
              id, tool, started, turns.getLast().at(), turns.size(), turns.getFirst().said());
    }
  }

  /**
   * Where a branch leaves its thread.
   *
   * @param of that thread's id
   * @param at how many of its turns they share
   */
  public record Fork(String of, int at) {}

  /**
   * Room for that many threads, and for that many bytes of images and documents in all; the threads
   * unused for longest give way.
   */
  public MemoryThreads(int most, long mostAttached, InstantSource clock) {
    this.most = most;
    this.mostAttached = mostAttached;
    this.clock = clock;
  }

  @Override
  public synchronized String start(String tool) {
    Instant now = clock.instant();
    String id = Ids.of(now, ThreadLocalRandom.current()).toString(); // rows in order of time
    keep(new Whole(id, tool, now, null, List.of()));
    return id;
  }

  @Override
  public Optional<List<Turn>> find(String id) {
    return whole(id).map(Whole::turns);
  }

  /** The thread of that id, if it is here. */
  public synchronized Optional<Whole> whole(String id) {
    return Optional.ofNullable(threads.get(id));
  }

  /** Takes over a thread as it is elsewhere, in place of what is known of it here. */
  public synchronized void learn(Whole thread) {
    keep(thread);
  }

  /** Lets that thread go. */
  public synchronized void forget(String id) {
    uncount(threads.remove(id));
  }

  private void keep(Whole thread) {
    uncount(threads.put(thread.id(), thread));
    attached += thread.attached();
    makeRoom();
  }

  private void uncount(@Nullable Whole thread) {
    attached -= thread == null ? 0 : thread.attached();
  }

  @Override
  public synchronized List<Head> list() {
    return new ArrayList<>(threads.values()).reversed().stream().map(Whole::head).toList();
  }

  @Override
  public String append(String id, @Nullable String after, Turn turn) {
    return appended(id, after, turn).id();
  }

  /** Adds a turn like {@link #append}, and tells the thread that it is in then. */
  public synchronized Whole appended(String id, @Nullable String after, Turn turn) {
    Whole thread = threads.getOrDefault(id, new Whole(id, turn.tool(), turn.at(), null, List.of()));
    List<Turn> more = new ArrayList<>(seen(thread.turns(), after));
    int shared = more.size();
    boolean branches = shared < thread.turns().size();
    more.add(turn);
    Fork fork = branches ? new Fork(id, shared) : thread.fork();
    String home = branches ? turn.branch() : id;
    Whole whole = new Whole(home, thread.tool(), thread.started(), fork, more);
    keep(whole);
    return whole;
  }

  /** The turns up to that one; all of them if it is not among them. */
  private static List<Turn> seen(List<Turn> turns, @Nullable String after) {
    if (after == null) {
      return List.of();
    }
    for (int i = turns.size(); i > 0; i--) {
      if (turns.get(i - 1).id().equals(after)) {
        return turns.subList(0, i);
      }
    }
    return turns;
  }

  /** The thread used last stays whatever it holds. */
  private void makeRoom() {
    Iterator<Whole> oldest = threads.values().iterator();
    while (threads.size() > 1 && (threads.size() > most || attached > mostAttached)) {
      uncount(oldest.next());
      oldest.remove();
    }
  }
}
