package dev.fairlead.daemon.cli;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/** The smallest things to show a model. */
final class Samples {
  /** 16 x 16 pixels, all red. */
  private static final String PNG =
      "iVBORw0KGgoAAAANSUhEUgAAABAAAAAQCAIAAACQkWg2AAAAFklEQVR42mP4z8BAEmIY1TCqYfhqAACQ+f8B8u7oVwAAAABJRU5ErkJggg==";

  private static final List<String> PDF =
      List.of(
          "<</Type/Catalog/Pages 2 0 R>>",
          "<</Type/Pages/Kids[3 0 R]/Count 1>>",
          "<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 50]/Contents 4 0 R/Resources<</Font<</F 5 0"
              + " R>>>>>>",
          "<</Length 40>>stream\nBT /F 12 Tf 10 20 Td (The word is ok) Tj\nendstream",
          "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>");

  private Samples() {}

  /** An image. */
  static byte[] png() {
    return Base64.getDecoder().decode(PNG);
  }

  /** A document of one page with four words. */
  static byte[] pdf() {
    StringBuilder text = new StringBuilder("%PDF-1.4\n");
    List<Integer> offsets = new ArrayList<>();
    for (int i = 0; i < PDF.size(); i++) {
      offsets.add(text.length());
      text.append(i + 1).append(" 0 obj").append(PDF.get(i)).append("endobj\n");
    }
    int table = text.length();
    text.append("xref\n0 ").append(PDF.size() + 1).append("\n0000000000 65535 f \n");
    offsets.forEach(at -> text.append(String.format(Locale.ROOT, "%010d 00000 n \n", at)));
    text.append("trailer<</Size 6/Root 1 0 R>>\nstartxref\n").append(table).append("\n%%EOF\n");
    return text.toString().getBytes(StandardCharsets.US_ASCII);
  }
}
