package dev.fairlead.routing.resilience;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The file under a board, and this process's seat at it: a lock on one byte, which the operating
 * system frees when the process ends in whatever way. Used by one platform thread alone, since an
 * interrupt closes a channel, and the only one to open the file, since closing any other descriptor
 * of it would free the lock.
 */
final class BoardFile {
  /** What a file in this layout begins with; another layout gets another name and another word. */
  static final long MAGIC = 0x6661_6972_6c64_0001L;

  static final int SIZE = 1 << 15;
  static final int SEATS = 128;

  /** Locked bytes are far behind the data: some systems keep others from reading what is locked. */
  private static final long LOCKS = 1L << 40;

  private static final long PREPARING = LOCKS - 1;
  private static final int TRIES = 5_000;
  private static final long PAUSE = Duration.ofMillis(1).toNanos();

  private final FileChannel channel;
  private final Words words;
  private final LongSupplier numbers;

  /** Kept, since the JDK forgets a lock whose object is gone. */
  private final FileLock seatLock;

  private BoardFile(FileChannel channel, LongSupplier numbers, Words words, FileLock seatLock) {
    this.channel = channel;
    this.numbers = numbers;
    this.words = words;
    this.seatLock = seatLock;
  }

  /**
   * Opens the file, rebuilds it if it is none of ours, and takes a seat.
   *
   * @param numbers gives a number by chance
   */
  static BoardFile open(Path file, LongSupplier numbers) throws IOException {
    Files.createDirectories(file.getParent());
    FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    try {
      Words words = prepared(channel, numbers);
      BoardFile opened = new BoardFile(channel, numbers, words, seatLock(channel));
      Seat.clear(words, opened.seat());
      return opened;
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  Words words() {
    return words;
  }

  int seat() {
    return (int) (seatLock.position() - LOCKS);
  }

  /** Mends the file if need be, and clears the seats of processes that are gone. */
  void look() throws IOException {
    if (channel.size() < SIZE || words.get(0) != MAGIC) {
      prepared(channel, numbers);
    }
    for (int other = 0; other < SEATS; other++) {
      if (other != seat() && (Seat.taken(words, other) || Seat.locks(words, other))) {
        FileLock lock = tried(channel, LOCKS + other);
        if (lock != null) {
          Seat.clear(words, other);
          lock.release();
        }
      }
    }
    Seat.freeStrangeLock(words);
  }

  void close() throws IOException {
    channel.close();
  }

  /**
   * Others wait while one has the lock: what takes long, like the first use of classes, does not.
   */
  private static Words prepared(FileChannel channel, LongSupplier numbers) throws IOException {
    if (channel.size() < SIZE) {
      try (FileLock _ = locked(channel)) {
        if (channel.size() < SIZE) {
          blank(channel);
        }
      }
    }
    Words words = new Words(channel.map(MapMode.READ_WRITE, 0, SIZE));
    if (words.get(0) != MAGIC) {
      try (FileLock _ = locked(channel)) {
        if (words.get(0) != MAGIC) {
          blank(channel);
          // a version that nobody remembers from before
          words.set(Board.VERSION, numbers.getAsLong() & ~1);
          words.set(0, MAGIC);
        }
      }
    }
    return words;
  }

  private static FileLock locked(FileChannel channel) throws IOException {
    FileLock lock = tried(channel, PREPARING);
    for (int i = 0; lock == null && i < TRIES; i++) {
      LockSupport.parkNanos(PAUSE);
      lock = tried(channel, PREPARING);
    }
    if (lock == null) {
      throw new IOException("somebody else keeps it locked");
    }
    return lock;
  }

  /** Writes every byte, so that a full disk is found out here and not when memory is touched. */
  private static void blank(FileChannel channel) throws IOException {
    ByteBuffer zeros = ByteBuffer.allocate(SIZE);
    while (zeros.hasRemaining()) {
      channel.write(zeros, zeros.position());
    }
  }

  private static FileLock seatLock(FileChannel channel) throws IOException {
    for (int seat = 0; seat < SEATS; seat++) {
      FileLock lock = tried(channel, LOCKS + seat);
      if (lock != null) {
        return lock;
      }
    }
    throw new IOException("all its " + SEATS + " seats are taken");
  }

  private static @Nullable FileLock tried(FileChannel channel, long at) throws IOException {
    try {
      return channel.tryLock(at, 1, false);
    } catch (OverlappingFileLockException _) {
      return null; // another board of this process
    }
  }
}
