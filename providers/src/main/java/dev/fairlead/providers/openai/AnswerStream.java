package dev.fairlead.providers.openai;

import dev.fairlead.providers.ProviderError;
import dev.fairlead.providers.ProviderException;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * Turns the bytes of a reply, cut in any way, into an answer. A reply that is one JSON document is
 * understood as well, whether a stream was asked for or not: errors come like that.
 */
final class AnswerStream {
  private static final int LARGEST = 64 << 20;
  private static final byte[] END = {'[', 'D', 'O', 'N', 'E', ']'};

  private final Answer answer;
  private final Function<Complaint, ProviderError> errors;
  private final Runnable heard;
  private final EventReader events = new EventReader();
  private final QuickChunk chunks = new QuickChunk();
  private @Nullable ByteArrayOutputStream document;
  private boolean begun;

  /**
   * Reads into that answer.
   *
   * @param errors names the error of a complaint inside the reply
   * @param heard is told of every event
   */
  AnswerStream(Answer answer, Function<Complaint, ProviderError> errors, Runnable heard) {
    this.answer = answer;
    this.errors = errors;
    this.heard = heard;
  }

  /** Takes in more bytes; true once the answer has ended. */
  boolean feed(ByteBuffer bytes) throws ProviderException {
    if (!begun) {
      begin(bytes);
    }
    if (!begun) {
      return false;
    }
    if (document != null) {
      collect(bytes, document);
      return false;
    }
    events.feed(bytes);
    while (events.next()) {
      if (event()) {
        answer.end();
        return true;
      }
    }
    return false;
  }

  /** No more bytes come: ends the answer if it was whole, else says that it broke off. */
  void end() throws ProviderException {
    if (document != null) {
      take(document.toByteArray(), document.size());
      answer.end();
    } else if (isEndedByRest()) {
      answer.end();
    } else {
      throw answer.broken("the answer ended before its end mark", null);
    }
  }

  private void begin(ByteBuffer bytes) throws ProviderException {
    while (bytes.hasRemaining() && Character.isWhitespace(bytes.get(bytes.position()))) {
      bytes.get();
    }
    if (bytes.hasRemaining()) {
      begun = true;
      switch (bytes.get(bytes.position())) {
        case '{' -> document = new ByteArrayOutputStream();
        case 'd', 'e', 'i', 'r', ':', (byte) 0xEF -> {} // a field, a comment, a byte order mark
        default -> throw malformed("it is neither a stream of events nor JSON");
      }
    }
  }

  private static void collect(ByteBuffer bytes, ByteArrayOutputStream document)
      throws ProviderException {
    if (document.size() + bytes.remaining() > LARGEST) {
      throw malformed("more than " + LARGEST + " bytes");
    }
    byte[] more = new byte[bytes.remaining()];
    bytes.get(more);
    document.writeBytes(more);
  }

  /** What came after the last whole event may be the end mark without its blank line. */
  private boolean isEndedByRest() throws ProviderException {
    try {
      return events.last() && event();
    } catch (ProviderException e) {
      if (e.error() instanceof ProviderError.Malformed) {
        return false; // cut in the middle
      }
      throw e;
    }
  }

  /** Takes in an event; true if it is the end mark, or carries it as its last line. */
  private boolean event() throws ProviderException {
    heard.run();
    int length = events.length();
    boolean done = endsWithMark(length);
    if (!done) {
      take(events.data(), length);
    } else if (length > END.length) {
      take(events.data(), length - END.length);
    }
    return done;
  }

  private boolean endsWithMark(int length) {
    int start = length - END.length;
    if (start < 0 || (start > 0 && events.data()[start - 1] != '\n')) {
      return false;
    }
    for (int i = 0; i < END.length; i++) {
      if (events.data()[start + i] != END[i]) {
        return false;
      }
    }
    return true;
  }

  private void take(byte[] json, int length) throws ProviderException {
    Reply quick = chunks.read(json, length);
    if (quick != null) {
      answer.add(quick);
      return;
    }
    List<Reply> replies;
    try {
      replies = Json.replies(json, length);
    } catch (JacksonException e) {
      throw malformed("it is not JSON");
    }
    for (Reply reply : replies) {
      if (reply.complaint() != null) {
        throw new ProviderException(errors.apply(reply.complaint()));
      }
      answer.add(reply);
    }
  }

  private static ProviderException malformed(String detail) {
    return new ProviderException(new ProviderError.Malformed(detail));
  }
}
