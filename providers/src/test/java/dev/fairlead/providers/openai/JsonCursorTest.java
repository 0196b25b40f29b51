package dev.fairlead.providers.openai;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class JsonCursorTest {
  private final JsonCursor cursor = new JsonCursor();

  @Test
  void a_name_ends_with_its_colon() {
    start("\"ab\":1");
    assertThat(cursor.takeName()).isTrue();
    assertThat(cursor.at()).isEqualTo(5);
    assertThat(cursor.named(JsonCursor.name("ab"))).isTrue();
    assertThat(cursor.named(JsonCursor.name("ac"))).isFalse();
    assertThat(cursor.named(JsonCursor.name("a"))).isFalse();

    start("\"a b\":1");
    assertThat(cursor.takeName()).isTrue();
    start("\"ab\",1");
    assertThat(cursor.takeName()).isFalse();
    start("ab:1");
    assertThat(cursor.takeName()).isFalse();
  }

  @Test
  void null_may_be_all_that_is_left() {
    start("null");
    assertThat(cursor.takeNull()).isTrue();
    assertThat(cursor.atEnd()).isTrue();
    assertThat(cursor.takeNull()).isFalse();
    start("nul");
    assertThat(cursor.takeNull()).isFalse();
    start("nope");
    assertThat(cursor.takeNull()).isFalse();
    assertThat(cursor.at()).isZero();
  }

  @Test
  void a_number_has_up_to_17_digits_and_no_zero_before_them() {
    assertThat(number("0")).isZero();
    assertThat(number("9")).isEqualTo(9);
    assertThat(number("10,")).isEqualTo(10);
    assertThat(number("90123456789012345")).isEqualTo(90123456789012345L);
    assertThat(number("901234567890123456")).isEqualTo(-1);
    assertThat(number("01")).isEqualTo(-1);
    assertThat(number("")).isEqualTo(-1);
    assertThat(number("x")).isEqualTo(-1);
    start("7");
    assertThat(cursor.takeNumber()).isTrue();
    assertThat(cursor.takeNumber()).isFalse();
    start("0");
    assertThat(cursor.takeNumber()).isTrue();
  }

  @Test
  void a_text_may_hold_simple_escapes_and_other_scripts() {
    assertThat(string("\"a b\"")).isEqualTo("a b");
    assertThat(string("\"é a\"")).isEqualTo("é a");
    assertThat(string("\"a\\n\\t\\r\\\"\\\\\\/\"")).isEqualTo("a\n\t\r\"\\/");
  }

  @Test
  void a_text_that_is_out_of_the_ordinary_is_none() {
    assertThat(string("\"a\\u0041\"")).isNull();
    assertThat(string("\"é\u0001\"")).isNull();
    assertThat(string("\"é\u0000\"")).isNull();
    assertThat(string("\"é")).isNull();
    assertThat(string("\"a\\")).isNull();
    assertThat(string("a\"")).isNull();
  }

  @Test
  void the_rest_is_compared_up_to_the_end() {
    start("ab,c}");
    assertThat(cursor.take('a')).isTrue();
    assertThat(cursor.take('a')).isFalse();
    assertThat(cursor.restIs("xb,c}".getBytes(UTF_8), 1, 5)).isTrue();
    assertThat(cursor.restIs("xb,d}".getBytes(UTF_8), 1, 5)).isFalse();
    assertThat(cursor.restIs("xb,c}".getBytes(UTF_8), 1, 4)).isFalse();
  }

  private long number(String json) {
    start(json);
    return cursor.number();
  }

  private @Nullable String string(String json) {
    start(json);
    return cursor.string();
  }

  /** What is behind the end would change the meaning of what is before it. */
  private void start(String json) {
    byte[] bytes = json.getBytes(UTF_8);
    byte[] longer = Arrays.copyOf(bytes, bytes.length + 4);
    Arrays.fill(longer, bytes.length, longer.length, (byte) '5');
    cursor.start(longer, 0, bytes.length);
  }
}
