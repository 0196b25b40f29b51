package dev.fairlead.tools;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class WrittenDownTest {
  record None() {}

  record Some(
      @Field("tabs\tand\nlines") String first,
      @Field(value = "more", from = Profile.FULL) List<String> secondOne,
      @Field(value = "old", hidden = true) @Nullable Integer third) {}

  @Test
  void what_is_written_is_read_again() {
    Described none = Shape.of(None.class).described();
    Described some = Shape.of(Some.class).described();

    assertThat(
            WrittenDown.read(
                WrittenDown.text(None.class, none) + WrittenDown.text(Some.class, some)))
        .containsEntry(None.class.getName(), none)
        .containsEntry(Some.class.getName(), some)
        .hasSize(2);
  }

  @Test
  void a_profile_is_shown_its_own() {
    Described some = Shape.of(Some.class).described();

    assertThat(some.json(Profile.LEAN)).contains("\"first\"").doesNotContain("second_one");
    assertThat(some.json(Profile.FULL)).contains("second_one").doesNotContain("third");
  }

  @Test
  void a_schema_tells_its_arguments_and_which_must_be_given() {
    assertThat(Schema.of("some", Some.class).names()).containsExactly("first", "second_one");
    assertThat(Schema.of("some", Some.class).required()).containsExactly("first");
    assertThat(Schema.of("none", None.class).names()).isEmpty();
  }

  @Test
  void a_record_that_is_not_in_it_is_described_by_itself() {
    assertThat(WrittenDown.about(Some.class)).isNull();
    assertThat(Schema.of("some", Some.class).json()).containsEntry("required", List.of("first"));
  }
}
