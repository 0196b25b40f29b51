package dev.fairlead.providers.openai;

import dev.fairlead.providers.Usage;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the shape that nearly every chunk of a stream has, in one pass over its bytes: a choice
 * with a little text or reasoning, its end, the counts of tokens. Whatever is out of the ordinary
 * (calls, errors, spaces, escapes by number, doubtful bytes, unknown fields) is left to {@link
 * Json}, which alone says what is right: this is never more lenient. For one thread.
 */
final class QuickChunk {
  private static final byte[] CHOICES = JsonCursor.name("choices");
  private static final byte[] MODEL = JsonCursor.name("model");
  private static final byte[] DELTA = JsonCursor.name("delta");
  private static final byte[] FINISH = JsonCursor.name("finish_reason");
  private static final byte[] CONTENT = JsonCursor.name("content");
  private static final byte[] REASONING = JsonCursor.name("reasoning_content");
  private static final byte[] USAGE = JsonCursor.name("usage");

  /** Fields whose value nobody reads. */
  private static final byte[][] IDLE = {
    JsonCursor.name("id"),
    JsonCursor.name("object"),
    JsonCursor.name("created"),
    JsonCursor.name("system_fingerprint"),
    JsonCursor.name("index"),
    JsonCursor.name("role"),
    JsonCursor.name("logprobs")
  };

  /** The objects that lie in one another. */
  private enum Level {
    CHUNK,
    CHOICE,
    DELTA
  }

  private final JsonCursor json = new JsonCursor();
  private @Nullable String model;
  private @Nullable String finish;
  private @Nullable Usage usage;
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
    String same = lastLength > 0 ? asBefore(bytes, length) : null;
    if (same != null) {
      return lastThinks
          ? new Reply(model, same, "", List.of(), null, null, null)
          : new Reply(model, "", same, List.of(), null, null, null);
    }
    json.start(bytes, 0, length);
    Reply reply = parsed();
    keep(reply, bytes, length);
    return reply;
  }

  /** The value, where all around it is as in the last chunk. */
  private @Nullable String asBefore(byte[] bytes, int length) {
    if (length <= lastFrom || !Arrays.equals(bytes, 0, lastFrom, last, 0, lastFrom)) {
      return null;
    }
    json.start(bytes, lastFrom, length);
    String value = json.string();
    return value != null && json.restIs(last, lastTo, lastLength) ? value : null;
  }

  private void keep(@Nullable Reply reply, byte[] bytes, int length) {
    lastLength = 0;
    if (reply != null && finish == null && usage == null && text.isEmpty() != reasoning.isEmpty()) {
      if (last.length < length) {
        last = new byte[length * 2];
      }
      System.arraycopy(bytes, 0, last, 0, length);
      lastLength = length;
      lastFrom = valueFrom;
      lastTo = valueTo;
      lastThinks = text.isEmpty();
    }
  }

  private @Nullable Reply parsed() {
    model = null;
    finish = null;
    usage = null;
    text = "";
    reasoning = "";
    return isObject(Level.CHUNK) && json.atEnd()
        ? new Reply(model, reasoning, text, List.of(), finish, usage, null)
        : null;
  }

  private boolean isObject(Level level) {
    if (!json.take('{')) {
      return false;
    }
    if (json.take('}')) {
      return true;
    }
    do {
      if (!json.takeName() || !isField(level)) {
        return false;
      }
    } while (json.take(','));
    return json.take('}');
  }

  /** Takes in the value of the field that was named. */
  private boolean isField(Level level) {
    return switch (level) {
      case CHUNK -> {
        if (json.named(CHOICES)) {
          yield json.take('[') && (json.take(']') || (isObject(Level.CHOICE) && json.take(']')));
        }
        if (json.named(MODEL)) {
          model = json.string();
          yield model != null;
        }
        yield json.named(USAGE) ? isUsage() : isIdle();
      }
      case CHOICE -> {
        if (json.named(DELTA)) {
          yield isObject(Level.DELTA);
        }
        if (json.named(FINISH)) {
          boolean none = json.takeNull();
          finish = none ? null : json.string();
          yield none || finish != null;
        }
        yield json.named(USAGE) ? isUsage() : isIdle();
      }
      case DELTA -> {
        boolean thinks = json.named(REASONING);
        yield (thinks || json.named(CONTENT)) ? isWords(thinks) : isIdle();
      }
    };
  }

  private boolean isUsage() {
    if (json.takeNull()) {
      return true;
    }
    usage = QuickUsage.read(json);
    return usage != null;
  }

  private boolean isWords(boolean thinks) {
    int start = json.at();
    String more = json.takeNull() ? "" : json.string();
    if (more == null) {
      return false;
    }
    if (!more.isEmpty()) {
      valueFrom = start;
      valueTo = json.at();
    }
    text = thinks ? text : more;
    reasoning = thinks ? more : reasoning;
    return true;
  }

  private boolean isIdle() {
    for (byte[] idle : IDLE) {
      if (json.named(idle)) {
        return json.takeNull() || json.takeNumber() || json.takePlain();
      }
    }
    return false;
  }
}
