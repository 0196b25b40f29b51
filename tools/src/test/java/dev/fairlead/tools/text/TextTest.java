package dev.fairlead.tools.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.providers.text.Nearest;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class TextTest {
  private static final List<String> TOOLS =
      List.of("chat", "codereview", "listmodels", "route_explain", "version");

  @Test
  void a_slip_of_the_keys_is_understood() {
    assertThat(Nearest.to("codreview", TOOLS)).contains("codereview");
    assertThat(Nearest.to("caht", TOOLS)).contains("chat");
    assertThat(Nearest.to("code-review", TOOLS)).contains("codereview");
    assertThat(Nearest.to("ListModels", TOOLS)).contains("listmodels");
    assertThat(Nearest.to("explain", TOOLS)).contains("route_explain");
  }

  @Test
  void what_is_far_from_everything_suggests_nothing() {
    assertThat(Nearest.to("frobnicate", TOOLS)).isEmpty();
    assertThat(Nearest.to("", TOOLS)).isEmpty();
    assertThat(Nearest.to("x".repeat(100_000), TOOLS)).isEmpty();
  }

  @Test
  void distance_counts_a_swap_as_one() {
    assertThat(Nearest.distance("chat", "caht")).isEqualTo(1);
    assertThat(Nearest.distance("chat", "chats")).isEqualTo(1);
    assertThat(Nearest.distance("kitten", "sitting")).isEqualTo(3);
  }

  @Test
  void sizes_read_well() {
    assertThat(Sizes.of(1)).isEqualTo("1 byte");
    assertThat(Sizes.of(812)).isEqualTo("812 bytes");
    assertThat(Sizes.of(1536)).isEqualTo("1.5 KiB");
    assertThat(Sizes.of(20L << 20)).isEqualTo("20 MiB");
  }
}
