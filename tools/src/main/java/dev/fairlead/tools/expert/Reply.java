package dev.fairlead.tools.expert;

import dev.fairlead.tools.text.DataBinding;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What an expert answered: a final word, or a request to see files first. Experts are told to ask
 * in a line of text; some ask in JSON, which is made readable. Other JSON is passed on as it is.
 *
 * @param needsFiles whether it asks for files
 * @param text what the caller reads
 */
record Reply(boolean needsFiles, String text) {

  /** The line that asks, plain or set off as Markdown. */
  private static final Pattern LINE = Pattern.compile("[#>*_`\\s]{0,9}NEEDS FILES[*_`]{0,3}:");

  private static final String STATUS = "status";
  private static final String FILES = "files_needed";
  private static final Set<String> ASKING = Set.of("files_required_to_continue", "needs_files");

  /** The reply that this answer of a model is. */
  static Reply of(String answer) {
    String text = answer.strip();
    if (LINE.matcher(text).lookingAt()) {
      return new Reply(true, text);
    }
    return object(text)
        .or(() -> fenced(text))
        .map(asked -> new Reply(true, asked))
        .orElseGet(() -> new Reply(false, text));
  }

  /** The request in the only fence of the answer, and what is said around it. */
  private static Optional<String> fenced(String text) {
    List<String> lines = text.lines().toList();
    List<Integer> fences =
        IntStream.range(0, lines.size())
            .filter(i -> lines.get(i).strip().startsWith("```"))
            .boxed()
            .toList();
    if (fences.size() != 2) {
      return Optional.empty();
    }
    List<String> around = new ArrayList<>(lines.subList(0, fences.getFirst()));
    around.addAll(lines.subList(fences.getLast() + 1, lines.size()));
    String said = String.join("\n", around).strip();
    return object(String.join("\n", lines.subList(fences.getFirst() + 1, fences.getLast())).strip())
        .map(asked -> said.isEmpty() ? asked : asked + "\n\n" + said);
  }

  /** The request that this JSON makes, in words; empty if it is no JSON or asks for no files. */
  private static Optional<String> object(String json) {
    if (!json.startsWith("{")) {
      return Optional.empty();
    }
    try {
      return DataBinding.plain().readTree(json) instanceof ObjectNode object && asks(object)
          ? Optional.of(inWords(object))
          : Optional.empty();
    } catch (JacksonException _) {
      return Optional.empty();
    }
  }

  private static boolean asks(ObjectNode object) {
    JsonNode status = object.path(STATUS);
    boolean silent = status.isMissingNode() || status.isNull();
    return silent
        ? !files(object).isEmpty()
        : ASKING.contains(plain(status).strip().toLowerCase(Locale.ROOT));
  }

  private static List<String> files(ObjectNode object) {
    JsonNode files = object.path(FILES);
    if (files.isString()) {
      return List.of(files.stringValue());
    }
    return files.isArray() ? files.valueStream().map(Reply::plain).toList() : List.of();
  }

  private static String inWords(ObjectNode object) {
    List<String> words = new ArrayList<>();
    words.add(("NEEDS FILES: " + String.join(", ", files(object))).strip());
    object
        .properties()
        .forEach(entry -> {
          boolean told = entry.getKey().equals(STATUS) || entry.getKey().equals(FILES);
          if (!told && !entry.getValue().isNull()) {
            words.add(entry.getKey().replace('_', ' ') + ": " + plain(entry.getValue()));
          }
        });
    return String.join("\n\n", words);
  }

  private static String plain(JsonNode node) {
    return node.isString() ? node.stringValue() : node.toString();
  }
}
