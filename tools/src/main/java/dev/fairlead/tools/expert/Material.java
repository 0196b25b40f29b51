package dev.fairlead.tools.expert;

import dev.fairlead.routing.selection.Ask;
import dev.fairlead.tools.files.Content;
import dev.fairlead.tools.files.GatedFile;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The files of a call, read.
 *
 * @param texts in the order in which they were named
 * @param attachments images and documents
 * @param notes what the caller should know: skipped, masked, not read
 * @param found the paths of those texts that a directory or a glob stood for
 */
public record Material(
    List<GatedFile.Text> texts,
    List<GatedFile.Attachment> attachments,
    List<String> notes,
    Set<String> found) {
  /** No files. */
  public static final Material NONE = new Material(List.of(), List.of(), List.of(), Set.of());

  public Material {
    texts = List.copyOf(texts);
    attachments = List.copyOf(attachments);
    notes = List.copyOf(notes);
    found = Set.copyOf(found);
  }

  /** Files that were named one by one. */
  public Material(
      List<GatedFile.Text> texts, List<GatedFile.Attachment> attachments, List<String> notes) {
    this(texts, attachments, notes, Set.of());
  }

  /** The same with its texts as documents to upload: numbered, and with secrets masked. */
  public Material asDocuments() {
    return Documents.of(this);
  }

  /** What leaves the machine with it. */
  public List<Ask.Sent> leaving() {
    return Stream.<GatedFile.Read>concat(texts.stream(), attachments.stream())
        .map(file -> new Ask.Sent(file.path(), file.size(), file.sha256()))
        .toList();
  }

  /** The same without the attachments that a model saw before, told by their bytes. */
  public Material without(History history) {
    Set<String> seen =
        history.attached().map(GatedFile.Attachment::sha256).collect(Collectors.toSet());
    return new Material(
        texts,
        attachments.stream().filter(file -> !seen.contains(file.sha256())).toList(),
        notes,
        found);
  }

  boolean has(Content.Kind kind) {
    return attachments.stream().anyMatch(file -> file.content().kind() == kind);
  }
}
