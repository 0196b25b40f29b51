package dev.fairlead.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.daemon.config.Watch;
import dev.fairlead.providers.Access;
import dev.fairlead.routing.selection.Policy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class CurrentTest {
  @TempDir private Path directory;
  private final Set<String> servers = new HashSet<>();
  private long now = 1_000;
  private Path config = Path.of("");

  @BeforeEach
  void directories() throws IOException {
    config = Files.createDirectories(directory.resolve("fairlead"));
    Files.createDirectory(directory.resolve("work"));
  }

  @Test
  void settings_are_the_same_object_until_a_file_changes() throws IOException {
    write("config.yaml", "routing: {policy: fast}");
    Current current = current();
    Held first = current.get();

    later();
    assertThat(current.get()).isSameAs(first);

    write("config.yaml", "routing: {policy: cheap}");
    later();
    assertThat(current.get().settings().policy()).contains(Policy.CHEAP);
  }

  @Test
  void files_are_looked_at_twice_a_second_at_most() throws IOException {
    Current current = current();
    write("config.yaml", "routing: {policy: cheap}");

    now += Duration.ofMillis(499).toNanos();
    assertThat(current.get().settings().policy()).isEmpty();

    now += Duration.ofMillis(1).toNanos();
    assertThat(current.get().settings().policy()).contains(Policy.CHEAP);
  }

  @Test
  void keys_servers_and_models_come_and_go() throws IOException {
    Current current = current();
    assertThat(current.get().settings().access()).isEmpty();

    write("config.yaml", "providers: {kimi: {keys: not-a-key}, vllm: {base: 'http://a.test/v1'}}");
    write("models.yaml", "models:\n  mine:\n    provider: vllm\n");
    later();
    assertThat(current.roster().keys()).extracting(Access::id).containsExactly("kimi-1", "vllm-1");
    assertThat(current.roster().catalog().find("mine")).isPresent();
    assertThat(servers).containsExactly("vllm");

    Files.delete(config.resolve("config.yaml"));
    later();
    assertThat(current.roster().keys()).isEmpty();
  }

  @Test
  void an_edit_that_cannot_be_used_changes_nothing() throws IOException {
    write("config.yaml", "routing: {policy: fast}");
    Current current = current();
    Held good = current.get();

    write("config.yaml", "routing: {policy: fastest}");
    later();
    assertThat(current.get()).isSameAs(good);
    write("models.yaml", "models: [");
    later();
    assertThat(current.get()).isSameAs(good);

    Files.delete(config.resolve("models.yaml"));
    write("config.yaml", "routing: {policy: quality}");
    later();
    assertThat(current.get().settings().policy()).contains(Policy.QUALITY);
  }

  @Test
  void settings_that_were_broken_from_the_start_can_be_mended() throws IOException {
    write("config.yaml", "routing: {policy: fastest}");
    Current current = current();
    assertThat(current.problem()).get().asString().contains("fastest");

    write("config.yaml", "routing: {policy: fast}");
    later();

    assertThat(current.problem()).isEmpty();
  }

  @Test
  void a_cancelled_caller_leaves_the_files_to_be_read_and_stays_cancelled() throws IOException {
    Current current = current();
    write("config.yaml", "routing: {policy: cheap}");
    later();

    Thread.currentThread().interrupt();
    current.get();

    assertThat(Thread.interrupted()).isTrue();
    later();
    assertThat(current.get().settings().policy()).contains(Policy.CHEAP);
  }

  private void later() {
    now += Duration.ofSeconds(1).toNanos();
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(config.resolve(name), text);
  }

  private Current current() {
    Map<String, String> environment = new HashMap<>();
    for (String name : new String[] {"XDG_CONFIG_HOME", "XDG_STATE_HOME", "APPDATA"}) {
      environment.put(name, directory.toString());
    }
    Installation installation =
        new Installation(environment, directory, directory.resolve("work"), null);
    return new Current(
        Held.read(installation),
        () -> Held.read(installation),
        new Watch(Held.files(installation)),
        () -> now,
        held -> servers.addAll(held.settings().servers()));
  }
}
