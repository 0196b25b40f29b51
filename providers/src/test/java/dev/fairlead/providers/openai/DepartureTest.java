package dev.fairlead.providers.openai;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.ByteBuffer;
import java.util.concurrent.Flow;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class DepartureTest {
  private static final HttpRequest.Builder REQUEST =
      HttpRequest.newBuilder(URI.create("http://127.0.0.1/x"));

  private long now;

  @Test
  void a_body_is_watched_from_when_it_is_asked_for() {
    HttpRequest watched = watch(REQUEST.POST(BodyPublishers.ofString("hello")).build());
    assertThat(watched.method()).isEqualTo("POST");
    assertThat(watched.bodyPublisher().orElseThrow().contentLength()).isEqualTo(5);
    now = 7;
    assertThat(Departure.isWaiting(watched)).isTrue();
    assertThat(Departure.of(watched)).isEmpty();

    watched.bodyPublisher().orElseThrow().subscribe(new Nobody());
    now = 8;
    watched.bodyPublisher().orElseThrow().subscribe(new Nobody()); // as for a redirect
    assertThat(Departure.isWaiting(watched)).isFalse();
    assertThat(Departure.of(watched)).hasValue(7);
  }

  @Test
  void a_request_that_is_watched_or_has_no_body_stays_as_it_is() {
    byte[] bytes = {1};
    for (HttpRequest request :
        new HttpRequest[] {
          REQUEST.POST(Departure.of(bytes, () -> now)).build(),
          REQUEST.POST(BodyPublishers.noBody()).build(),
          REQUEST.GET().build()
        }) {
      assertThat(watch(request)).isSameAs(request);
    }
    HttpRequest bodiless = REQUEST.GET().build();
    assertThat(Departure.isWaiting(bodiless)).isFalse();
    assertThat(Departure.of(bodiless)).isEmpty();
  }

  private HttpRequest watch(HttpRequest request) {
    return Departure.watch(request, () -> now);
  }

  private static final class Nobody implements Flow.Subscriber<ByteBuffer> {
    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      subscription.cancel();
    }

    @Override
    public void onNext(ByteBuffer bytes) {}

    @Override
    public void onError(Throwable failure) {}

    @Override
    public void onComplete() {}
  }
}
