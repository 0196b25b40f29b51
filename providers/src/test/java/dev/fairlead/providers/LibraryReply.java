package dev.fairlead.providers;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.http2.ErrorCode;
import org.eclipse.jetty.http2.HTTP2Connection;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** One reply of a {@link LibraryServer} as it is being made. */
public final class LibraryReply {
  private final Request request;
  private final Response response;
  private final Callback callback;
  private final CountDownLatch gone = new CountDownLatch(1);
  private final AtomicLong written = new AtomicLong();
  private String body = "";
  private boolean ended;

  LibraryReply(Request request, Response response, Callback callback) {
    this.request = request;
    this.response = response;
    this.callback = callback;
    request.addFailureListener(_ -> gone.countDown());
  }

  void took(String text) {
    body = text;
  }

  /** What the client sent. */
  public String body() {
    return body;
  }

  public boolean isHttp2() {
    return request.getConnectionMetaData().getHttpVersion() == HttpVersion.HTTP_2;
  }

  public String header(String name) {
    return String.valueOf(request.getHeaders().get(name));
  }

  public LibraryReply head(int status, String mediaType) {
    response.setStatus(status);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, mediaType);
    return this;
  }

  public LibraryReply retryAfter(int seconds) {
    response.getHeaders().put(HttpHeader.RETRY_AFTER, seconds);
    return this;
  }

  /** Sends the head of a stream of events and what comes first. */
  public LibraryReply events(String text) throws IOException {
    return head(200, "text/event-stream").write(text);
  }

  /** Sends that much and waits until it has been taken. */
  public LibraryReply write(String text) throws IOException {
    return write(text.getBytes(StandardCharsets.UTF_8));
  }

  public LibraryReply write(byte[] bytes) throws IOException {
    try {
      Content.Sink.write(response, false, ByteBuffer.wrap(bytes));
    } catch (IOException e) {
      gone.countDown();
      throw e;
    }
    written.addAndGet(bytes.length);
    return this;
  }

  /** Bytes that the client's side has taken. */
  public long written() {
    return written.get();
  }

  /** Whether the client has dropped this reply, or does so within that time. */
  public boolean clientGoes(Duration within) throws InterruptedException {
    return gone.await(within.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Breaks the reply off: on HTTP/2 the stream alone, on HTTP/1.1 with its connection. */
  public void reset() {
    ended = true;
    callback.failed(new IllegalStateException("told to break off"));
  }

  /** Says that the connection is over, and ends it with everything on it. */
  public void goAway() {
    ended = true;
    if (request.getConnectionMetaData().getConnection() instanceof HTTP2Connection http2) {
      http2
          .getSession()
          .close(
              ErrorCode.ENHANCE_YOUR_CALM_ERROR.code,
              "told to",
              Callback.from(http2.getEndPoint()::close));
    } else {
      throw new IllegalStateException("not HTTP/2");
    }
  }

  /** Closes the connection without a word. */
  public void hangUp() {
    ended = true;
    request.getConnectionMetaData().getConnection().getEndPoint().close();
  }

  void finish() {
    if (!ended) {
      callback.succeeded();
    }
  }
}
