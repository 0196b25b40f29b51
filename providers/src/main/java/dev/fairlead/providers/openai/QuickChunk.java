package dev.fairlead.providers.openai;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the shape that nearly every chunk of a stream has, in one pass over its bytes: a choice
 * with a little text or reasoning. Whatever is out of the ordinary (calls, usage, errors, spaces,
 * escapes by number, doubtful bytes, unknown fields) is left to {@link Json}, which alone says what
 * is right: this is never more lenient. For one thread.
 */
final class QuickChunk {
  private static final byte[] CHOICES = name("choices");
  private static final byte[] MODEL = name("model");
  private static final byte[] DELTA = name("delta");
  private static final byte[] FINISH = name("finish_reason");
  private static final byte[] CONTENT = name("content");
  private static final byte[] REASONING = name("reasoning_content");
  private static final byte[] USAGE = name("usage");
  private static final byte[] NULL = name("null");

  /** Fields whose value nobody reads. */
  private static final byte[][] IDLE = {
    name("id"),
    name("object"),
    name("created"),
    name("system_fingerprint"),
    name("index"),
    name("role"),
    name("logprobs")
  };

  /** The objects that lie in one another. */
  private enum Level {
    CHUNK,
    CHOICE,
    DELTA
  }

  private byte[] json = {};
  private int at;
  private int end;
  private byte[] plain = new byte[256];
  private @Nullable String model;
  private @Nullable String finish;
  private String text = "";
  private String reasoning = "";

  /** Where the value of the last text or reasoning lies, with its quotes. */
  private int valueFrom;

  private int valueTo;

  /** The last chunk that said one thing: the next mostly differs in that alone. */
  private byte[] last = new byte[512];

  private int lastLength;
  private int lastFrom;
  private int lastTo;
  private boolean lastThinks;

  /** What the chunk says, or null where that is for others to say. */
  @Nullable Reply read(byte[] bytes, int length) {
    json = bytes;
    at = 0;
    end = length;
    String same = lastLength > 0 ? asBefore() : null;
    if (same != null) {
      return lastThinks
          ? new Reply(model, same, "", List.of(), null, null, null)
          : new Reply(model, "", same, List.of(), null, null, null);
    }
    Reply reply = parsed();
    keep(reply);
    return reply;
  }

  /** The value, where all around it is as in the last chunk. */
  private @Nullable String asBefore() {
    if (end <= lastFrom || !Arrays.equals(json, 0, lastFrom, last, 0, lastFrom)) {
      return null;
    }
    at = lastFrom;
    String value = string();
    return value != null && Arrays.equals(json, at, end, last, lastTo, lastLength) ? value : null;
  }

  private void keep(@Nullable Reply reply) {
    lastLength = 0;
    if (reply != null && finish == null && text.isEmpty() != reasoning.isEmpty()) {
      if (last.length < end) {
        last = new byte[end * 2];
      }
      System.arraycopy(json, 0, last, 0, end);
      lastLength = end;
      lastFrom = valueFrom;
      lastTo = valueTo;
      lastThinks = text.isEmpty();
    }
  }

  private @Nullable Reply parsed() {
    at = 0;
    model = null;
    finish = null;
    text = "";
    reasoning = "";
    return isObject(Level.CHUNK) && at == end
        ? new Reply(model, reasoning, text, List.of(), finish, null, null)
        : null;
  }

  private boolean isObject(Level level) {
    if (!take('{')) {
      return false;
    }
    if (take('}')) {
      return true;
    }
    do {
      int from = at + 1;
      if (!isPlain() || !take(':') || !isField(level, from, at - 2)) {
        return false;
      }
    } while (take(','));
    return take('}');
  }

  /** Takes in the value of a field whose name lies there. */
  private boolean isField(Level level, int from, int to) {
    switch (level) {
      case CHUNK -> {
        if (is(from, to, CHOICES)) {
          return take('[') && (take(']') || (isObject(Level.CHOICE) && take(']')));
        }
        if (is(from, to, MODEL)) {
          model = string();
          return model != null;
        }
        if (is(from, to, USAGE)) {
          return isNull();
        }
      }
      case CHOICE -> {
        if (is(from, to, DELTA)) {
          return isObject(Level.DELTA);
        }
        if (is(from, to, FINISH)) {
          boolean none = isNull();
          finish = none ? null : string();
          return none || finish != null;
        }
      }
      case DELTA -> {
        boolean thinks = is(from, to, REASONING);
        if (thinks || is(from, to, CONTENT)) {
          int start = at;
          String more = isNull() ? "" : string();
          if (more == null) {
            return false;
          }
          if (!more.isEmpty()) {
            valueFrom = start;
            valueTo = at;
          }
          text = thinks ? text : more;
          reasoning = thinks ? more : reasoning;
          return true;
        }
      }
    }
    return isIdle(from, to) && (isNull() || isNumber() || isPlain());
  }

  private boolean isIdle(int from, int to) {
    for (byte[] idle : IDLE) {
      if (is(from, to, idle)) {
        return true;
      }
    }
    return false;
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

  private boolean take(char wanted) {
    if (at < end && json[at] == wanted) {
      at++;
      return true;
    }
    return false;
  }

  private boolean isNull() {
    if (at + NULL.length <= end && is(at, at + NULL.length, NULL)) {
      at += NULL.length;
      return true;
    }
    return false;
  }

  private boolean isNumber() {
    int from = at;
    while (at < end && json[at] >= '0' && json[at] <= '9') {
      at++;
    }
    int digits = at - from;
    return digits == 1 || (digits > 1 && digits < 18 && json[from] != '0');
  }

  /** Goes behind a text of nothing but common signs. */
  private boolean isPlain() {
    if (!take('"')) {
      return false;
    }
    byte[] bytes = json;
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
  private @Nullable String string() {
    int from = at + 1;
    if (isPlain()) {
      return new String(json, from, at - 1 - from, StandardCharsets.ISO_8859_1);
    }
    return at == from ? mixed() : null;
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

  private static byte[] name(String name) {
    return name.getBytes(StandardCharsets.US_ASCII);
  }
}
