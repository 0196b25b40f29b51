package dev.fairlead.providers.openai;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Flow;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Hands a reply from the client's threads to the one that reads, its bytes a few reads ahead and no
 * more: whoever reads slowly slows the sender down. Without locks, since the two meet at every
 * event.
 */
final class Handoff implements HttpResponse.BodySubscriber<Handoff> {
  private static final int AHEAD = 4;

  /** What came. */
  sealed interface Signal {
    /** The head. */
    record Head(int status, HttpHeaders headers, HttpClient.Version version) implements Signal {}

    /** More of the body. */
    record Bytes(List<ByteBuffer> buffers) implements Signal {}

    /** Nothing more comes; because of the failure, if there is one. */
    record End(@Nullable Throwable failure) implements Signal {}

    /** It is time to look at the clock. */
    record Alarm() implements Signal {}
  }

  private static final Signal ALARM = new Signal.Alarm();

  private final Thread reader = Thread.currentThread();

  /** Bounded by demand: the client never hands over more than was asked for. */
  private final Queue<Signal> signals = new ConcurrentLinkedQueue<>();

  private volatile boolean waiting;
  private volatile boolean headed;
  private volatile Flow.@Nullable Subscription subscription;
  private volatile boolean cancelled;
  private volatile @Nullable Runnable drained;
  private volatile boolean ended;

  /** Only the reader counts this: what it took since it last asked for more. */
  private int taken;

  /** The head has come; the body is to come here. */
  Handoff head(HttpResponse.ResponseInfo info) {
    headed = true;
    signals.add(new Signal.Head(info.statusCode(), info.headers(), info.version()));
    return this;
  }

  /**
   * The client has no more to do before the body comes. It tells of its own answers, such as that a
   * proxy wants a login, in no other way.
   */
  void answered(@Nullable HttpResponse<Handoff> response, @Nullable Throwable failure) {
    if (failure != null || response == null) {
      onError(failure == null ? new IOException("no reply") : failure);
    } else if (!headed) {
      add(new Signal.Head(response.statusCode(), response.headers(), response.version()));
      onComplete();
    }
  }

  /** Wakes the reader. */
  void alarm() {
    add(ALARM);
  }

  @Override
  public CompletionStage<Handoff> getBody() {
    return CompletableFuture.completedStage(this);
  }

  @Override
  public void onSubscribe(Flow.Subscription incoming) {
    subscription = incoming;
    if (cancelled) {
      incoming.cancel();
    } else {
      incoming.request(AHEAD);
    }
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    if (drained == null) {
      add(new Signal.Bytes(buffers));
    }
  }

  @Override
  public void onError(Throwable failure) {
    end(failure);
  }

  @Override
  public void onComplete() {
    end(null);
  }

  private void end(@Nullable Throwable failure) {
    ended = true;
    Runnable then = drained;
    if (then == null) {
      add(new Signal.End(failure));
    } else {
      then.run();
    }
  }

  /** The next signal, if it is there; for the reader. */
  @Nullable Signal poll() {
    Signal signal = signals.poll();
    Flow.Subscription upstream = subscription;
    if (signal instanceof Signal.Bytes && ++taken == AHEAD / 2 && upstream != null) {
      taken = 0;
      upstream.request(AHEAD / 2); // not at every read: each asking costs the client a round
    }
    return signal;
  }

  /** The next signal, waited for; for the reader. */
  Signal take() throws InterruptedException {
    waiting = true;
    try {
      Signal signal = poll();
      while (signal == null) {
        LockSupport.park(this);
        if (Thread.interrupted()) {
          throw new InterruptedException();
        }
        signal = poll();
      }
      return signal;
    } finally {
      waiting = false;
    }
  }

  /** Stops the exchange; the connection is closed. */
  void cancel() {
    cancelled = true;
    Flow.Subscription upstream = subscription;
    if (upstream != null) {
      upstream.cancel();
    }
  }

  /**
   * Nothing more is read: the little that may still come, at most what was asked for ahead, runs
   * out. Whoever calls gives up after a while, since a connection whose reply never ends can serve
   * nobody.
   *
   * @param then run once nothing more comes, at once if that is so already; perhaps twice
   */
  void drain(Runnable then) {
    drained = then;
    if (ended) {
      then.run();
    }
  }

  /** The wait for the rest is over. */
  void giveUp() {
    if (!ended) {
      cancel();
    }
  }

  private void add(Signal signal) {
    signals.add(signal);
    if (waiting) {
      LockSupport.unpark(reader);
    }
  }
}
