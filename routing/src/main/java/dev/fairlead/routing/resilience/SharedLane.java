package dev.fairlead.routing.resilience;

import dev.fairlead.routing.resilience.Lanes.Kind;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * The lane of one key, across processes. Each process counts its own calls and asks for one of each
 * kind at a time; the processes that ask are served in the order in which they began to.
 */
final class SharedLane {
  /** Who has not asked for so long, has no place in the line any more. */
  private static final Duration SILENCE = Duration.ofMillis(250);

  private final Board board;
  private final InstantSource wall;
  private int inFlight;
  private int fanOuts;

  SharedLane(Board board, InstantSource wall) {
    this.board = board;
    this.wall = wall;
  }

  /** Takes a place, if fewer than the width are taken and it is this process's turn. */
  synchronized boolean take(Kind kind, int width) {
    Boolean taken = board.exclusively(() -> admitted(kind, width));
    if (taken == null) {
      count(kind, 1); // without the others, this process keeps to its own lane
      return true;
    }
    if (!taken) {
      board.attend();
    }
    return taken;
  }

  private boolean admitted(Kind kind, int width) {
    Words words = board.words();
    int seat = board.seat();
    publish(); // what was written may have been lost with the file
    long mine = ticket(kind).of(words, seat);
    if (fits(kind, width) && !othersFirst(kind, mine)) {
      count(kind, 1);
      board.note(ticket(kind), 0);
      return true;
    }
    if (mine == 0) {
      board.note(ticket(kind), board.ticket());
    }
    board.note(Seat.WIDTH, width);
    board.note(Seat.ASKED, wall.millis());
    return false;
  }

  private boolean fits(Kind kind, int width) {
    return sum(Seat.IN_FLIGHT) < width
        && (kind == Kind.SINGLE || sum(Seat.FAN_OUTS) < Lanes.most(kind, width));
  }

  /** Whether another process that could have the place has asked before, or for a single call. */
  private boolean othersFirst(Kind kind, long mine) {
    for (int other = 0; other < BoardFile.SEATS; other++) {
      if (other != board.seat()
          && Seat.taken(board.words(), other)
          && asksStill(other)
          && (goesFirst(other, Kind.SINGLE, kind, mine)
              || goesFirst(other, Kind.FAN_OUT, kind, mine))) {
        return true;
      }
    }
    return false;
  }

  private boolean goesFirst(int other, Kind others, Kind kind, long mine) {
    long theirs = ticket(others).of(board.words(), other);
    if (theirs == 0 || !fits(others, (int) Seat.WIDTH.of(board.words(), other))) {
      return false;
    }
    return others == kind ? mine == 0 || theirs < mine : others == Kind.SINGLE;
  }

  private boolean asksStill(int other) {
    long silence = wall.millis() - Seat.ASKED.of(board.words(), other);
    return Math.abs(silence) < SILENCE.toMillis();
  }

  private static Seat ticket(Kind kind) {
    return kind == Kind.SINGLE ? Seat.SINGLE_TICKET : Seat.FAN_OUT_TICKET;
  }

  synchronized void give(Kind kind) {
    count(kind, -1);
  }

  /** Nobody of this process waits for such a place any more. */
  synchronized void withdraw(Kind kind) {
    board.note(ticket(kind), 0);
  }

  private void count(Kind kind, int change) {
    inFlight += change;
    fanOuts += kind == Kind.FAN_OUT ? change : 0;
    publish();
  }

  private void publish() {
    board.note(Seat.IN_FLIGHT, inFlight);
    board.note(Seat.FAN_OUTS, fanOuts);
  }

  /** The calls in flight of all processes. */
  @Nullable Integer inFlight() {
    try {
      return (int) sum(Seat.IN_FLIGHT);
    } catch (InternalError _) {
      return null; // the file was cut short under the memory
    }
  }

  private long sum(Seat field) {
    long sum = 0;
    for (int seat = 0; seat < BoardFile.SEATS; seat++) {
      if (Seat.taken(board.words(), seat)) {
        sum += field.of(board.words(), seat);
      }
    }
    return sum;
  }
}
