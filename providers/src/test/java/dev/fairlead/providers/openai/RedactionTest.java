package dev.fairlead.providers.openai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.providers.ApiKey;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class RedactionTest {
  private static final ApiKey KEY = new ApiKey("fake-id.12345678");

  @Test
  void the_key_and_its_long_parts_are_taken_out() {
    assertThat(text("a fake-id.12345678 b")).isEqualTo("a *** b");
    assertThat(text("a 12345678 b")).isEqualTo("a *** b");
    assertThat(text("a fake-id b")).as("too short to be a secret").isEqualTo("a fake-id b");
  }

  @Test
  void accounts_and_addresses_are_taken_out_and_lines_joined() {
    assertThat(text("org-a1 ak-b2 x.y@example.com\r\n\tz ")).isEqualTo("org-*** ak-*** ***@*** z");
    assertThat(text("")).isEmpty();
  }

  @Test
  void a_long_text_is_cut() {
    assertThat(text("x".repeat(2000))).hasSize(2000);
    assertThat(text("x".repeat(2001))).hasSize(2000);
  }

  @Test
  void each_word_of_a_complaint_is_cleaned() {
    assertThat(Redaction.of(new Complaint("org-a", "ak-b", "sk-c"), KEY))
        .isEqualTo(new Complaint("org-***", "ak-***", "sk-***"));
  }

  private static String text(String text) {
    return Redaction.text(text, KEY);
  }
}
