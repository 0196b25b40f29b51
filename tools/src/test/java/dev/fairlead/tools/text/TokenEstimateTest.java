package dev.fairlead.tools.text;

import static org.assertj.core.api.Assertions.assertThat;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingType;
import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Holds the estimate against a real tokenizer with the vocabulary {@code o200k_base}. It stands for
 * both vendors', which are of the same make: byte pairs over pieces cut alike, with some 160,000
 * (Kimi) and 150,000 (GLM) entries. Theirs know more Chinese words, and count less there.
 *
 * <p>The corpus is in two halves: one the estimate was tuned on, the other it had not seen.
 */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class TokenEstimateTest {
  private static final Encoding REAL =
      Encodings.newLazyEncodingRegistry().getEncoding(EncodingType.O200K_BASE);
  private static final double TOO_MANY = 0.10;
  private static final double TOO_FEW = -0.03;

  @ParameterizedTest
  @CsvSource({
    "tuned, english", "tuned, chinese", "tuned, code", "tuned, mixed",
    "held, english", "held, chinese", "held, code", "held, mixed",
    "tuned, ''", "held, ''"
  })
  void the_estimate_is_within_a_tenth_for_every_kind_of_text(String half, String kind)
      throws Exception {
    assertThat(excess(corpus(half, kind))).isBetween(TOO_FEW, TOO_MANY);
  }

  @Test
  void our_own_sources_are_within_a_tenth() throws Exception {
    Path root = Path.of(System.getProperty("fairlead.root", ".."));
    try (Stream<Path> files = Files.walk(root.resolve("tools/src/main"))) {
      List<String> texts =
          files
              .filter(file -> file.toString().endsWith(".java"))
              .map(TokenEstimateTest::read)
              .toList();
      assertThat(texts).hasSizeGreaterThan(50);
      assertThat(excess(texts)).isBetween(TOO_FEW, TOO_MANY);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'', 0",
    "hello, 2",
    "'hello world, hello moon', 6",
    "1234567, 4",
    "你好世界, 4",
    "привет, 3",
    "'    return x;', 5",
    "=====================, 5"
  })
  void short_texts_are_counted_piece_by_piece(String text, long tokens) {
    assertThat(TokenEstimate.BY_PIECES.of(text)).isEqualTo(tokens);
  }

  @Test
  void more_text_never_takes_fewer_tokens_by_much() throws Exception {
    String text = String.join("\n", corpus("held", ""));
    long before = 0;
    for (int end = 0; end <= text.length(); end += 7) {
      long now = TokenEstimate.BY_PIECES.of(text.substring(0, end));
      assertThat(now).isGreaterThanOrEqualTo(before - 1);
      before = now;
    }
  }

  @Test
  void counting_allocates_nothing() throws Exception {
    String text = String.join("\n", corpus("held", "")).repeat(20);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long sum = TokenEstimate.BY_PIECES.of(text);
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < 20; i++) {
      sum += TokenEstimate.BY_PIECES.of(text);
    }
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;
    assertThat(sum).isPositive();
    assertThat(allocated).isLessThan(text.length() / 10);
  }

  /** By what part the estimate is above the real count. */
  private static double excess(List<String> texts) {
    long real = 0;
    long estimated = 0;
    for (String text : texts) {
      real += REAL.countTokensOrdinary(text);
      estimated += TokenEstimate.BY_PIECES.of(text);
    }
    return (double) (estimated - real) / real;
  }

  private static List<String> corpus(String half, String kind) throws Exception {
    Path folder =
        Path.of(
            Objects.requireNonNull(TokenEstimateTest.class.getResource("corpus/" + half)).toURI());
    try (Stream<Path> files = Files.list(folder)) {
      List<String> texts =
          files
              .filter(file -> String.valueOf(file.getFileName()).startsWith(kind))
              .sorted()
              .map(TokenEstimateTest::read)
              .toList();
      assertThat(texts).isNotEmpty();
      return texts;
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
