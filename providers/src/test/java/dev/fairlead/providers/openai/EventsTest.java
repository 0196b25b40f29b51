package dev.fairlead.providers.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.providers.ProviderException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Events as the rules of the format have them, in reads of any size. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class EventsTest {
  private static final int LARGEST = 16 << 20;

  private static List<String> events(String stream, int size) throws ProviderException {
    byte[] bytes = stream.getBytes(StandardCharsets.UTF_8);
    EventReader reader = new EventReader();
    List<String> events = new ArrayList<>();
    for (int at = 0; at < bytes.length; at += size) {
      reader.feed(ByteBuffer.wrap(bytes, at, Math.min(size, bytes.length - at)));
      while (reader.next()) {
        events.add(data(reader));
      }
    }
    if (reader.last()) {
      events.add("last: " + data(reader));
    }
    return events;
  }

  private static String data(EventReader reader) {
    return new String(reader.data(), 0, reader.length(), StandardCharsets.UTF_8);
  }

  private static void assertMalformed(String stream) {
    for (int size : new int[] {1, 3, 4096}) {
      assertThatThrownBy(() -> events(stream, size)).isInstanceOf(ProviderException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 7, 4096})
  void a_line_ends_with_any_of_three_ends(int size) throws Exception {
    assertThat(events("data: a\n\ndata: b\r\n\r\ndata: c\r\rdata: d\n\n", size))
        .containsExactly("a", "b", "c", "d");
    assertThat(events("data: a\r\ndata: b\r\n\r\n\r\n\r\ndata: c\r\n\r\n", size))
        .containsExactly("a\nb", "c");
    assertThat(events("\r\n\n\rdata: a\n\r\n", size)).containsExactly("a");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 7, 4096})
  void the_data_of_many_lines_is_one_and_other_fields_are_left_out(int size) throws Exception {
    assertThat(events("event: x\ndata: a\nid: 1\ndata:b\n: ping\ndata:  c\nretry: 5\n\n", size))
        .containsExactly("a\nb\n c");
    assertThat(events("data\n\ndata:\n\ndata\ndata\n\n", size)).containsExactly("", "", "\n");
    assertThat(events("id: 1\n\n:\n\nevent\n\n", size)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 4096})
  void what_is_left_at_the_end_is_the_last_event(int size) throws Exception {
    assertThat(events("data: a\n\ndata: b", size)).containsExactly("a", "last: b");
    assertThat(events("data: a\n\ndata: b\n", size)).containsExactly("a", "last: b");
    assertThat(events("data: a\n\ndata: b\ndata: c", size)).containsExactly("a", "last: b\nc");
    assertThat(events("data: a\n\n", size)).containsExactly("a");
    assertThat(events("data: a\n\n: bye", size)).containsExactly("a");
    assertThat(events("", size)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 100, 1_000, 4_000, 5_000, 60_000})
  void events_may_be_longer_than_any_read(int size) throws Exception {
    List<String> expected = new ArrayList<>();
    StringBuilder stream = new StringBuilder();
    for (int length : new int[] {1, 1_020, 1_024, 1_025, 4_090, 9_000, 3, 20_000, 5}) {
      String text = String.valueOf((char) ('a' + expected.size())).repeat(length);
      expected.add(text + "\n" + text + "\nend");
      stream
          .append("data: ")
          .append(text)
          .append("\ndata: ")
          .append(text)
          .append("\ndata: end\n\n");
    }
    assertThat(events(stream.toString(), size)).isEqualTo(expected);
  }

  @Test
  void a_long_line_may_follow_a_short_one() throws Exception {
    String text = "b".repeat(5_000);
    assertThat(events("data: a\ndata: " + text + "\n\n", 60_000)).containsExactly("a\n" + text);
  }

  @Test
  void the_last_line_may_end_where_the_reads_do() throws Exception {
    String comment = ":" + "c".repeat(4_090) + "\n";
    assertThat(events(comment + "data", 4_096)).containsExactly("last: ");
  }

  @Test
  void an_event_that_was_found_is_not_left_as_the_last() throws Exception {
    EventReader reader = new EventReader();
    reader.feed(ByteBuffer.wrap("data: a\n\n".getBytes(StandardCharsets.UTF_8)));
    assertThat(reader.next()).isTrue();
    assertThat(reader.last()).isFalse();
  }

  @Test
  void a_mark_of_byte_order_may_come_first_and_only_there() throws Exception {
    assertThat(events("\uFEFFdata: a\n\n", 1)).containsExactly("a");
    assertThat(events("\uFEFF\ndata: a\n\n", 4096)).containsExactly("a");
    assertMalformed("data: a\n\n\uFEFFdata: b\n\n");
    assertMalformed("\uFEFF\uFEFFdata: b\n\n");
  }

  @Test
  void a_line_of_another_kind_is_malformed() {
    assertMalformed("dat: a\n\n");
    assertMalformed("datas: a\n\n");
    assertMalformed("<html>\n");
    assertMalformed("retrying: a\n\n");
    assertMalformed("identity\n\n");
  }

  @Test
  void a_read_may_be_as_large_as_an_event_and_no_larger() throws Exception {
    EventReader reader = new EventReader();
    reader.feed(ByteBuffer.allocate(LARGEST));
    assertThat(reader.next()).isFalse();
    assertThatThrownBy(() -> reader.feed(ByteBuffer.allocate(1)))
        .isInstanceOf(ProviderException.class)
        .hasMessageContaining("more than " + LARGEST);
  }
}
