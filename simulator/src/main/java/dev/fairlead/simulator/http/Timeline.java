package dev.fairlead.simulator.http;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** When a request arrived, was first answered, and ended, and how. */
public final class Timeline {
  /** How far an exchange has come. */
  public enum State {
    /** The answer is being made or sent. */
    OPEN,
    /** All of it was handed to the network. */
    ANSWERED,
    /** The client closed first. */
    CLIENT_GONE,
    /** The server broke it off on purpose. */
    CUT
  }

  private final Instant arrived = Instant.now();
  private volatile @Nullable Instant firstByte;
  private volatile @Nullable Instant ended;
  private volatile State state = State.OPEN;
  private volatile int status;

  Timeline() {}

  /** When the last byte of the request was read. */
  public Instant arrived() {
    return arrived;
  }

  /** When the first byte of the answer was sent. */
  public Optional<Instant> firstByte() {
    return Optional.ofNullable(firstByte);
  }

  /** When it ended; for a client that went away, when that was noticed. */
  public Optional<Instant> ended() {
    return Optional.ofNullable(ended);
  }

  /** How far it is. */
  public State state() {
    return state;
  }

  /** The HTTP status sent, 0 while there is none. */
  public int status() {
    return status;
  }

  void sending(int code) {
    if (firstByte == null) {
      firstByte = Instant.now();
      status = code;
    }
  }

  /** Ends it unless it has ended; says whether this call did. */
  synchronized boolean end(State how) {
    if (state != State.OPEN) {
      return false;
    }
    ended = Instant.now();
    state = how;
    return true;
  }

  /** The last bytes were on their way when the connection turned out to be dead. */
  synchronized void failAtTheEnd() {
    if (state == State.ANSWERED || state == State.OPEN) {
      ended = Instant.now();
      state = State.CLIENT_GONE;
    }
  }
}
