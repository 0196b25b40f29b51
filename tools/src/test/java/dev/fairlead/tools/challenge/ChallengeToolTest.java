package dev.fairlead.tools.challenge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.tools.BadArguments;
import dev.fairlead.tools.Bench;
import dev.fairlead.tools.ToolResult;
import dev.fairlead.tools.ToolResult.Status;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ChallengeToolTest {
  @TempDir private Path temp;
  private Bench bench = Bench.UNUSED;
  private ChallengeTool challenge = new ChallengeTool(bench.parts);

  @BeforeEach
  void sit_down() throws Exception {
    bench = new Bench(temp.toRealPath());
    challenge = new ChallengeTool(bench.parts);
  }

  @Test
  void a_statement_is_to_be_examined_first() throws Exception {
    ToolResult result = bench.call(challenge, "prompt", "Locks are slow.\nUse none.");

    assertThat(result.status()).isEqualTo(Status.COMPLETE);
    assertThat(result.text())
        .contains("> Locks are slow.\n> Use none.\n", "strongest case against it", "verdict first");
    assertThat(Objects.requireNonNull(result.decision()).path().label()).isEqualTo("direct");
    assertThat(bench.router.asks).isEmpty();
  }

  @Test
  void other_names_of_the_statement_are_known() throws Exception {
    assertThat(bench.call(challenge, "statement", "Ever so").text()).contains("> Ever so");
    assertThatThrownBy(() -> bench.call(challenge))
        .isInstanceOf(BadArguments.class)
        .hasMessage("challenge: prompt is missing: give a string, the statement");
  }
}
