package dev.fairlead.tools;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.routing.selection.Policy;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class PartsTest {
  private static Parts setTo(@Nullable Policy policy) {
    Parts parts = new Bench(Path.of("")).parts;
    return new Parts(
        parts.router(),
        parts.models(),
        parts.threads(),
        parts.gate(),
        parts.estimate(),
        () -> Optional.ofNullable(policy),
        parts.past(),
        parts.jobs(),
        parts.results(),
        parts.checkup(),
        parts.keptFiles(),
        parts.problem(),
        parts.clock(),
        parts.version());
  }

  @Test
  void the_call_comes_before_the_user_and_the_user_before_the_tool() {
    assertThat(setTo(Policy.CHEAP).policy(Policy.FAST, Policy.QUALITY)).isEqualTo(Policy.FAST);
    assertThat(setTo(Policy.CHEAP).policy(null, Policy.QUALITY)).isEqualTo(Policy.CHEAP);
    assertThat(setTo(null).policy(null, Policy.QUALITY)).isEqualTo(Policy.QUALITY);
    assertThat(setTo(null).policy(null, null)).isEqualTo(Policy.BALANCED);
  }
}
