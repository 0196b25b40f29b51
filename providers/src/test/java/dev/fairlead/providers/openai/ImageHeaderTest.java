package dev.fairlead.providers.openai;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ImageHeaderTest {
  @Test
  void the_bytes_tell_the_format_and_the_size() {
    assertIs("89504E470D0A1A0A0000000D49484452 00000140 000000F0", "image/png", 320, 240);
    assertIs("FFD8FFE00004AAAA FFC000110800F00140 0301220011", "image/jpeg", 320, 240);
    assertIs("FFD8FFE00004AAAA FFDA00110800F00140 0301220011", "image/jpeg", 0, 0);
    assertIs("474946383961 4001 F000 000000000000", "image/gif", 320, 240);
    assertIs("424D" + "00".repeat(16) + "40010000 10FFFFFF 0000", "image/bmp", 320, 240);
    assertIs("52494646 00000000 57454250 56503820", "image/webp", 0, 0);
    assertIs("00000018 66747970 68656963 00000000", "image/heic", 0, 0);
    assertIs("00000018 66747970 6D696631 00000000", "image/heif", 0, 0);
  }

  @Test
  void other_bytes_are_no_image() {
    for (String hex :
        new String[] {
          "",
          "89504E470D0A1A0A",
          "25504446".repeat(8),
          "52494646 00000000 41564920 00000000",
          "00000018 66747970 71742020 00000000",
          "424D" + "00".repeat(16)
        }) {
      assertThat(ImageHeader.of(bytes(hex))).as(hex).isEmpty();
    }
  }

  private static void assertIs(String hex, String mediaType, int width, int height) {
    assertThat(ImageHeader.of(bytes(hex))).contains(new ImageHeader(mediaType, width, height));
  }

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex.replace(" ", ""));
  }
}
