package dev.fairlead.daemon.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class RequestProgressTest {
  private final JsonMapper json = JsonMapper.builder().build();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final RunningRequest request =
      new RunningRequest(
          new Frame.Request(1, "tools/call", Map.of("_meta", Map.of("progressToken", "token"))),
          0,
          _ -> {},
          () -> {});
  private long now;
  private final RequestProgress progress =
      new RequestProgress(request, new Outbox(new FrameJson(), new FrameWriter(out)), () -> now);

  @Test
  void news_are_sent_at_once_under_the_token() {
    progress.report("asking a model");

    assertThat(sent().getFirst().path("progressToken").asString()).isEqualTo("token");
    assertThat(messages()).containsExactly("asking a model");
  }

  @Test
  void news_that_come_too_fast_are_held_back_and_only_the_last_is_sent() {
    progress.report("one");
    progress.report("two");
    progress.report("three");
    pass(Duration.ofMillis(300));
    progress.beat();

    assertThat(messages()).containsExactly("one", "three");
  }

  @Test
  void silence_is_broken_after_five_seconds() {
    progress.report("thinking");
    pass(Duration.ofSeconds(4));
    progress.beat();
    pass(Duration.ofSeconds(1));
    progress.beat();

    assertThat(messages()).containsExactly("thinking", "thinking (5 s)");
  }

  @Test
  void values_only_grow() {
    progress.report("one");
    for (int i = 0; i < 10; i++) {
      pass(Duration.ofSeconds(5));
      progress.beat();
    }

    List<Long> values = sent().stream().map(p -> p.path("progress").asLong()).toList();
    assertThat(values).hasSize(11).doesNotHaveDuplicates().isSorted();
  }

  @Test
  void nothing_follows_the_reply() {
    request.reply(() -> {});

    progress.report("too late");

    assertThat(sent()).isEmpty();
  }

  @Test
  void nothing_follows_a_cancel() {
    request.cancel();

    progress.report("too late");

    assertThat(sent()).isEmpty();
  }

  private void pass(Duration time) {
    now += time.toNanos();
  }

  private List<String> messages() {
    return sent().stream().map(p -> p.path("message").asString()).toList();
  }

  private List<JsonNode> sent() {
    return out.toString(StandardCharsets.UTF_8)
        .lines()
        .map(line -> json.readTree(line).path("params"))
        .toList();
  }
}
