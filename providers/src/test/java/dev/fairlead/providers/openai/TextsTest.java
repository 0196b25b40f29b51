package dev.fairlead.providers.openai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.providers.Upload;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class TextsTest {
  private final Texts texts = new Texts();

  @Test
  void those_that_were_used_longest_ago_make_room() {
    for (int i = 0; i < 32; i++) {
      texts.keep(place(i), "text " + i);
    }
    assertThat(texts.find(place(0))).contains("text 0");

    texts.keep(place(32), "text 32");

    assertThat(texts.find(place(0))).contains("text 0");
    assertThat(texts.find(place(1))).isEmpty();
    assertThat(texts.find(place(32))).contains("text 32");
  }

  @Test
  void many_characters_make_room_too_but_the_newest_stays() {
    texts.keep(place(1), "a".repeat(9_000_000));
    texts.keep(place(1), "b".repeat(9_000_000));
    texts.keep(place(2), "c".repeat(7_000_000));
    assertThat(texts.find(place(1))).isPresent();
    assertThat(texts.find(place(2))).isPresent();

    texts.keep(place(3), "d");
    assertThat(texts.find(place(1))).isEmpty();
    assertThat(texts.find(place(2))).isPresent();

    texts.keep(place(4), "e".repeat(16_000_001));
    assertThat(texts.find(place(2))).isEmpty();
    assertThat(texts.find(place(3))).isEmpty();
    assertThat(texts.find(place(4))).isPresent();

    texts.keep(place(5), "f");
    assertThat(texts.find(place(4))).isEmpty();
    assertThat(texts.find(place(5))).contains("f");
  }

  private static Upload.Place place(int number) {
    return new Upload.Place("kimi", "key@base", "file-extract", "" + number);
  }
}
