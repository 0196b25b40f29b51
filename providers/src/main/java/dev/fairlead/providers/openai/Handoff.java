package dev.fairlead.providers.openai;

import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Hands the bytes of a reply from the client's threads to the one that reads, a few reads ahead and
 * no more: whoever reads slowly slows the sender down.
 */
final class Handoff implements HttpResponse.BodySubscriber<Handoff> {
  private static final int AHEAD = 2;
  private static final long DRAIN_BYTES = 64 << 10;
  private static final long DRAIN_SECONDS = 1;

  /** What came: bytes, or the end. */
  sealed interface Signal {
    /** More of the reply. */
    record Bytes(List<ByteBuffer> buffers) implements Signal {}

    /** Nothing more comes; because of the failure, if there is one. */
    record End(@Nullable Throwable failure) implements Signal {}
  }

  /** Bounded by demand: the client never hands over more than was asked for. */
  private final LinkedBlockingQueue<Signal> signals = new LinkedBlockingQueue<>();

  private final CompletableFuture<Void> ended = new CompletableFuture<>();
  private Flow.@Nullable Subscription subscription;
  private boolean cancelled;
  private boolean draining;
  private long drained;

  @Override
  public CompletionStage<Handoff> getBody() {
    return CompletableFuture.completedStage(this);
  }

  @Override
  public void onSubscribe(Flow.Subscription incoming) {
    boolean late;
    synchronized (this) {
      late = cancelled;
      subscription = incoming;
    }
    if (late) {
      incoming.cancel();
    } else {
      incoming.request(AHEAD);
    }
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    synchronized (this) {
      if (!draining) {
        signals.add(new Signal.Bytes(buffers));
        return;
      }
      for (ByteBuffer buffer : buffers) {
        drained += buffer.remaining();
      }
    }
    if (drained > DRAIN_BYTES) {
      cancel();
    }
  }

  @Override
  public void onError(Throwable failure) {
    signals.add(new Signal.End(failure));
    ended.complete(null);
  }

  @Override
  public void onComplete() {
    signals.add(new Signal.End(null));
    ended.complete(null);
  }

  /** The next signal, or null if none came in that time. */
  @Nullable Signal poll(long nanos) throws InterruptedException {
    Signal signal = signals.poll(nanos, TimeUnit.NANOSECONDS);
    Flow.Subscription upstream;
    synchronized (this) {
      upstream = subscription;
    }
    if (signal instanceof Signal.Bytes && upstream != null) {
      upstream.request(1);
    }
    return signal;
  }

  /** Stops the exchange; the connection is closed. */
  void cancel() {
    Flow.Subscription upstream;
    synchronized (this) {
      cancelled = true;
      upstream = subscription;
    }
    if (upstream != null) {
      upstream.cancel();
    }
  }

  /**
   * Lets the little that may still come run out, so that the connection can serve again; does not
   * wait for it, and gives up after a second.
   */
  void drain() {
    Flow.Subscription upstream;
    synchronized (this) {
      draining = true;
      upstream = subscription;
    }
    if (ended.isDone() || upstream == null) {
      return;
    }
    upstream.request(Long.MAX_VALUE);
    var _ =
        ended
            .orTimeout(DRAIN_SECONDS, TimeUnit.SECONDS)
            .whenComplete((_, late) -> {
              if (late != null) {
                cancel();
              }
            });
  }
}
