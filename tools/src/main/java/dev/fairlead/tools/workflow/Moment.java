package dev.fairlead.tools.workflow;

import dev.fairlead.tools.files.DataUrl;
import dev.fairlead.tools.text.DataBinding;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * One step as its thread keeps it.
 *
 * @param number which one, from 1
 * @param total how many were expected then
 * @param more whether the run went on after it
 * @param step what the caller said
 * @param evidence what the caller found
 * @param images by path; those given as data are not kept
 * @param kept what the tool itself wants to know in later steps, by name
 */
record Moment(
    int number,
    int total,
    boolean more,
    String step,
    Evidence evidence,
    List<String> images,
    Map<String, String> kept) {

  Moment {
    kept = kept == null ? Map.of() : Map.copyOf(kept); // null in a thread of an earlier version
    images = images.stream().filter(image -> !DataUrl.isOne(image)).toList();
  }

  String json() {
    return DataBinding.plain().writeValueAsString(this);
  }

  /** The step in that state of a turn, or null if it holds none. */
  static @Nullable Moment of(String state) {
    try {
      Moment moment = DataBinding.plain().readValue(state, Moment.class);
      return moment.number == 0 ? null : moment;
    } catch (JacksonException _) {
      return null; // another tool's turn, or another version's
    }
  }

  /** The step as an expert reads it. */
  String inWords() {
    List<String> words = new ArrayList<>();
    words.add(total == 1 ? step : "## Step " + number + " of " + total + "\n" + step);
    add(words, "Findings", evidence.findings());
    add(words, "Files checked", String.join(", ", evidence.filesChecked()));
    add(words, "Involved", String.join(", ", evidence.relevantContext()));
    if (!evidence.issuesFound().isEmpty()) {
      words.add(
          "Issues:\n- "
              + String.join(
                  "\n- ", evidence.issuesFound().stream().map(Evidence.Issue::inWords).toList()));
    }
    add(words, "Hypothesis", evidence.hypothesis());
    if (evidence.confidence() != null) {
      add(words, "Confidence", evidence.confidence().name().toLowerCase(Locale.ROOT));
    }
    return String.join("\n\n", words);
  }

  private static void add(List<String> words, String label, @Nullable String text) {
    if (text != null && !text.isEmpty()) {
      words.add(label + ": " + text);
    }
  }
}
