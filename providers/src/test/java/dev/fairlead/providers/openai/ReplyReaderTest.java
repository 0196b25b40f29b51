package dev.fairlead.providers.openai;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ReplyReaderTest {
  @Test
  void a_flat_complaint_has_a_code_or_a_message() {
    assertThat(read("{\"code\":\"1302\"}").complaint()).isEqualTo(new Complaint("1302", "", ""));
    assertThat(read("{\"message\":\"no\"}").complaint()).isEqualTo(new Complaint("", "", "no"));
    assertThat(read("{\"type\":\"t\"}").complaint()).isNull();
    assertThat(read("{\"code\":200,\"message\":\"ok\",\"choices\":[]}").complaint()).isNull();
  }

  @Test
  void a_nested_complaint_is_an_object_or_a_text_and_null_is_none() {
    assertThat(read("{\"error\":{\"code\":5,\"type\":\"t\",\"x\":[1],\"msg\":\"no\"}}").complaint())
        .isEqualTo(new Complaint("5", "t", "no"));
    assertThat(read("{\"error\":\"no\"}").complaint()).isEqualTo(new Complaint("", "", "no"));
    assertThat(read("{\"error\":null}").complaint()).isNull();
  }

  @Test
  void what_should_be_a_text_and_has_parts_is_none() {
    assertThat(read("{\"model\":{\"a\":1},\"choices\":[{\"finish_reason\":[1]}]}"))
        .isEqualTo(new Reply(null, "", "", List.of(), null, null, null));
  }

  private static Reply read(String json) {
    byte[] bytes = json.getBytes(UTF_8);
    List<Reply> replies = Json.replies(bytes, bytes.length);
    assertThat(replies).hasSize(1);
    return replies.getFirst();
  }
}
