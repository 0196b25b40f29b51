package dev.fairlead.daemon.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class LineReaderTest {
  @Test
  void lines_end_with_a_newline_and_may_carry_a_return() throws IOException {
    assertThat(texts("one\ntwo\r\n\nthree", 100)).containsExactly("one", "two", "", "three");
  }

  @Test
  void a_line_without_an_end_is_given_and_said_to_be_cut() throws IOException {
    assertThat(lines("whole\ncut", 100))
        .extracting(LineReader.Line::whole)
        .containsExactly(true, false);
  }

  @Test
  void a_line_as_long_as_allowed_is_whole() throws IOException {
    assertThat(lines("12345\n", 5).getFirst().tooLong()).isFalse();
  }

  @Test
  void a_longer_line_is_said_to_be_too_long_and_the_next_is_read() throws IOException {
    List<LineReader.Line> lines = lines("123456\nnext\n", 5);

    assertThat(lines).extracting(LineReader.Line::tooLong).containsExactly(true, false);
    assertThat(text(lines.get(1))).isEqualTo("next");
  }

  @Test
  void of_a_line_far_too_long_only_the_beginning_is_kept() throws IOException {
    LineReader.Line line = lines("x".repeat(200_000) + "\n", 50_000).getFirst();

    assertThat(line.tooLong()).isTrue();
    assertThat(line.bytes().length).isLessThanOrEqualTo(4096);
  }

  @Test
  void a_line_larger_than_the_buffer_is_put_together() throws IOException {
    String text = "äöü".repeat(60_000);

    assertThat(texts(text + "\n", 10_000_000)).containsExactly(text);
  }

  private static List<String> texts(String input, int largest) throws IOException {
    return lines(input, largest).stream().map(LineReaderTest::text).toList();
  }

  private static String text(LineReader.Line line) {
    return new String(line.bytes(), StandardCharsets.UTF_8);
  }

  private static List<LineReader.Line> lines(String input, int largest) throws IOException {
    LineReader reader =
        new LineReader(
            Channels.newChannel(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8))),
            largest);
    List<LineReader.Line> lines = new ArrayList<>();
    for (LineReader.Line line = reader.next(); line != null; line = reader.next()) {
      lines.add(line);
    }
    return lines;
  }
}
