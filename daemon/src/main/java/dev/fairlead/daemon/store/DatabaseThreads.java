package dev.fairlead.daemon.store;

import dev.fairlead.tools.Threads;
import dev.fairlead.tools.threads.MemoryThreads;
import dev.fairlead.tools.threads.MemoryThreads.Whole;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Keeps threads in the database that all of the user's daemons share, so that they outlive each of
 * them. What the database does not tell in time is answered from what this process knows.
 */
public final class DatabaseThreads implements Threads {
  private final Writer writer;
  private final Clerk reader;
  private final ThreadRows rows;
  private final MemoryThreads own;
  private final @Nullable Shared shared;

  /** The ids of turns that the store did not take in time. */
  private final Set<String> late = ConcurrentHashMap.newKeySet();

  /**
   * The threads that this writer writes and that clerk looks up.
   *
   * @param own what this process knows itself
   * @param shared where threads of other machines are, if anywhere
   */
  DatabaseThreads(
      Writer writer, Clerk reader, ThreadRows rows, MemoryThreads own, @Nullable Shared shared) {
    this.shared = shared;
    this.writer = writer;
    this.reader = reader;
    this.rows = rows;
    this.own = own;
  }

  @Override
  public String start(String tool) {
    return own.start(tool);
  }

  @Override
  public Optional<List<Turn>> find(String id) {
    look(id);
    if (shared != null) {
      Set<String> known =
          own.find(id).orElse(List.of()).stream().map(Turn::id).collect(Collectors.toSet());
      shared.fetch(id, known);
      look(id);
    }
    return own.find(id);
  }

  private void look(String id) {
    reader
        .ask(connection -> rows.find(connection, id))
        .flatMap(found -> found)
        .ifPresent(kept -> own.learn(own.whole(id).map(mine -> both(kept, mine)).orElse(kept)));
  }

  /** What is kept, and after it what the store has yet to take. */
  private Whole both(Whole kept, Whole mine) {
    List<Turn> turns = new ArrayList<>(kept.turns());
    for (Turn turn : mine.turns()) {
      if (late.contains(turn.id())) {
        boolean there = kept.turns().stream().anyMatch(each -> each.id().equals(turn.id()));
        if (there) {
          late.remove(turn.id());
        } else {
          turns.add(turn);
        }
      }
    }
    return new Whole(kept.id(), kept.tool(), kept.started(), kept.fork(), turns);
  }

  @Override
  public String append(String id, @Nullable String after, Turn turn) {
    if (own.whole(id).isEmpty()) {
      look(id); // it gave way to others while the turn was under way
    }
    Whole whole = own.appended(id, after, turn);
    String home = whole.id();
    Writer.Written written = writer.write(rows.of(whole, id, after));
    if (!written.stored()) {
      late.add(turn.id());
      return home;
    }
    String landed = written.moved().getOrDefault(turn.id(), id);
    if (!landed.equals(home)) {
      look(landed);
      if (home.equals(id)) {
        look(id); // others go on with it at this moment: it may not be gone even for that long
      } else {
        own.forget(home);
      }
    }
    return landed;
  }

  @Override
  public List<Head> list() {
    return reader.ask(rows::list).orElseGet(own::list);
  }
}
