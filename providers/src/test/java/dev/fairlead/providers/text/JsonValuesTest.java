package dev.fairlead.providers.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class JsonValuesTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[]",
        "null",
        "true",
        "false",
        "\"a \\\"word\\\" \\\\ \\u0001\"",
        "0",
        "-7",
        "2147483648",
        "123456789012345678901234567890",
        "0.5",
        "{\"b\":[1,{\"a\":null,\"c\":[]},[[\"x\"]]],\"a\":{\"d\":false}}",
      })
  void a_document_is_read_and_written_as_it_is(String document) {
    assertThat(JsonValues.text(JsonValues.of(document))).isEqualTo(document);
  }

  @Test
  void a_whole_number_is_the_smallest_that_holds_it() {
    assertThat(JsonValues.of("[1, 2147483648, 9223372036854775808, 1.0]"))
        .isEqualTo(List.of(1, 2_147_483_648L, BigInteger.TWO.pow(63), 1.0));
  }

  @Test
  void every_kind_of_number_can_be_written() {
    assertThat(JsonValues.text(List.of(1, 2L, 0.5, 0.25f, (short) 3, BigInteger.TEN)))
        .isEqualTo("[1,2,0.5,0.25,3,10]");
  }

  @Test
  void what_is_ready_is_written_as_it_is() {
    assertThat(JsonValues.text(Map.of("schema", new JsonText("{\"type\":\"object\"}"))))
        .isEqualTo("{\"schema\":{\"type\":\"object\"}}");
    assertThat(JsonValues.text(Arrays.asList(new JsonText("1"), null))).isEqualTo("[1,null]");
  }

  @Test
  void what_json_does_not_know_is_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> JsonValues.text(List.of(Thread.State.NEW)))
        .withMessageContaining("NEW");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{", "[1", "{\"a\":}", "{\"a\" 1}", "nothing", "[1,]"})
  void what_is_no_document_is_refused(String text) {
    assertThatThrownBy(() -> JsonValues.of(text)).isInstanceOf(JacksonException.class);
  }
}
