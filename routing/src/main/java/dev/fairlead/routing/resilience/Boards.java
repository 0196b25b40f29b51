package dev.fairlead.routing.resilience;

import dev.fairlead.providers.Access;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The boards of the keys in use, each opened when it is first asked for. */
final class Boards {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final String LAYOUT = ".v1";
  private static final int NAME_BYTES = 8;

  /** A board and the lane on it. */
  record Shared(String name, Board board, SharedLane lane, BoardFile file) {}

  private final Path directory;
  private final Supplier<List<Access>> keys;
  private final Outside outside;
  private final Consumer<String> warning;
  private final Caretaker caretaker = new Caretaker();
  private final AtomicBoolean warned = new AtomicBoolean();
  private final AtomicBoolean closed = new AtomicBoolean();
  private final Map<String, Opening> openings = new ConcurrentHashMap<>();
  private final Map<Access, Opening> byAccess = new ConcurrentHashMap<>();

  Boards(Path directory, Supplier<List<Access>> keys, Outside outside, Consumer<String> warning) {
    this.directory = directory;
    this.keys = keys;
    this.outside = outside;
    this.warning = warning;
  }

  /** Does that on the thread that looks after the boards, when it comes to it. */
  void later(Runnable task) {
    caretaker.run(task);
  }

  /** The keys in use. */
  Collection<Access> keys() {
    return keys.get();
  }

  /** What is shared of the key of that id, or null if nothing can be. */
  @Nullable Shared of(String key) {
    for (Access access : keys.get()) {
      if (access.id().equals(key)) {
        return of(access);
      }
    }
    return null;
  }

  /** What is shared of that key, or null if nothing can be. */
  @Nullable Shared of(Access access) {
    Opening opening = byAccess.get(access);
    if (opening == null) {
      opening = openings.computeIfAbsent(name(access), this::opening);
      byAccess.put(access, opening);
    }
    Shared shared = opening.get();
    return shared != null && shared.board().usable() ? shared : null;
  }

  /** Tells keys and addresses apart without giving one away. */
  private static String name(Access access) {
    String text = access.key().fingerprint() + " " + access.base();
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, NAME_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private Opening opening(String name) {
    Opening opening = new Opening(new FutureTask<>(() -> open(name)));
    caretaker.run(opening.task());
    return opening;
  }

  private Optional<Shared> open(String name) {
    try {
      BoardFile file = BoardFile.open(directory.resolve(name + LAYOUT), outside.chance()::nextLong);
      Board[] self = new Board[1];
      Board board =
          new Board(
              file.words(),
              file.seat(),
              outside.chance().nextLong() | 1,
              outside.ticker(),
              () -> caretaker.run(() -> look(file, self[0])));
      self[0] = board;
      file.look();
      return Optional.of(new Shared(name, board, new SharedLane(board, outside.wall()), file));
    } catch (IOException | InternalError e) {
      warn(e);
      return Optional.empty();
    }
  }

  private void look(BoardFile file, Board board) {
    board.attended();
    try {
      file.look();
    } catch (IOException e) {
      board.giveUp();
      warn(e);
    } catch (InternalError _) {
      // cut short at this moment: the next one who needs it asks for another look
    }
  }

  private void warn(Throwable e) {
    if (warned.compareAndSet(false, true)) {
      warning.accept(
          "the health of keys is not shared with other processes: "
              + directory
              + " cannot be used: "
              + e);
    }
  }

  /** Gives up all seats, as the end of the process would. */
  void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    FutureTask<Boolean> closing = new FutureTask<>(this::closeFiles, true);
    caretaker.run(closing);
    caretaker.stop();
    try {
      closing.get();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  private void closeFiles() {
    for (Opening opening : openings.values()) {
      Shared shared = opening.get();
      if (shared != null) {
        shared.board().giveUp();
        try {
          shared.file().close();
        } catch (IOException e) {
          warn(e);
        }
      }
    }
  }

  /** A board on its way. Who asks first waits for it a while, who asks later does not. */
  private record Opening(FutureTask<Optional<Shared>> task, AtomicBoolean late) {
    Opening(FutureTask<Optional<Shared>> task) {
      this(task, new AtomicBoolean());
    }

    @Nullable Shared get() {
      if (!task.isDone() && !late.get()) {
        await();
      }
      return task.isDone() ? task.resultNow().orElse(null) : null;
    }

    private void await() {
      boolean interrupted = Thread.interrupted();
      try {
        task.get(PATIENCE.toNanos(), TimeUnit.NANOSECONDS);
      } catch (InterruptedException _) {
        interrupted = true;
      } catch (TimeoutException _) {
        late.set(true);
      } catch (ExecutionException e) {
        throw new IllegalStateException(e);
      } finally {
        if (interrupted) {
          Thread.currentThread().interrupt();
        }
      }
    }
  }
}
