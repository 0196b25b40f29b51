package dev.fairlead.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class InstallationTest {
  private static final Path ACCOUNT = Path.of("/home/me");

  private static Path ownHome(Map<String, String> environment) {
    return new Installation(environment, ACCOUNT, Path.of("/work"), null).ownHome();
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void the_home_that_a_user_set_comes_before_the_account_s() {
    assertThat(ownHome(Map.of("HOME", "/data/me"))).isEqualTo(Path.of("/data/me"));
  }

  @Test
  void a_home_that_is_not_set_or_no_whole_path_is_the_account_s() {
    assertThat(ownHome(Map.of())).isEqualTo(ACCOUNT);
    assertThat(ownHome(Map.of("HOME", ""))).isEqualTo(ACCOUNT);
    assertThat(ownHome(Map.of("HOME", "me"))).isEqualTo(ACCOUNT);
  }
}
