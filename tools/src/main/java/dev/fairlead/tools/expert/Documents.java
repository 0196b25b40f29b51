package dev.fairlead.tools.expert;

import dev.fairlead.tools.files.Content;
import dev.fairlead.tools.files.GatedFile;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Files of text as documents that are uploaded: each as a prompt would show it, with its path, with
 * numbers before its lines, with its secrets masked.
 */
final class Documents {
  private Documents() {}

  /** The same material with its texts among the attachments. */
  static Material of(Material material) {
    List<GatedFile.Attachment> all = new ArrayList<>();
    material.texts().forEach(text -> all.add(of(text)));
    all.addAll(material.attachments());
    return new Material(List.of(), all, material.notes());
  }

  /** Size and hash are those of what is sent, which is not what is on the disk. */
  private static GatedFile.Attachment of(GatedFile.Text file) {
    String shown = FileBlock.whole(file.path(), file.text().lines().toList());
    byte[] bytes = shown.getBytes(StandardCharsets.UTF_8);
    return GatedFile.Attachment.of(file.path(), Content.TEXT_DOCUMENT, bytes);
  }

  /** Its name at a vendor, which tells by the ending that it is text whatever the file is. */
  static String name(GatedFile.Attachment file) {
    return isText(file) && !file.path().endsWith(".txt") ? file.path() + ".txt" : file.path();
  }

  /** Whether it is such a document. */
  static boolean isText(GatedFile.Attachment file) {
    return file.content().equals(Content.TEXT_DOCUMENT);
  }
}
