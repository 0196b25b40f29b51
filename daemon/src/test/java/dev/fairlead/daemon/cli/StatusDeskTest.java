package dev.fairlead.daemon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.providers.ProviderError;
import dev.fairlead.routing.resilience.Breakers.Resting;
import dev.fairlead.tools.Health;
import dev.fairlead.tools.Health.Grade;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The report behind {@code --check} and {@code status}. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class StatusDeskTest {
  @TempDir private Path directory;

  private static Health look(Bench bench, boolean probe) throws Exception {
    Installed installed = bench.installed();
    return new StatusDesk(() -> installed).look(probe);
  }

  private Bench withKey() {
    return new Bench(directory).with("ZAI_API_KEY", "not-a-real-key");
  }

  @Test
  void the_vendors_are_asked_only_on_request() throws Exception {
    Bench bench = withKey();
    URI base = bench.installed().access().getFirst().base();
    bench.glm.wrong.put(base, new ProviderError.Unavailable(503));

    Health quiet = look(bench, false);
    assertThat(quiet.grade()).isEqualTo(Grade.OK);
    assertThat(quiet.lines()).noneMatch(line -> line.contains("provider glm-1"));

    Health asked = look(bench, true);
    assertThat(asked.grade()).isEqualTo(Grade.DEGRADED);
    assertThat(asked.lines()).anyMatch(line -> line.matches("degraded +provider glm-1 .*503.*"));
  }

  @Test
  void it_names_version_keys_models_and_calls_in_flight() throws Exception {
    Health health = look(withKey(), false);

    assertThat(health.lines())
        .anyMatch(line -> line.matches("ok +version +fairlead 1.2.3"))
        .anyMatch(line -> line.matches("ok +key glm +1 set: glm-1"))
        .anyMatch(line -> line.matches("ok +models +\\d+ of \\d+ can be asked now: .*glm-5.*"))
        .anyMatch(line -> line.matches("ok +calls in flight +glm-1 0 of 3"))
        .noneMatch(line -> line.contains("not-a-real-key"));
  }

  @Test
  void what_rests_degrades_with_its_reason_and_end() throws Exception {
    Bench bench = withKey();
    bench.resting.add(
        new Resting("glm-1", "glm-5.3", "it is overloaded", Instant.parse("2026-11-20T10:00:00Z")));

    Health health = look(bench, false);

    assertThat(health.grade()).isEqualTo(Grade.DEGRADED);
    assertThat(health.lines())
        .anyMatch(line ->
            line.matches(
                "degraded +rest glm-1 +glm-5.3 until 2026-11-20T10:00:00Z: it is overloaded"));
  }

  @Test
  void without_a_key_no_model_can_be_asked() throws Exception {
    Health health = look(new Bench(directory), false);

    assertThat(health.grade()).isEqualTo(Grade.DEGRADED);
    assertThat(health.lines())
        .anyMatch(line -> line.matches("degraded +models +none of \\d+ can be asked now: .*"))
        .anyMatch(line -> line.contains("set ZAI_API_KEY"));
  }
}
