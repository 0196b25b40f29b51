package dev.fairlead.simulator.answer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A chat request as a model would see it. */
public final class Conversation {
  private static final Pattern PARAGRAPH = Pattern.compile("\\n\\s*\\n");

  private static final JsonMapper JSON = JsonMapper.shared();

  private final JsonNode request;
  private final List<Turn> turns = new ArrayList<>();

  private Conversation(JsonNode request) {
    this.request = request;
    for (JsonNode message : request.path("messages")) {
      turns.add(Turn.of(message));
    }
  }

  /** Reads the messages of a request; unknown parts are kept as such. */
  public static Conversation of(JsonNode request) {
    return new Conversation(request);
  }

  /** The request it was read from. */
  public JsonNode request() {
    return request;
  }

  /** All messages in order. */
  public List<Turn> turns() {
    return turns;
  }

  /** The messages but a partial one at the end, which is a beginning of the answer. */
  List<Turn> asked() {
    int size = turns.size();
    return size > 0 && turns.get(size - 1).partial() ? turns.subList(0, size - 1) : turns;
  }

  /** The beginning that the answer shall go on from, or the empty string. */
  String prefill() {
    int size = turns.size();
    return size > 0 && turns.get(size - 1).partial() ? turns.get(size - 1).text() : "";
  }

  /** The text of the last message of the user. */
  public String lastUserText() {
    return turns.reversed().stream()
        .filter(turn -> turn.role().equals("user"))
        .findFirst()
        .map(Turn::text)
        .orElse("");
  }

  /** Whether the last message is the user's, and not, say, the result of a tool. */
  public boolean usersTurn() {
    List<Turn> asked = asked();
    return !asked.isEmpty() && asked.getLast().role().equals("user");
  }

  /** The results of tools after the last message of the user. */
  List<Turn> toolResults() {
    List<Turn> results = new ArrayList<>();
    for (Turn turn : asked().reversed()) {
      if (turn.role().equals("user")) {
        break;
      }
      if (turn.role().equals("tool")) {
        results.addFirst(turn);
      }
    }
    return results;
  }

  /**
   * The last line that ends as a question, else the first line of the last paragraph; outside files
   * and directives, at most 160 long. What comes before is mostly what the model is told about its
   * part.
   */
  public String question() {
    String text = Directive.removed(GivenFile.outside(lastUserText())).strip();
    String last = PARAGRAPH.splitAsStream(text).reduce("", (_, next) -> next);
    String line =
        lines(text)
            .filter(l -> l.endsWith("?") || l.endsWith("？"))
            .reduce((_, next) -> next)
            .or(() -> lines(last).findFirst())
            .orElse("");
    return line.codePointCount(0, line.length()) <= 160
        ? line
        : line.substring(0, line.offsetByCodePoints(0, 159)) + "…";
  }

  private static Stream<String> lines(String text) {
    return text.lines().map(String::strip).filter(line -> !line.isEmpty());
  }

  /** How the user wants the answer. */
  public Directive directive() {
    String text = lastUserText();
    return text.contains("[[sim:") ? Directive.in(text) : Directive.NONE;
  }

  /** The files given in any message. */
  public List<GivenFile> files() {
    Map<String, GivenFile> files = new LinkedHashMap<>();
    asked().forEach(turn -> GivenFile.collect(turn.text(), files));
    return List.copyOf(files.values());
  }

  /** The parts of one kind, in any message. */
  List<Attachment> attachments(Attachment.Kind kind) {
    return asked().stream()
        .flatMap(turn -> turn.attachments().stream())
        .filter(part -> part.kind() == kind)
        .toList();
  }

  /** Documents: as parts, or as the extracted content of an upload in a system message. */
  List<String> documents() {
    List<String> labels = new ArrayList<>();
    for (Turn turn : asked()) {
      turn.attachments().stream()
          .filter(part -> part.kind() == Attachment.Kind.DOCUMENT)
          .forEach(part -> labels.add(part.label()));
      if (turn.role().equals("system") && turn.text().startsWith("{")) {
        extracted(turn.text(), labels);
      }
    }
    return labels;
  }

  private static void extracted(String text, List<String> labels) {
    try {
      JsonNode node = JSON.readTree(text);
      if (node.has("content") && node.has("filename")) {
        String content = node.path("content").asString("");
        labels.add(
            "%s: %s, %d characters, sha256 %s"
                .formatted(
                    node.path("filename").asString(""),
                    node.path("file_type").asString("unknown type"),
                    content.length(),
                    Hashes.brief(content)));
      }
    } catch (JacksonException _) {
      // a system prompt that begins with a brace
    }
  }

  /** Whether the system prompt or the last message of the user asks for a review. */
  boolean wantsReview() {
    return Stream.concat(
            turns.stream().filter(turn -> turn.role().equals("system")).map(Turn::text),
            Stream.of(GivenFile.outside(lastUserText())))
        .anyMatch(text -> text.toLowerCase(Locale.ROOT).contains("review"));
  }

  /** Questions of the user before the last one. */
  int earlierTurns() {
    long questions = asked().stream().filter(turn -> turn.role().equals("user")).count();
    return (int) Math.max(0, questions - 1);
  }
}
