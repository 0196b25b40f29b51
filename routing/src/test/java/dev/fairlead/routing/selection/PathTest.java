package dev.fairlead.routing.selection;

import static dev.fairlead.providers.Capability.FILE_UPLOAD;
import static dev.fairlead.providers.Capability.STREAMING;
import static dev.fairlead.providers.Capability.THINKING;
import static dev.fairlead.providers.Capability.VISION;
import static dev.fairlead.providers.Capability.WEB_SEARCH;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** The words in which a plan is told: of paths, policies and degradations. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class PathTest {
  @Test
  void a_path_is_the_first_that_applies() {
    assertThat(Path.of(Set.of(STREAMING, THINKING, FILE_UPLOAD, VISION))).isEqualTo(Path.VISION);
    assertThat(Path.of(Set.of(STREAMING, THINKING, FILE_UPLOAD))).isEqualTo(Path.FILE_UPLOAD);
    assertThat(Path.of(Set.of(STREAMING, THINKING))).isEqualTo(Path.THINKING);
    assertThat(Path.of(Set.of(STREAMING, WEB_SEARCH))).isEqualTo(Path.STREAMING);
    assertThat(Path.of(Set.of(WEB_SEARCH))).isEqualTo(Path.STANDARD);
  }

  @Test
  void paths_and_policies_are_written_small() {
    assertThat(Path.FILE_UPLOAD.label()).isEqualTo("file_upload");
    assertThat(Policy.CHEAP.label()).isEqualTo("cheap");
  }

  @Test
  void a_policy_is_known_by_its_name_in_any_case() {
    assertThat(Policy.named("Fast")).contains(Policy.FAST);
    assertThat(Policy.named("balanced")).contains(Policy.BALANCED);
    assertThat(Policy.named("best")).isEmpty();
  }

  @Test
  void a_degradation_says_what_was_wanted_and_what_came() {
    assertThat(new Degradation("effort", "high", "low").describe())
        .isEqualTo("effort: high -> low");
  }
}
