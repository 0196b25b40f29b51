package dev.fairlead.providers.openai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.providers.Fixtures;
import dev.fairlead.providers.Usage;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is read quickly is read as the JSON library reads it. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class QuickChunkTest {
  private static final List<String> SIGNS =
      List.of(
          "\"",
          "\\",
          "{",
          "}",
          "[",
          "]",
          ",",
          ":",
          "0",
          "-",
          "n",
          "null",
          "\\n",
          "\\u00e9",
          " ",
          "\n",
          "é",
          "缆",
          "🪢",
          "\u0001",
          "\"content\":\"x\",",
          "\"usage\":{},",
          "\"usage\":{\"prompt_tokens\":2},",
          "\"total_tokens\":3,",
          "\"a\":1,");

  private final QuickChunk chunks = new QuickChunk();

  @Test
  void recorded_chunks_are_read_as_the_library_reads_them() {
    List<byte[]> all = recorded();
    long quick = all.stream().filter(chunk -> quick(chunk) != null).count();
    assertThat(quick).isGreaterThanOrEqualTo(all.size() / 2);
    all.forEach(this::agree);
  }

  @Test
  void text_and_reasoning_are_found() {
    assertThat(
            quick(
                "{\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":{\"reasoning_content\":"
                    + "\"a\\n\\\"é\\\"\",\"content\":\"缆🪢\"},\"finish_reason\":\"stop\"}]}"))
        .isEqualTo(new Reply("m", "a\n\"é\"", "缆🪢", List.of(), "stop", null, null));
  }

  @Test
  void a_chunk_that_differs_from_the_last_in_more_than_its_words_is_read_anew() {
    String thought = "{\"model\":\"m\",\"choices\":[{\"delta\":{\"reasoning_content\":\"%s\"}}]}";
    assertThat(quick(thought.formatted("so"))).isEqualTo(said("m", "so", "", null));
    assertThat(quick(thought.formatted("\\\"缆\\\""))).isEqualTo(said("m", "\"缆\"", "", null));
    assertThat(quick(thought.formatted(""))).isEqualTo(said("m", "", "", null));
    assertThat(quick(thought.formatted("\\u0041"))).isNull();
    assertThat(quick(thought.formatted("then"))).isEqualTo(said("m", "then", "", null));
    assertThat(quick(thought.formatted("a").replace("reasoning_content", "content")))
        .isEqualTo(said("m", "", "a", null));
    assertThat(quick(thought.formatted("b").replace("\"m\"", "\"n\"")))
        .isEqualTo(said("n", "b", "", null));
    assertThat(quick(thought.formatted("c").replace("}}]", "},\"finish_reason\":\"stop\"}]")))
        .isEqualTo(said("m", "c", "", "stop"));
    assertThat(quick(thought.formatted("d") + "}")).isNull();
  }

  @Test
  void an_empty_field_behind_the_words_is_not_taken_for_them() {
    String both = "{\"choices\":[{\"delta\":{\"content\":\"a\",\"reasoning_content\":\"%s\"}}]}";
    assertThat(quick(both.formatted("")))
        .isEqualTo(new Reply(null, "", "a", List.of(), null, null, null));
    assertThat(quick(both.formatted("so")))
        .isEqualTo(new Reply(null, "so", "a", List.of(), null, null, null));
  }

  private static Reply said(String model, String reasoning, String text, @Nullable String finish) {
    return new Reply(model, reasoning, text, List.of(), finish, null, null);
  }

  @Test
  void counts_of_tokens_are_found_in_a_choice_and_beside_it() {
    String kimi =
        "{\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\",\"usage\":{\"prompt_tokens\":21,"
            + "\"completion_tokens\":60,\"total_tokens\":81,\"cached_tokens\":20,"
            + "\"completion_tokens_details\":{\"reasoning_tokens\":26},"
            + "\"prompt_tokens_details\":{\"cached_tokens\":19}}}]}";
    String glm =
        "{\"choices\":[],\"usage\":{\"completion_tokens\":7,\"prompt_tokens\":12345678901234567,"
            + "\"prompt_tokens_details\":{\"cached_tokens\":0}}}";
    assertThat(quick(kimi)).isEqualTo(counted("stop", new Usage(21, 20, 60, 26)));
    assertThat(quick(glm)).isEqualTo(counted(null, new Usage(12345678901234567L, 0, 7, 0)));
    assertThat(quick("{\"usage\":{\"prompt_tokens\":3,\"cached_tokens\":9}}"))
        .isEqualTo(counted(null, new Usage(3, 3, 0, 0)));
    assertThat(quick("{\"usage\":null,\"choices\":[{\"usage\":null}]}"))
        .isEqualTo(counted(null, null));
  }

  private static Reply counted(@Nullable String finish, @Nullable Usage usage) {
    return new Reply(null, "", "", List.of(), finish, usage, null);
  }

  @ParameterizedTest
  @ValueSource(strings = {"é", "缆", "🪢"})
  void long_texts_of_other_scripts_are_found(String sign) {
    String text = sign.repeat(5000);
    assertThat(quick("{\"choices\":[{\"delta\":{\"content\":\"" + text + "\"}}]}"))
        .isEqualTo(new Reply(null, "", text, List.of(), null, null, null));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[1]",
        "{}x",
        "{} ",
        "{\"model\":null}",
        "{\"model\":7}",
        "{\"created\":07}",
        "{\"created\":-7}",
        "{\"created\":1e5}",
        "{\"created\":}",
        "{\"id\":\"a\",}",
        "{\"id\":\"\\u0041\"}",
        "{\"id\":\"a\nb\"}",
        "{\"unknown\":1}",
        "{\"unknown\":}",
        "{\"error\":{\"message\":\"no\"}}",
        "{\"code\":\"1302\"}",
        "{\"created\":123456789012345678}",
        "{\"choices\":}",
        "{\"usage\":}",
        "{\"usage\":{}}",
        "{\"usage\":{\"prompt_tokens\":}}",
        "{\"usage\":{\"prompt_tokens\":-1}}",
        "{\"usage\":{\"prompt_tokens\":01}}",
        "{\"usage\":{\"prompt_tokens\":1.5}}",
        "{\"usage\":{\"prompt_tokens\":123456789012345678}}",
        "{\"usage\":{\"prompt_tokens\":1,}}",
        "{\"usage\":{\"prompt_tokens\":1",
        "{\"usage\":{\"prompt_tokens\"}}",
        "{\"usage\":{\"queued_tokens\":1}}",
        "{\"usage\":{\"prompt_tokens_details\":null}}",
        "{\"usage\":{\"prompt_tokens_details\":{}}}",
        "{\"usage\":{\"prompt_tokens_details\":{\"cached_tokens\":1,\"audio_tokens\":2}}}",
        "{\"usage\":{\"completion_tokens_details\":{\"cached_tokens\":1}}}",
        "{\"usage\":{\"completion_tokens_details\":{\"reasoning_tokens\":1}",
        "{\"choices\":null}",
        "{\"choices\":[{\"delta\":{\"content\":\"a\\u00e9\"}}]}",
        "{\"choices\":[{\"delta\":{\"content\":\"a\\x\"}}]}",
        "{\"choices\":[{\"delta\":{\"content\":\"a\\",
        "{\"choices\":[{\"delta\":{\"content\":\"a\\\"}}]}",
        "{\"choices\":[{\"delta\":{\"content\":5}}]}",
        "{\"choices\":[{\"delta\":{\"tool_calls\":[]}}]}",
        "{\"choices\":[{\"delta\":{}},{\"delta\":{}}]}",
      })
  void what_is_out_of_the_ordinary_is_left_alone(String chunk) {
    assertThat(quick(chunk)).isNull();
  }

  @Test
  void bytes_that_are_no_text_are_left_alone() {
    byte[] chunk = bytes("{\"choices\":[{\"delta\":{\"content\":\"xx\"}}]}");
    int at = new String(chunk, StandardCharsets.ISO_8859_1).indexOf("xx");
    for (byte[] broken : new byte[][] {{(byte) 0xC3, 'x'}, {(byte) 0xC0, (byte) 0x80}}) {
      System.arraycopy(broken, 0, chunk, at, 2);
      assertThat(quick(chunk)).isNull();
    }
  }

  @Test
  @Tag("slow")
  void damage_is_seen_as_the_library_sees_it() {
    Random random = new Random(11);
    List<byte[]> all = recorded();
    int read = 0;
    for (int i = 0; i < 40_000; i++) {
      int at = random.nextInt(all.size());
      agree(all.get(Math.max(0, at - 1))); // a chunk is read in the light of the one before
      read += agree(damage(all.get(at), random)) ? 1 : 0;
    }
    assertThat(read).isGreaterThan(1000);
  }

  /** Holds the quick reading, if there is one, against the library's; true if there is one. */
  private boolean agree(byte[] chunk) {
    Reply quick = quick(chunk);
    if (quick != null) {
      assertThat(Json.replies(chunk, chunk.length))
          .as(new String(chunk, StandardCharsets.UTF_8))
          .containsExactly(quick);
    }
    return quick != null;
  }

  private @Nullable Reply quick(String chunk) {
    return quick(bytes(chunk));
  }

  /** Bytes behind the end are of an event before this one. */
  private @Nullable Reply quick(byte[] chunk) {
    byte[] longer = Arrays.copyOf(chunk, chunk.length + 20);
    Arrays.fill(longer, chunk.length, longer.length, (byte) '}');
    return chunks.read(longer, chunk.length);
  }

  private static byte[] damage(byte[] chunk, Random random) {
    byte[] sign = bytes(SIGNS.get(random.nextInt(SIGNS.size())));
    int at = random.nextInt(chunk.length + 1);
    int until = Math.min(chunk.length, at + random.nextInt(3));
    byte[] damaged = new byte[at + sign.length + chunk.length - until];
    System.arraycopy(chunk, 0, damaged, 0, at);
    System.arraycopy(sign, 0, damaged, at, sign.length);
    System.arraycopy(chunk, until, damaged, at + sign.length, chunk.length - until);
    return damaged;
  }

  private static List<byte[]> recorded() {
    return Stream.of("kimi-stream.sse", "kimi-tools.sse", "glm-stream.sse", "glm-tools.sse")
        .flatMap(name -> Fixtures.text(name).lines())
        .filter(line -> line.startsWith("data: {"))
        .map(line -> bytes(line.substring(6)))
        .toList();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
