package dev.fairlead.tools.threads;

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
import java.util.UUID;

/** Keeps the threads used last in memory, as long as the process lives. */
public final class MemoryThreads implements Threads {
  private final int most;
  private final long mostAttached;
  private final InstantSource clock;

  /** In the order of their last use. */
  private final Map<String, Entry> threads = new LinkedHashMap<>(16, 0.75f, true);

  private record Entry(String tool, Instant started, List<Turn> turns) {
    long attached() {
      return turns.stream()
          .flatMap(turn -> turn.attached().stream())
          .mapToLong(GatedFile.Attachment::size)
          .sum();
    }
  }

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
    String id = UUID.randomUUID().toString();
    threads.put(id, new Entry(tool, clock.instant(), List.of()));
    makeRoom();
    return id;
  }

  @Override
  public synchronized Optional<List<Turn>> find(String id) {
    return Optional.ofNullable(threads.get(id)).map(Entry::turns);
  }

  /** The thread of that id, if it is here. */
  public synchronized Optional<Head> head(String id) {
    return Optional.ofNullable(threads.get(id)).map(entry -> head(id, entry));
  }

  /** Takes over a thread as it is elsewhere, in place of what is known of it here. */
  public synchronized void learn(String id, String tool, Instant started, List<Turn> turns) {
    threads.put(id, new Entry(tool, started, List.copyOf(turns)));
    makeRoom();
  }

  @Override
  public synchronized List<Head> list() {
    return new ArrayList<>(threads.entrySet())
        .reversed().stream().map(entry -> head(entry.getKey(), entry.getValue())).toList();
  }

  private static Head head(String id, Entry entry) {
    List<Turn> turns = entry.turns();
    return turns.isEmpty()
        ? new Head(id, entry.tool(), entry.started(), entry.started(), 0, "")
        : new Head(
            id,
            entry.tool(),
            entry.started(),
            turns.getLast().at(),
            turns.size(),
            turns.getFirst().said());
  }

  @Override
  public synchronized void append(String id, Turn turn) {
    Entry entry = threads.get(id);
    if (entry == null) {
      throw new IllegalArgumentException("there is no thread " + id);
    }
    List<Turn> more = new ArrayList<>(entry.turns());
    more.add(turn);
    threads.put(id, new Entry(entry.tool(), entry.started(), List.copyOf(more)));
    makeRoom();
  }

  /** The thread used last stays whatever it holds. */
  private void makeRoom() {
    long attached = threads.values().stream().mapToLong(Entry::attached).sum();
    Iterator<Entry> oldest = threads.values().iterator();
    for (int left = threads.size(); left > 1 && (left > most || attached > mostAttached); left--) {
      attached -= oldest.next().attached();
      oldest.remove();
    }
  }
}
