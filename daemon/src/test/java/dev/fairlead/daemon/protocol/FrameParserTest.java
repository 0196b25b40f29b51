package dev.fairlead.daemon.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.daemon.protocol.Frame.Bad;
import dev.fairlead.daemon.protocol.Frame.Request;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class FrameParserTest {
  private final FrameParser parser = new FrameParser(new FrameJson());

  @Test
  void a_request_has_an_id_a_method_and_parameters() {
    assertThat(parse("{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"m\",\"params\":{\"a\":1}}"))
        .isEqualTo(new Request(7, "m", Map.of("a", 1)));
  }

  @Test
  void a_message_without_an_id_is_a_notification() {
    assertThat(parse("{\"jsonrpc\":\"2.0\",\"method\":\"m\"}"))
        .isEqualTo(new Frame.Notification("m", null));
  }

  @Test
  void a_result_is_a_response() {
    assertThat(parse("{\"jsonrpc\":\"2.0\",\"id\":\"x\",\"result\":{}}"))
        .isEqualTo(new Frame.Response("x", Map.of(), null));
  }

  @Test
  void several_messages_in_an_array_are_each_read_for_itself() {
    assertThat(parse("[{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"},5,[]]"))
        .isInstanceOfSatisfying(
            Frame.Several.class,
            several -> {
              assertThat(several.frames().getFirst()).isEqualTo(new Frame.Request(1, "ping", null));
              assertThat(several.frames().subList(1, 3)).allMatch(Bad.class::isInstance);
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''                                              | -32700 | empty
          {nonsense                                       | -32700 | not JSON
          []                                              | -32600 | batch
          "text"                                          | -32600 | object
          {"id":1,"method":"ping"}                        | -32600 | jsonrpc
          {"jsonrpc":"1.0","id":1,"method":"ping"}        | -32600 | jsonrpc
          {"jsonrpc":"2.0","id":1}                        | -32600 | method
          {"jsonrpc":"2.0","id":1,"method":5}             | -32600 | method
          {"jsonrpc":"2.0","id":null,"method":"ping"}     | -32600 | id
          {"jsonrpc":"2.0","id":1.5,"method":"ping"}      | -32600 | id
          {"jsonrpc":"2.0","id":{},"method":"ping"}       | -32600 | id
          {"jsonrpc":"2.0","id":99999999999999999999,"method":"ping"} | -32600 | id
          {"jsonrpc":"2.0","id":1,"method":"m","params":[]} | -32602 | params
          {"jsonrpc":"2.0","id":null,"error":{"code":1}}  | -32600 | id
          """)
  void what_is_no_message_is_refused_with_a_word_on_why(String line, int code, String word) {
    assertThat(parse(line))
        .isInstanceOfSatisfying(
            Bad.class,
            bad -> {
              assertThat(bad.code()).isEqualTo(code);
              assertThat(bad.message()).contains(word);
            });
  }

  @Test
  void the_id_of_a_message_that_is_too_long_is_found_in_its_beginning() {
    var line =
        new LineReader.Line(
            "{\"jsonrpc\":\"2.0\",\"id\": 42,\"method\":\"tools/call\""
                .getBytes(StandardCharsets.UTF_8),
            true,
            true);

    assertThat(parser.parse(line))
        .isInstanceOfSatisfying(
            Bad.class,
            bad -> {
              assertThat(bad.id()).isEqualTo(42L);
              assertThat(bad.message()).contains("32 MiB");
            });
  }

  private Frame parse(String text) {
    return parser.parse(new LineReader.Line(text.getBytes(StandardCharsets.UTF_8), false, true));
  }
}
