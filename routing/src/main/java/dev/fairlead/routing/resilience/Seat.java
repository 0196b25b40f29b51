package dev.fairlead.routing.resilience;

/**
 * What one process writes on a board: that it is there, and its calls in a lane. All fields are
 * words, so that a process that is killed leaves no half of one.
 */
enum Seat {
  /** A number that no other process has, or 0 if nobody sits here. */
  TOKEN(0),
  IN_FLIGHT(1),
  FAN_OUTS(2),
  /** When its first caller asked for a slot last, in milliseconds of the wall clock. */
  ASKED(3),
  /** The width of the lane as this process has it. */
  WIDTH(4),
  /** The place in the line of the single call that waits, or 0. */
  SINGLE_TICKET(5),
  /** The same for a call of a fan-out. */
  FAN_OUT_TICKET(6);

  /** Where the number of the seat is kept that has the board to itself, plus one; or 0. */
  static final int LOCK = 8;

  private static final int FIRST = 128;
  private static final int LENGTH = 64;

  /** Where what follows the seats begins. */
  static final int END = FIRST + BoardFile.SEATS * LENGTH;

  private final int word;

  Seat(int word) {
    this.word = word;
  }

  int at(int seat) {
    return FIRST + seat * LENGTH + word * Long.BYTES;
  }

  long of(Words words, int seat) {
    return words.get(at(seat));
  }

  static boolean taken(Words words, int seat) {
    return TOKEN.of(words, seat) != 0;
  }

  static boolean locks(Words words, int seat) {
    return words.get(LOCK) == seat + 1;
  }

  /** Takes away what whoever sat there has left. Call only with the lock on its byte. */
  static void clear(Words words, int seat) {
    for (Seat field : values()) {
      words.set(field.at(seat), 0);
    }
    words.replace(LOCK, seat + 1, 0);
  }

  /** Frees the board of an owner that cannot be. */
  static void freeStrangeLock(Words words) {
    long owner = words.get(LOCK);
    if (owner < 0 || owner > BoardFile.SEATS) {
      words.replace(LOCK, owner, 0);
    }
  }
}
