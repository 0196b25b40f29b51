package dev.fairlead.providers.openai;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A place in the bytes of a JSON document, for those who read common shapes of it by hand. What it
 * does not know it refuses, and is then anywhere; it is never more lenient than JSON. For one
 * thread.
 */
final class JsonCursor {
  private static final byte[] NULL = name("null");
  private static final int MOST_DIGITS = 17; // always fits into 64 bits

  private byte[] json = {};
  private int at;
  private int end;
  private byte[] plain = new byte[256];
  private int nameFrom;
  private int nameTo;

  static byte[] name(String name) {
    return name.getBytes(StandardCharsets.US_ASCII);
  }

  void start(byte[] bytes, int from, int length) {
    json = bytes;
    at = from;
    end = length;
  }

  int at() {
    return at;
  }

  boolean atEnd() {
    return at == end;
  }

  boolean take(char wanted) {
    if (at < end && json[at] == wanted) {
      at++;
      return true;
    }
    return false;
  }

  /** Goes behind a field's name and its colon; {@link #named} then tells it. */
  boolean takeName() {
    nameFrom = at + 1;
    boolean plainly = takePlain();
    nameTo = at - 1;
    return plainly && take(':');
  }

  /** Whether that is the name of the field whose value comes. */
  boolean named(byte[] name) {
    return is(nameFrom, nameTo, name);
  }

  boolean takeNull() {
    if (at + NULL.length <= end && is(at, at + NULL.length, NULL)) {
      at += NULL.length;
      return true;
    }
    return false;
  }

  /** Goes behind a whole number that is not negative. */
  boolean takeNumber() {
    return number() >= 0;
  }

  /** The whole number that begins here, or -1. */
  long number() {
    int from = at;
    long value = 0;
    while (at < end && json[at] >= '0' && json[at] <= '9' && at - from <= MOST_DIGITS) {
      value = value * 10 + json[at] - '0';
      at++;
    }
    int digits = at - from;
    return digits == 1 || (digits > 1 && digits <= MOST_DIGITS && json[from] != '0') ? value : -1;
  }

  /** Goes behind a text of nothing but common signs. */
  boolean takePlain() {
    if (!take('"')) {
      return false;
    }
    byte[] bytes = json; // in a local, which the first compiler does not reload for every byte
    for (int i = at; i < end; i++) {
      byte b = bytes[i];
      if (b == '"') {
        at = i + 1;
        return true;
      }
      if (b < ' ' || b == '\\') {
        return false;
      }
    }
    return false;
  }

  /** The text that begins here, or null. */
  @Nullable String string() {
    int from = at + 1;
    if (takePlain()) {
      return new String(json, from, at - 1 - from, StandardCharsets.ISO_8859_1);
    }
    return at == from ? mixed() : null;
  }

  /** Whether all from there on is as in those other bytes. */
  boolean restIs(byte[] other, int from, int to) {
    return Arrays.equals(json, at, end, other, from, to);
  }

  private boolean is(int from, int to, byte[] name) {
    if (to - from != name.length) {
      return false;
    }
    for (int i = 0; i < name.length; i++) {
      if (json[from + i] != name[i]) {
        return false;
      }
    }
    return true;
  }

  /** A text with simple escapes, or of other scripts. */
  private @Nullable String mixed() {
    int length = 0;
    for (int i = at; i < end; i++) {
      byte b = json[i];
      if (b == '"') {
        at = i + 1;
        String decoded = new String(plain, 0, length, StandardCharsets.UTF_8);
        return decoded.indexOf('\uFFFD') < 0 ? decoded : null;
      }
      if (b == '\\') {
        i++;
        b = i < end ? escaped(json[i]) : 0;
      } else if (b >= 0 && b < ' ') {
        return null;
      }
      if (b == 0) {
        return null;
      }
      if (length == plain.length) {
        plain = Arrays.copyOf(plain, length * 2);
      }
      plain[length++] = b;
    }
    return null;
  }

  /** What an escape stands for, or 0. */
  private static byte escaped(byte sign) {
    return switch (sign) {
      case 'n' -> '\n';
      case 't' -> '\t';
      case 'r' -> '\r';
      case '"', '\\', '/' -> sign;
      default -> 0;
    };
  }
}
