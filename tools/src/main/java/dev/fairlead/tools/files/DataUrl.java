package dev.fairlead.tools.files;

import dev.fairlead.tools.files.GatedFile.Refused;
import dev.fairlead.tools.files.GatedFile.Why;
import dev.fairlead.tools.text.Sizes;
import java.util.Arrays;
import java.util.Base64;

/** An image written into an argument instead of named by its path. */
public final class DataUrl {
  private DataUrl() {}

  /** Whether that text is meant as one. */
  public static boolean isOne(String text) {
    return text.regionMatches(true, 0, "data:", 0, 5);
  }

  /** The image in that text, under that name; what it is is told by its bytes, not by the text. */
  public static GatedFile read(String text, String name) {
    int comma = text.indexOf(',');
    if (comma < 0 || !text.substring(0, comma).endsWith(";base64")) {
      return new Refused(name, Why.UNREADABLE, name + " is no data:image/...;base64,... URL");
    }
    long limit = Limits.STANDARD.attachment();
    if ((text.length() - comma) / 4 * 3L > limit + 3) {
      return new Refused(
          name, Why.TOO_LARGE, name + " is too large: at most " + Sizes.of(limit) + " are sent");
    }
    try {
      byte[] bytes = Base64.getMimeDecoder().decode(text.substring(comma + 1));
      Content content =
          Content.of(Arrays.copyOf(bytes, Math.min(bytes.length, Content.HEAD)), name);
      return content.kind() == Content.Kind.IMAGE
          ? new GatedFile.Attachment(name, bytes.length, Gate.sha256(bytes), content, bytes)
          : new Refused(name, Why.BINARY, name + " holds no PNG, JPEG, GIF or WebP image");
    } catch (IllegalArgumentException _) {
      return new Refused(name, Why.UNREADABLE, name + " is not valid base64");
    }
  }
}
