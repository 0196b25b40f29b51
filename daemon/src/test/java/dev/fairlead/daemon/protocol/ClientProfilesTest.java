package dev.fairlead.daemon.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class ClientProfilesTest {
  private final ClientProfiles profiles = new ClientProfiles(Optional.empty(), Optional.empty());

  @ParameterizedTest
  @CsvSource({
    "claude-code, 2.1.330, 1500, false",
    "codex-mcp-client, 0.169.0, 285, false",
    "gemini-cli-mcp-client, 0.61.0, 570, false",
    "opencode, 1.18.33, 50, true",
    "qwen-code-client, 0.9.1, 50, false",
    "qwen-code-client, 0.24.4, 70, false",
    "qwen-code-client, 0.10, 70, false",
    "qwen-code-client, '', 50, false",
    "Cline, 3.0.65, 50, false",
    "somebody, 1, 50, false",
    "'', '', 50, false",
  })
  void a_client_is_known_by_part_of_its_name_and_by_its_version(
      String name, String version, int seconds, boolean extended) {
    ClientProfile profile = profiles.of(name, version);
    assertThat(profile.patience()).isEqualTo(Duration.ofSeconds(seconds));
    assertThat(profile.extendedByProgress()).isEqualTo(extended);
  }

  @Test
  void a_patience_that_is_set_holds_for_all() {
    Duration set = Duration.ofSeconds(7);
    ClientProfiles own = new ClientProfiles(Optional.of(set), Optional.empty());
    assertThat(own.of("claude-code", "2").patience()).isEqualTo(set);
    assertThat(own.of("opencode", "1").extendedByProgress()).isTrue();
  }
}
