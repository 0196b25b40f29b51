package dev.fairlead.providers.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.providers.openai.Handoff.Signal;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class HandoffTest {
  private final Handoff handoff = new Handoff();
  private final Upstream upstream = new Upstream();
  private int drained;

  /** The head of a reply. */
  private record Info(int statusCode, HttpHeaders headers, HttpClient.Version version)
      implements HttpResponse.ResponseInfo {}

  @Test
  void what_comes_is_read_in_order() throws Exception {
    HttpHeaders headers = HttpHeaders.of(Map.of("a", List.of("b")), (_, _) -> true);
    assertThat(handoff.head(new Info(201, headers, HttpClient.Version.HTTP_2))).isSameAs(handoff);
    handoff.onSubscribe(upstream);
    List<ByteBuffer> bytes = bytes();
    handoff.onNext(bytes);
    handoff.alarm();
    handoff.onComplete();

    assertThat(handoff.poll()).isEqualTo(new Signal.Head(201, headers, HttpClient.Version.HTTP_2));
    assertThat(handoff.take()).isEqualTo(new Signal.Bytes(bytes));
    assertThat(handoff.take()).isEqualTo(new Signal.Alarm());
    assertThat(handoff.poll()).isEqualTo(new Signal.End(null));
    assertThat(handoff.poll()).isNull();
    assertThat(handoff.getBody().toCompletableFuture()).isCompletedWithValue(handoff);
  }

  @Test
  void four_reads_are_asked_for_and_two_more_for_every_two() {
    handoff.onSubscribe(upstream);
    assertThat(upstream.asked()).containsExactly(4L);
    for (int i = 0; i < 5; i++) {
      handoff.onNext(bytes());
    }
    handoff.alarm();
    assertThat(handoff.poll()).isInstanceOf(Signal.Bytes.class);
    assertThat(upstream.asked()).containsExactly(4L);
    assertThat(handoff.poll()).isInstanceOf(Signal.Bytes.class);
    assertThat(upstream.asked()).containsExactly(4L, 2L);
    assertThat(handoff.poll()).isInstanceOf(Signal.Bytes.class);
    assertThat(handoff.poll()).isInstanceOf(Signal.Bytes.class);
    assertThat(upstream.asked()).containsExactly(4L, 2L, 2L);
    assertThat(handoff.poll()).isInstanceOf(Signal.Bytes.class);
    assertThat(handoff.poll()).isInstanceOf(Signal.Alarm.class);
    assertThat(upstream.asked()).containsExactly(4L, 2L, 2L);
    assertThat(upstream.cancelled()).isZero();
  }

  @Test
  void a_failure_is_the_end() {
    IOException failure = new IOException("reset");
    handoff.answered(null, failure);
    assertThat(handoff.poll()).isEqualTo(new Signal.End(failure));
    handoff.onError(failure);
    assertThat(handoff.poll()).isEqualTo(new Signal.End(failure));
    handoff.answered(null, null);
    assertThat(handoff.poll())
        .isInstanceOfSatisfying(
            Signal.End.class, end -> assertThat(end.failure()).hasMessage("no reply"));
  }

  @Test
  void who_waits_is_woken() throws Exception {
    Thread reader = Thread.currentThread();
    Thread waker =
        Thread.ofVirtual()
            .start(() -> {
              while (reader.getState() != Thread.State.WAITING) {
                Thread.onSpinWait();
              }
              handoff.alarm();
            });
    assertThat(handoff.take()).isEqualTo(new Signal.Alarm());
    waker.join();
  }

  @Test
  void who_waits_may_be_interrupted() {
    Thread.currentThread().interrupt();
    assertThatThrownBy(handoff::take).isInstanceOf(InterruptedException.class);
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }

  @Test
  void cancelling_reaches_the_client_at_once_or_as_soon_as_it_is_known() {
    handoff.onSubscribe(upstream);
    handoff.cancel();
    assertThat(upstream.cancelled()).isEqualTo(1);

    Handoff other = new Handoff();
    Upstream late = new Upstream();
    other.cancel();
    other.onSubscribe(late);
    assertThat(late.cancelled()).isEqualTo(1);
    assertThat(late.asked()).isEmpty();
  }

  @Test
  void what_comes_while_the_rest_runs_out_is_dropped() {
    handoff.onSubscribe(upstream);
    handoff.drain(() -> drained++);
    handoff.onNext(bytes());
    assertThat(drained).isZero();
    handoff.onComplete();
    assertThat(drained).isEqualTo(1);
    assertThat(handoff.poll()).isNull();
    handoff.giveUp();
    assertThat(upstream.cancelled()).as("what has ended needs no cancelling").isZero();
  }

  @Test
  void a_rest_that_has_run_out_already_is_told_at_once() {
    handoff.onComplete();
    handoff.drain(() -> drained++);
    assertThat(drained).isEqualTo(1);
  }

  @Test
  void a_rest_that_does_not_run_out_is_given_up() {
    handoff.onSubscribe(upstream);
    handoff.drain(() -> drained++);
    handoff.giveUp();
    assertThat(upstream.cancelled()).isEqualTo(1);
  }

  private static List<ByteBuffer> bytes() {
    return List.of(ByteBuffer.wrap(new byte[] {1}));
  }
}
