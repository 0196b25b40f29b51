package dev.fairlead.daemon.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class RequestStateTest {
  private static final FrameJson JSON = new FrameJson();
  private static final Map<String, Object> ANSWERS = Map.of("roots", Map.of("roots", "none"));

  private Instant now = Instant.parse("2026-11-28T12:00:00Z");
  private final RequestState state = new RequestState(JSON, () -> now);

  private static Frame.Request call(Object id, String name, Object arguments) {
    return new Frame.Request(id, "tools/call", Map.of("name", name, "arguments", arguments));
  }

  @Test
  void answers_come_back_with_the_same_request_under_another_id() {
    String sealed = state.seal(call(1, "chat", Map.of("prompt", "hi")), ANSWERS);

    assertThat(state.open(call(2, "chat", Map.of("prompt", "hi")), sealed)).contains(ANSWERS);
    assertThat(state.open(call(2, "chat", Map.of("prompt", "ho")), sealed)).isEmpty();
    assertThat(state.open(call(2, "debug", Map.of("prompt", "hi")), sealed)).isEmpty();
  }

  @Test
  void they_are_good_for_half_an_hour() {
    Frame.Request request = call(1, "chat", Map.of());
    String sealed = state.seal(request, ANSWERS);

    now = now.plus(Duration.ofMinutes(29));
    assertThat(state.open(request, sealed)).isPresent();
    now = now.plus(Duration.ofMinutes(1));
    assertThat(state.open(request, sealed)).isEmpty();
  }

  @Test
  void another_process_knows_nothing_of_them() {
    Frame.Request request = call(1, "chat", Map.of());

    assertThat(new RequestState(JSON, () -> now).open(request, state.seal(request, ANSWERS)))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "a.b", "e30.e30", "not base64!.x", "a.b.c"})
  void what_was_never_sealed_is_not_opened(String text) {
    assertThat(state.open(call(1, "chat", Map.of()), text)).isEmpty();
  }
}
