package dev.fairlead.tools.threads;

import dev.fairlead.tools.Threads;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Keeps the threads used last in memory, as long as the process lives. */
public final class MemoryThreads implements Threads {
  private final int most;

  /** In the order of their last use. */
  private final Map<String, List<Turn>> threads = new LinkedHashMap<>(16, 0.75f, true);

  /** Room for that many threads; the one unused for longest gives way. */
  public MemoryThreads(int most) {
    this.most = most;
  }

  @Override
  public synchronized String start(String tool) {
    String id = UUID.randomUUID().toString();
    threads.put(id, List.of());
    if (threads.size() > most) {
      threads.remove(threads.keySet().iterator().next());
    }
    return id;
  }

  @Override
  public synchronized Optional<List<Turn>> find(String id) {
    return Optional.ofNullable(threads.get(id));
  }

  @Override
  public synchronized void append(String id, Turn turn) {
    List<Turn> turns = threads.get(id);
    if (turns == null) {
      throw new IllegalArgumentException("there is no thread " + id);
    }
    List<Turn> more = new ArrayList<>(turns);
    more.add(turn);
    threads.put(id, List.copyOf(more));
  }
}
