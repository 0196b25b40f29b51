package dev.fairlead.providers.openai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.providers.ChatEvent;
import dev.fairlead.providers.Fixtures;
import dev.fairlead.providers.Fixtures.Outcome;
import dev.fairlead.providers.Model;
import dev.fairlead.providers.ProviderError;
import dev.fairlead.providers.ProviderError.Disconnected;
import dev.fairlead.providers.ProviderError.Interrupted;
import dev.fairlead.providers.ProviderError.Malformed;
import dev.fairlead.providers.ProviderException;
import dev.fairlead.providers.Thinking;
import dev.fairlead.providers.Usage;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class AnswerStreamTest {
  private static final Model MODEL = Fixtures.model("m", Set.of(), Thinking.NONE);
  private static final String END = "data: [DONE]\n\n";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "kimi-stream.sse",
        "kimi-cached.sse",
        "kimi-tools.sse",
        "glm-stream.sse",
        "glm-tools.sse",
        "vllm-tools.sse",
        "sglang-stream.sse",
        "kimi-plain.json",
        "kimi-tools.json",
        "kimi-vision.json",
        "kimi-empty.json",
        "glm-plain.json",
        "glm-tools.json",
        "glm-vision.json",
        "vllm-plain.json"
      })
  @Tag("slow")
  void a_vector_reads_the_same_however_it_is_cut(String name) {
    String text = Fixtures.text(name);
    byte[] lines = text.getBytes(StandardCharsets.UTF_8);
    Outcome whole = read(lines, lines.length);
    assertThat(whole.events()).isNotEmpty();
    for (String form : List.of(text, text.replace("\n", "\r\n"), text.replace("\n", "\r"))) {
      byte[] bytes = form.getBytes(StandardCharsets.UTF_8);
      for (int size : new int[] {1, 2, 3, 7, 4096}) {
        assertThat(read(bytes, size)).as("reads of %s", size).isEqualTo(whole);
      }
      for (int at = 0; at <= bytes.length; at++) {
        assertThat(readInTwo(bytes, at)).as("split at %s", at).isEqualTo(whole);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "kimi-stream.sse",
        "kimi-cached.sse",
        "kimi-tools.sse",
        "glm-stream.sse",
        "glm-tools.sse",
        "vllm-tools.sse",
        "sglang-stream.sse"
      })
  @Tag("slow")
  void a_stream_that_ends_early_is_one_typed_error(String name) {
    byte[] bytes = Fixtures.text(name).getBytes(StandardCharsets.UTF_8);
    Outcome whole = read(bytes, bytes.length);
    int mark = bytes.length - 2; // the blank line after the end mark may be missing
    for (int end = 0; end < bytes.length; end++) {
      Outcome outcome = read(Arrays.copyOf(bytes, end), 64);
      if (end >= mark) {
        assertThat(outcome).isEqualTo(whole);
      } else {
        assertThat(outcome.error())
            .as("ends at %s", end)
            .isEqualTo(
                outcome.text().isEmpty()
                    ? new Disconnected("the answer ended before its end mark")
                    : new Interrupted(outcome.text()));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "kimi-plain.json",
        "kimi-tools.json",
        "kimi-vision.json",
        "kimi-empty.json",
        "glm-plain.json",
        "glm-tools.json",
        "glm-vision.json",
        "vllm-plain.json"
      })
  void a_document_that_ends_early_is_malformed(String name) {
    byte[] bytes = Fixtures.text(name).strip().getBytes(StandardCharsets.UTF_8);
    for (int end = 1; end < bytes.length; end++) {
      assertThat(read(Arrays.copyOf(bytes, end), 64).error())
          .as("ends at %s", end)
          .isInstanceOf(Malformed.class);
    }
  }

  @Test
  void lines_that_are_allowed_change_nothing() {
    String plain = chunk("a", "") + chunk("b", "stop") + END;
    Outcome expected = read(plain);
    assertThat(expected.text()).isEqualTo("ab");
    assertThat(expected.error()).isNull();
    for (String form :
        List.of(
            "\uFEFF" + plain,
            "\n\n" + plain,
            ": ping\n\n" + plain.replace("\n\n", "\n:x\n\n"),
            plain.replace("data: ", "data:"),
            plain.replace("data: ", "event: message\nid: 7\nretry: 9\ndata: "),
            plain.replace("\n\n", "\n"), // events joined by a gateway
            plain.replace("\n\ndata: ", " ").replace("[DONE]", "") + "\n\n" + END,
            plain.strip())) {
      assertThat(read(form)).as(form).isEqualTo(expected);
    }
  }

  @Test
  void an_event_of_many_lines_is_one_document() {
    String spread = chunk("a", "stop").replace(",\"choices\"", ",\ndata: \"choices\"") + END;
    assertThat(read(spread).text()).isEqualTo("a");
  }

  @Test
  void what_is_not_of_the_wire_is_malformed() {
    for (String form :
        List.of(
            "<html></html>\n",
            "[1]",
            "data: nonsense\n\n",
            "data: {\"choices\":[{]}\n\n",
            chunk("a", "") + "garbage\n\n",
            "{\"choices\":",
            "data: {\"a\":" + "[".repeat(2000) + "\n\n")) {
      assertThat(read(form).error()).as(form).isInstanceOf(Malformed.class);
    }
  }

  @Test
  @Tag("slow")
  void an_event_of_endless_length_is_refused() {
    byte[] endless = new byte[17 << 20];
    Arrays.fill(endless, (byte) 'd');
    assertThat(read(endless, 1 << 20).error()).isInstanceOf(Malformed.class);
  }

  @Test
  void nothing_after_the_end_counts() {
    assertThat(read(chunk("a", "stop") + END + chunk("b", "stop") + "garbage\n").text())
        .isEqualTo("a");
  }

  @Test
  void the_last_word_on_usage_counts() {
    String first =
        chunk("a", "stop")
            .replace(
                "\"index\":0",
                "\"index\":0,\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":1}");
    String last =
        "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":9,\"completion_tokens\":8,"
            + "\"cached_tokens\":99,\"completion_tokens_details\":{\"reasoning_tokens\":50}}}\n\n";
    assertThat(read(first + END).usage()).isEqualTo(new Usage(1, 0, 1, 0));
    assertThat(read(first + last + END).usage()).isEqualTo(new Usage(9, 9, 8, 8));
    assertThat(read(chunk("a", "stop").replace("\"x\"", "\"x\",\"usage\":null") + END).usage())
        .isNull();
  }

  @Test
  void an_end_mark_without_a_reason_is_no_end() {
    assertThat(read(chunk("a", "") + END).error()).isEqualTo(new Interrupted("a"));
    assertThat(read(END).error()).isInstanceOf(Disconnected.class);
  }

  @Test
  void an_answer_that_is_cut_says_so() {
    assertThat(read(chunk("a", "length") + END).events().getLast())
        .isEqualTo(new ChatEvent.Finished(ChatEvent.Reason.LENGTH, "x"));
    assertThat(read(chunk("", "stop") + END).error()).isEqualTo(new ProviderError.Empty("stop"));
  }

  @Test
  void calls_are_told_apart_by_what_there_is() {
    assertThat(
            calls(
                "{\"index\":-1,\"id\":\"a\",\"function\":{\"name\":\"f\",\"arguments\":\"{\"}}",
                "{\"index\":-1,\"function\":{\"arguments\":\"}\"}}",
                "{\"index\":-1,\"id\":\"b\",\"function\":{\"name\":\"f\",\"arguments\":\"\"}}"))
        .containsExactly(
            new ChatEvent.ToolCall("a", "f", "{}"), new ChatEvent.ToolCall("b", "f", "{}"));
    assertThat(
            calls(
                "{\"index\":0,\"id\":\"\",\"function\":{\"name\":\"f\",\"arguments\":null}}",
                "{\"index\":1,\"function\":{\"name\":\"g\",\"arguments\":{\"a\":[1,\"é\"]}}}",
                "{\"index\":0,\"function\":{\"arguments\":\"[1]\"}}"))
        .containsExactly(
            new ChatEvent.ToolCall("f_0", "f", "[1]"),
            new ChatEvent.ToolCall("g_1", "g", "{\"a\":[1,\"é\"]}"));
    assertThat(
            calls(
                "{\"index\":0,\"id\":\"a\",\"function\":{\"name\":\"f\",\"arguments\":\"[\"}}",
                "{\"index\":0,\"id\":\"a\",\"function\":{\"arguments\":\"]\"}}",
                "{\"index\":0,\"id\":\"b\",\"function\":{\"name\":\"f\",\"arguments\":\"1\"}}"))
        .containsExactly(
            new ChatEvent.ToolCall("a", "f", "[]"), new ChatEvent.ToolCall("b", "f", "1"));
  }

  @Test
  void white_space_may_come_alone_and_first() {
    byte[] stream = (chunk("a", "stop") + END).getBytes(StandardCharsets.UTF_8);
    assertThat(
            read(List.of(ByteBuffer.wrap(new byte[] {' ', '\n'}), ByteBuffer.wrap(stream))).text())
        .isEqualTo("a");
  }

  @Test
  void what_is_only_like_the_end_mark_ends_nothing() {
    for (String mark : List.of("[DONX]", "x[DONE]", "[DONE", "[DONE]x")) {
      assertThat(read(chunk("a", "stop") + "data: " + mark + "\n\n").error())
          .as(mark)
          .isInstanceOf(Malformed.class);
    }
  }

  @Test
  void a_call_that_is_cut_is_not_handed_over() {
    String half =
        call("{\"index\":0,\"id\":\"a\",\"function\":{\"name\":\"f\",\"arguments\":\"{\"}}");
    assertThat(read(half + chunk("", "tool_calls") + END).error()).isInstanceOf(Malformed.class);
    assertThat(read(half + chunk("", "length") + END).error())
        .isEqualTo(new ProviderError.Empty("length"));
    assertThat(read(half + chunk("a", "length") + END).calls()).isEmpty();
  }

  @Test
  void pages_of_a_search_come_with_the_first_chunk_or_the_last_or_a_whole_reply() {
    String pages =
        "\"web_search\":[{\"title\":\"T\",\"link\":\"https://e.com/1\",\"refer\":\"ref_1\",\"icon\":null,"
            + "\"publish_date\":\"2026-11-02\"},7,{\"link\":\"https://e.com/2\",\"title\":null}]";
    ChatEvent.Found found =
        new ChatEvent.Found(
            List.of(
                new ChatEvent.Page("ref_1", "T", "https://e.com/1", "2026-11-02"),
                new ChatEvent.Page("", "", "https://e.com/2", "")));
    String first = "data: {\"choices\":[]," + pages + "}\n\n";
    String last =
        "data: {\"choices\":[{\"delta\":{\"content\":\"\"},\"finish_reason\":\"stop\"}],"
            + pages
            + "}\n\n";
    String whole =
        "{\"choices\":[{\"message\":{\"content\":\"hi\"},\"finish_reason\":\"stop\"}],"
            + pages
            + "}";
    for (String stream :
        List.of(first + chunk("hi", "stop") + END, chunk("hi", "") + last + END, whole)) {
      assertThat(read(stream).events()).as(stream).contains(found, new ChatEvent.Text("hi"));
    }
    assertThat(read("data: {\"web_search\":true}\n\n" + chunk("hi", "stop") + END).events())
        .noneMatch(ChatEvent.Found.class::isInstance)
        .contains(new ChatEvent.Text("hi"));
  }

  private static List<ChatEvent.ToolCall> calls(String... pieces) {
    StringBuilder stream = new StringBuilder();
    for (String piece : pieces) {
      stream.append(call(piece));
    }
    Outcome outcome = read(stream + chunk("", "stop") + END);
    assertThat(outcome.error()).isNull();
    assertThat(outcome.events().getLast())
        .isEqualTo(new ChatEvent.Finished(ChatEvent.Reason.TOOL_CALLS, "x"));
    return outcome.calls();
  }

  private static String call(String piece) {
    return "data: {\"model\":\"x\",\"choices\":[{\"index\":0,\"delta\":{\"tool_calls\":["
        + piece
        + "]}}]}\n\n";
  }

  private static String chunk(String text, String finish) {
    return "data: {\"model\":\"x\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\""
        + text
        + "\"},\"finish_reason\":"
        + (finish.isEmpty() ? "null" : "\"" + finish + "\"")
        + "}]}\n\n";
  }

  private static Outcome read(String stream) {
    return read(stream.getBytes(StandardCharsets.UTF_8), Integer.MAX_VALUE);
  }

  private static Outcome readInTwo(byte[] bytes, int at) {
    return read(
        List.of(ByteBuffer.wrap(bytes, 0, at), ByteBuffer.wrap(bytes, at, bytes.length - at)));
  }

  private static Outcome read(byte[] bytes, int size) {
    List<ByteBuffer> reads = new ArrayList<>();
    for (int at = 0; at < bytes.length; at += Math.min(size, bytes.length - at)) {
      reads.add(ByteBuffer.wrap(bytes, at, Math.min(size, bytes.length - at)));
    }
    return read(reads);
  }

  private static Outcome read(List<ByteBuffer> reads) {
    List<ChatEvent> events = new ArrayList<>();
    AnswerStream stream =
        new AnswerStream(
            new Answer(MODEL, events::add),
            complaint -> new Malformed("a complaint: " + complaint.message()),
            () -> {});
    try {
      for (ByteBuffer read : reads) {
        if (stream.feed(read)) {
          return new Outcome(events, null);
        }
      }
      stream.end();
      return new Outcome(events, null);
    } catch (ProviderException e) {
      return new Outcome(events, e.error());
    }
  }
}
