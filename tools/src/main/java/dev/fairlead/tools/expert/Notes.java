package dev.fairlead.tools.expert;

import dev.fairlead.providers.ChatEvent;
import dev.fairlead.routing.Answer;
import dev.fairlead.routing.journal.Attempt;
import dev.fairlead.tools.files.GatedFile;
import dev.fairlead.tools.files.Secrets;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a caller should know beside the answer, each in one line. */
final class Notes {
  private static final int MOST_PAGES = 20;
  private static final int LONGEST_TITLE = 120;

  private Notes() {}

  /**
   * Of one answer: whether its citations hold, what its model was not given, whether it was cut.
   */
  static List<String> ofAnswer(
      Consultation.Matter matter, Briefing.@Nullable Packed packed, Answer answer) {
    List<String> notes = new ArrayList<>();
    Citations.check(answer.text(), () -> sent(matter, packed)).ifPresent(notes::add);
    if (packed != null && !packed.leftOut().isEmpty()) {
      notes.add("Left out for lack of room: " + String.join(", ", packed.leftOut()));
    }
    if (!answer.pages().isEmpty()) {
      notes.add("Found by the search:\n" + pages(answer.pages()));
    }
    answered(answer)
        .ifPresent(attempt ->
            attempt.adjusted().stream()
                .distinct()
                .forEach(adjusted ->
                    notes.add("Not sent: " + adjusted.field() + " (" + adjusted.why() + ")")));
    if (answer.finish() == ChatEvent.Reason.LENGTH) {
      notes.add("The answer was cut at the model's limit; ask for the rest in the same thread");
    }
    return notes;
  }

  private static String pages(List<ChatEvent.Page> pages) {
    return pages.stream()
        .filter(page -> !page.link().isBlank())
        .distinct()
        .limit(MOST_PAGES)
        .map(page ->
            "- %s%s%s <%s>"
                .formatted(
                    page.mark().isBlank() ? "" : brief(page.mark()) + ": ",
                    brief(page.title()),
                    page.date().isBlank() ? "" : " (" + brief(page.date()) + ")",
                    page.link().strip()))
        .collect(Collectors.joining("\n"));
  }

  /** A stranger's words, on one line. */
  private static String brief(String words) {
    String line = words.replaceAll("\\s+", " ").strip();
    return line.length() <= LONGEST_TITLE ? line : line.substring(0, LONGEST_TITLE - 3) + "...";
  }

  /** Of the matter itself, whoever answers: what was skipped, and what was masked. */
  static List<String> ofMatter(Material material, Secrets.Masked masked) {
    List<String> notes = new ArrayList<>(material.notes());
    if (!masked.secrets().isEmpty()) {
      notes.add(
          "Masked in what you wrote: "
              + masked.secrets().stream()
                  .map(secret -> secret.kind() + " (line " + secret.line() + ")")
                  .collect(Collectors.joining(", ")));
    }
    return notes;
  }

  /**
   * The files that the model was shown, in the prompt or as documents, as their lines were last.
   */
  private static Map<String, List<String>> sent(
      Consultation.Matter matter, Briefing.@Nullable Packed packed) {
    String documents =
        Stream.concat(matter.history().attached(), matter.material().attachments().stream())
            .filter(Documents::isText)
            .map(GatedFile.Attachment::bytes)
            .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
            .collect(Collectors.joining("\n"));
    String asked = packed == null ? "" : packed.asked();
    return FileBlock.in(matter.history().said() + asked + "\n" + documents);
  }

  static Optional<Attempt> answered(Answer answer) {
    return answer.decision().attempts().stream()
        .filter(attempt -> attempt.error() == null)
        .reduce((_, last) -> last);
  }
}
