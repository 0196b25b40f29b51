package dev.fairlead.tools.text;

/**
 * Counts tokens by the pieces that byte-pair vocabularies cut a text into before they look anything
 * up: a word with the space or the mark before it, three digits, a run of marks, a line end, an
 * indentation. Most pieces are one token; what the others cost is averaged over prose and code that
 * {@code o200k_base} was asked about, and the whole is taken a little higher. Kimi's and GLM's own
 * vocabularies cut alike and know more Chinese words, so that there it errs upwards. Allocates
 * nothing.
 */
final class Pieces {
  /** What a sum is counted in: this many make a token. */
  private static final int TOKEN = 16;

  /** One part in so many is added, so that the sum is rather too high than too low. */
  private static final int CAUTION = 32;

  private static final byte LOWER = 0;
  private static final byte UPPER = 1;
  private static final byte LETTER = 2;
  private static final byte HAN = 3;
  private static final byte DIGIT = 4;
  private static final byte MARK = 5;
  private static final byte SYMBOL = 6;
  private static final byte BLANK = 7;
  private static final byte LINE = 8;

  /** The kinds of the characters of ASCII. */
  private static final byte[] ASCII = ascii();

  /** A word by its length, with the space before it. */
  private static final byte[] SPACED = {
    0, 16, 16, 16, 16, 16, 17, 17, 17, 18, 18, 19, 20, 24, 28, 32
  };

  /** A word by its length, with nothing before it: the start of a line, the hump of a camel. */
  private static final byte[] BARE = {
    0, 16, 16, 17, 17, 17, 17, 18, 19, 20, 25, 27, 29, 32, 36, 40
  };

  /** A word by its length, joined to one mark before it. */
  private static final byte[] JOINED = {
    0, 17, 17, 17, 18, 19, 20, 22, 24, 25, 28, 30, 32, 36, 40, 44
  };

  /** A word of capitals by its length. */
  private static final byte[] CAPITALS = {
    0, 16, 18, 20, 20, 22, 24, 28, 32, 36, 42, 48, 52, 56, 60, 64
  };

  /** A run of marks by its length. */
  private static final byte[] MARKS = {
    0, 16, 16, 16, 18, 22, 26, 28, 32, 36, 40, 44, 48, 50, 52, 54
  };

  private Pieces() {}

  static long tokens(String text) {
    long sum = 0;
    int kind = LINE;
    int before = LINE;
    int length = 0;
    boolean joined = false;
    boolean capitals = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      int next = c < 0x80 ? ASCII[c] : wide(c);
      if (goesOn(kind, next, capitals)) {
        length++;
        capitals &= next == UPPER;
      } else {
        sum += cost(kind, length, before, next, joined, capitals);
        joined = kind == MARK && length == 1 && before != BLANK && next <= HAN;
        before = kind;
        length = 1;
        capitals = next == UPPER;
      }
      kind = next;
    }
    sum += cost(kind, length, before, LINE, joined, capitals);
    return (sum + sum / CAUTION + TOKEN - 1) / TOKEN;
  }

  /** Whether a character belongs to the piece before it. */
  private static boolean goesOn(int kind, int next, boolean capitals) {
    return kind == next
        || (kind <= LETTER && (next == LOWER || next == LETTER))
        || (kind == UPPER && next == UPPER && capitals);
  }

  private static int cost(
      int kind, int length, int before, int next, boolean joined, boolean capitals) {
    return switch (kind) {
      case LOWER, UPPER -> {
        byte[] table =
            capitals && length > 1 ? CAPITALS : joined ? JOINED : before == BLANK ? SPACED : BARE;
        yield table[Math.min(length, 15)] + 5 * Math.max(0, length - 15);
      }
      case LETTER -> 8 + 5 * length;
      case HAN -> 6 + 12 * length;
      case DIGIT -> (length + 2) / 3 * TOKEN;
      case MARK ->
          length == 1 && before != BLANK && next <= HAN
              ? 0
              : MARKS[Math.min(length, 15)] + 2 * Math.max(0, length - 15);
      case SYMBOL -> TOKEN * length;
      case BLANK -> next == LINE ? 0 : (length > 1 ? TOKEN : 0) + (next == DIGIT ? TOKEN : 0);
      default -> length == 0 || before == MARK ? 0 : TOKEN;
    };
  }

  private static byte wide(char c) {
    if (within(c, 0x3400, 0x9FFF) || within(c, 0x3041, 0x30FF) || within(c, 0xAC00, 0xD7AF)) {
      return HAN;
    }
    if (within(c, 0x2000, 0x206F) || within(c, 0x3000, 0x303F) || within(c, 0xFF00, 0xFF65)) {
      return MARK;
    }
    return within(c, 0xC0, 0x1FFF) ? LETTER : SYMBOL;
  }

  private static boolean within(char c, int first, int last) {
    return c >= first && c <= last;
  }

  private static byte[] ascii() {
    byte[] kinds = new byte[0x80];
    for (int c = 0; c < kinds.length; c++) {
      if (c >= 'a' && c <= 'z') {
        kinds[c] = LOWER;
      } else if (c >= 'A' && c <= 'Z') {
        kinds[c] = UPPER;
      } else if (c >= '0' && c <= '9') {
        kinds[c] = DIGIT;
      } else if (c == '\n' || c == '\r') {
        kinds[c] = LINE;
      } else {
        kinds[c] = c == ' ' || c == '\t' ? BLANK : MARK;
      }
    }
    return kinds;
  }
}
