package dev.fairlead.providers.openai;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ImageHeaderTest {
  @Test
  void the_bytes_tell_the_format_and_the_size() {
    String frame = "FFC000110800F00140 0301220011";
    assertIs("89504E470D0A1A0A0000000D49484452 00000140 000000F0", "image/png", 320, 240, false);
    assertIs("FFD8FFE00004AAAA" + frame, "image/jpeg", 320, 240, false);
    assertIs("FFD8FFE00004AAAA FFFF" + frame, "image/jpeg", 320, 240, false);
    assertIs("FFD8FFE00004AAAA FFDA00110800F00140 0301220011", "image/jpeg", 0, 0, false);
    assertIs("FFD8FFE00004AAAA FFCF00110800F00140 0301220011", "image/jpeg", 320, 240, false);
    assertIs("FFD8FFE00004AAAA FFD000110800F00140 0301220011", "image/jpeg", 0, 0, false);
    assertIs("FFD8FFE00004AAAA FFC000110800F00140", "image/jpeg", 320, 240, false);
    assertIs("474946383961 4001 F000 0000000000 3B", "image/gif", 320, 240, true);
    assertIs("474946383761 4001 F000 00000000 3B00", "image/gif", 320, 240, true);
    assertIs("474946383761 4001 F000 000000000000", "image/gif", 320, 240, false);
    assertIs("424D" + "00".repeat(16) + "40010000 10FFFFFF", "image/bmp", 320, 240, true);
    assertIs("424D 1A000000" + "00".repeat(12) + "40010000 F0000000", "image/bmp", 320, 240, true);
    assertIs("424D 1B000000" + "00".repeat(12) + "40010000 F0000000", "image/bmp", 320, 240, false);
  }

  @Test
  void every_kind_of_webp_has_its_size_elsewhere() {
    String riff = "52494646 %s 57454250 ";
    String lossy = "56503820 0A000000 000000 9D012A 4001 F000";
    String lossless = "5650384C 05000000 2F 3FC13B00 0000000000";
    String extended = "56503858 0A000000 10000000 3F0100 EF0000";
    assertIs(riff.formatted("16000000") + lossy, "image/webp", 320, 240, true);
    assertIs(riff.formatted("17000000") + lossy, "image/webp", 320, 240, false);
    assertIs(riff.formatted("16000000") + lossless, "image/webp", 320, 240, true);
    assertIs(riff.formatted("16000000") + extended, "image/webp", 320, 240, true);
    assertIs(riff.formatted("16000000") + "56503859" + "00".repeat(14), "image/webp", 0, 0, true);
    assertIs(riff.formatted("08000000") + "56503820", "image/webp", 0, 0, true);
    assertIs(riff.formatted("FFFFFFFF") + "56503820", "image/webp", 0, 0, false);
  }

  @Test
  void the_brand_tells_heic_from_heif_and_the_boxes_tell_the_end() {
    for (String brand : new String[] {"heic", "heix", "heim", "heis", "hevc", "hevx"}) {
      assertIs(box(brand), "image/heic", 0, 0, true);
    }
    for (String brand : new String[] {"mif1", "msf1"}) {
      assertIs(box(brand), "image/heif", 0, 0, true);
    }
    String start = box("heic");
    assertIs(start + "0000000C 6D646174 00000000", "image/heic", 0, 0, true);
    assertIs(start + "0000000C 6D646174 0000", "image/heic", 0, 0, false);
    assertIs(start + "00000000 6D646174 0000", "image/heic", 0, 0, true);
    assertIs(start + "00000001 6D646174 0000000000000012 0000", "image/heic", 0, 0, true);
    assertIs(start + "00000001 6D646174 0000000000000013 0000", "image/heic", 0, 0, false);
    assertIs(start + "00000001 6D646174 8000000000000012 0000", "image/heic", 0, 0, false);
    assertIs(start + "00000001 6D646174 0000000000000010", "image/heic", 0, 0, true);
    assertIs(start + "00000001 6D646174 0000", "image/heic", 0, 0, false);
    assertIs(start + "00000007 6D646174", "image/heic", 0, 0, false);
    assertIs(start + "00000008 66726565", "image/heic", 0, 0, true);
    assertThat(ImageHeader.of(bytes(box("avif")))).isEmpty();
    assertThat(ImageHeader.of(bytes(box("qt  ")))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "jpg", "gif", "bmp"})
  void an_image_that_a_library_wrote_is_whole_until_it_is_cut(String format) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    assertThat(ImageIO.write(new BufferedImage(31, 17, BufferedImage.TYPE_INT_RGB), format, out))
        .isTrue();
    byte[] image = out.toByteArray();
    String type = "image/" + (format.equals("jpg") ? "jpeg" : format);

    assertThat(ImageHeader.of(image)).contains(new ImageHeader(type, 31, 17, true));
    assertThat(ImageHeader.of(Arrays.copyOf(image, image.length - 13)))
        .contains(new ImageHeader(type, 31, 17, false));
  }

  @Test
  void the_end_of_a_thumbnail_is_not_the_end_of_the_picture() {
    String thumbnail = "FFE10006 FFD8FFD9";
    String scan = "FFC00011 08 0010 0020 03 012200 021101 031101 FFDA0008 010100003F00 1234";
    assertIs("FFD8" + thumbnail + scan, "image/jpeg", 32, 16, false);
    assertIs("FFD8" + thumbnail + scan + "FFD9", "image/jpeg", 32, 16, true);
    assertIs("FFD8" + thumbnail + scan + "FFD90000", "image/jpeg", 32, 16, true);
  }

  @Test
  void other_bytes_are_no_image() {
    for (String hex :
        new String[] {
          "",
          "89504E470D0A1A0A",
          "25504446".repeat(8),
          "52494646 00000000 41564920 00000000",
          "424D" + "00".repeat(16)
        }) {
      assertThat(ImageHeader.of(bytes(hex))).as(hex).isEmpty();
    }
  }

  @Test
  void a_drawing_is_known_as_one() {
    assertThat(ImageHeader.isSvg("<?xml version=\"1.0\"?>\n<SVG width=\"1\"/>".getBytes(UTF_8)))
        .isTrue();
    assertThat(ImageHeader.isSvg("an image".getBytes(UTF_8))).isFalse();
    assertThat(ImageHeader.isSvg((" ".repeat(1024) + "<svg/>").getBytes(UTF_8))).isFalse();
  }

  private static String box(String brand) {
    return "00000010 66747970 " + HexFormat.of().formatHex(brand.getBytes(UTF_8)) + " 00000000";
  }

  private static void assertIs(String hex, String mediaType, int width, int height, boolean whole) {
    assertThat(ImageHeader.of(bytes(hex)))
        .as(hex)
        .contains(new ImageHeader(mediaType, width, height, whole));
  }

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex.replace(" ", ""));
  }
}
