package dev.fairlead.daemon.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Files that take the rows which the store does not take, a line each, until it takes them again:
 * those of this process, and those that dead ones left. Only a platform thread of its own touches
 * them. Thread-safe.
 */
public final class Spool {
  private static final Logger LOG = LoggerFactory.getLogger(Spool.class);
  private static final Pattern NAME = Pattern.compile("(\\d+)-(\\d+)-\\d+\\.jsonl");

  private final Path directory;
  private final long room;
  private final String process;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("spool").factory());
  private @Nullable FileChannel open;
  private int files;
  private long bytes;

  /**
   * A spool in that directory, which is made when it is needed.
   *
   * @param room how many bytes one process may put there
   */
  public Spool(Path directory, long room) {
    this.directory = directory;
    this.room = room;
    ProcessHandle self = ProcessHandle.current();
    this.process = self.pid() + "-" + begun(self);
  }

  /** Appends these rows; whether they are there when it returns, after that time at the latest. */
  boolean append(List<Row> rows, Duration within) {
    return done(() -> appended(rows), within).orElse(false);
  }

  /** The files with rows that nobody adds to any more, the oldest first; this process's own too. */
  List<Path> ready(Duration within) {
    return done(this::closedFiles, within).orElseGet(List::of);
  }

  /**
   * The rows in a file; a last line that was not written whole is none.
   *
   * @throws IOException if it cannot be read
   */
  static List<Row> rows(Path file) throws IOException {
    String text = Files.readString(file);
    List<Row> rows = new ArrayList<>();
    int from = 0;
    for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', from)) {
      try {
        rows.add(Row.read(text.substring(from, end)));
      } catch (IllegalArgumentException e) {
        LOG.warn("a line of {} is left out: {}", file.getFileName(), e.getMessage());
      }
      from = end + 1;
    }
    return rows;
  }

  private boolean appended(List<Row> rows) throws IOException {
    String lines = rows.stream().map(row -> row.json() + "\n").collect(Collectors.joining());
    ByteBuffer buffer = ByteBuffer.wrap(lines.getBytes(StandardCharsets.UTF_8));
    if (bytes + buffer.remaining() > room) {
      return false;
    }
    FileChannel channel = open;
    if (channel == null) {
      OwnDirectory.make(directory);
      channel =
          FileChannel.open(
              directory.resolve(process + "-" + ++files + ".jsonl"),
              StandardOpenOption.CREATE_NEW,
              StandardOpenOption.WRITE);
      open = channel;
    }
    long before = channel.size();
    try {
      while (buffer.hasRemaining()) {
        bytes += channel.write(buffer);
      }
      return true;
    } catch (IOException e) {
      channel.truncate(before);
      throw e;
    }
  }

  private List<Path> closedFiles() throws IOException {
    if (open != null) {
      open.close();
      open = null;
      bytes = 0;
    }
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(directory)) {
      return all.filter(this::isReady).sorted().toList();
    }
  }

  private boolean isReady(Path file) {
    Matcher name = NAME.matcher(String.valueOf(file.getFileName()));
    if (!name.matches()) {
      return false;
    }
    return String.valueOf(file.getFileName()).startsWith(process + "-")
        || !lives(Long.parseLong(name.group(1)), Long.parseLong(name.group(2)));
  }

  private static boolean lives(long pid, long begun) {
    return ProcessHandle.of(pid).filter(handle -> begun(handle) == begun).isPresent();
  }

  private static long begun(ProcessHandle handle) {
    return handle.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
  }

  private <T> Optional<T> done(Callable<T> work, Duration within) {
    Future<T> future = thread.submit(work);
    boolean interrupted = Thread.interrupted();
    try {
      return Optional.of(future.get(within.toNanos(), TimeUnit.NANOSECONDS));
    } catch (TimeoutException _) {
      return Optional.empty();
    } catch (InterruptedException _) {
      interrupted = true;
      return Optional.empty();
    } catch (ExecutionException e) {
      LOG.debug("the spool {} failed: {}", directory, String.valueOf(e.getCause()));
      return Optional.empty();
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
