package dev.fairlead.tools.files;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Bytes read as text, with line feeds alone.
 *
 * @param text the text, without a byte order mark
 * @param charset the name of its encoding
 */
record Decoded(String text, String charset) {
  private static final Charset GBK = Charset.forName("GBK");
  private static final Charset WESTERN = Charset.forName("windows-1252");

  /** UTF-16 by its mark, else UTF-8, else GBK where most pairs are Chinese, else Western. */
  static Decoded of(byte[] bytes) {
    if (hasWideMark(bytes)) {
      Charset wide =
          bytes[0] == (byte) 0xFE ? StandardCharsets.UTF_16BE : StandardCharsets.UTF_16LE;
      return with(wide, new String(bytes, 2, bytes.length - 2, wide));
    }
    return strictly(bytes, StandardCharsets.UTF_8)
        .or(() -> mostlyChinese(bytes) ? strictly(bytes, GBK) : Optional.empty())
        .orElseGet(() -> with(WESTERN, new String(bytes, WESTERN)));
  }

  /** Whether these bytes begin with the mark of UTF-16. */
  static boolean hasWideMark(byte[] bytes) {
    return bytes.length >= 2
        && ((bytes[0] == (byte) 0xFE && bytes[1] == (byte) 0xFF)
            || (bytes[0] == (byte) 0xFF && bytes[1] == (byte) 0xFE));
  }

  private static Optional<Decoded> strictly(byte[] bytes, Charset charset) {
    try {
      return Optional.of(
          with(
              charset,
              charset
                  .newDecoder()
                  .onMalformedInput(CodingErrorAction.REPORT)
                  .onUnmappableCharacter(CodingErrorAction.REPORT)
                  .decode(ByteBuffer.wrap(bytes))
                  .toString()));
    } catch (CharacterCodingException _) {
      return Optional.empty();
    }
  }

  private static Decoded with(Charset charset, String text) {
    String unmarked = text.startsWith("\uFEFF") ? text.substring(1) : text;
    String lines =
        unmarked.indexOf('\r') < 0 ? unmarked : unmarked.replace("\r\n", "\n").replace('\r', '\n');
    return new Decoded(lines, charset.name());
  }

  /** Whether most bytes above ASCII come in pairs of the common part of GBK. */
  private static boolean mostlyChinese(byte[] bytes) {
    int common = 0;
    int other = 0;
    for (int i = 0; i < bytes.length; i++) {
      int lead = bytes[i] & 0xFF;
      if (lead < 0x80) {
        continue;
      }
      int trail = i + 1 < bytes.length ? bytes[i + 1] & 0xFF : 0;
      if (lead >= 0xA1 && lead <= 0xF7 && trail >= 0xA1) {
        common++;
        i++;
      } else {
        other++;
      }
    }
    return common > other * 3;
  }
}
