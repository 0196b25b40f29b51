package dev.fairlead.tools.expert;

import dev.fairlead.providers.Message;
import dev.fairlead.providers.Model;
import dev.fairlead.providers.Part;
import dev.fairlead.routing.Prompt;
import dev.fairlead.tools.files.Content;
import dev.fairlead.tools.files.GatedFile;
import dev.fairlead.tools.text.Sizes;
import dev.fairlead.tools.text.TokenEstimate;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * All that an expert is to be told, packed for whichever model it goes to. It only grows at its
 * end, so that vendors find its beginning in their caches: instructions, earlier turns, files, the
 * question. What does not fit is left out: the least relevant files, then the oldest turns.
 */
public final class Briefing implements Prompt {
  /** A document's bytes that make a token, roughly. */
  private static final long DOCUMENT_BYTES = 20;

  private final History history;
  private final Material material;
  private final String role;
  private final String question;
  private final TokenEstimate estimate;
  private final long answer;
  private final List<Piece> pieces;
  private final long[] turns;
  private final long least;
  private final Map<String, List<String>> known;

  /**
   * A briefing.
   *
   * @param role what the expert's part is, said first; empty if that was said before
   * @param answer the tokens that are kept free for the answer
   */
  public Briefing(
      History history,
      Material material,
      String role,
      String question,
      TokenEstimate estimate,
      long answer) {
    this.history = history;
    this.material = material;
    this.role = role;
    this.question = question;
    this.estimate = estimate;
    this.answer = answer;
    this.known = FileBlock.in(history.said());
    this.pieces = material.texts().stream().map(this::piece).toList();
    this.turns = history.exchanges().stream().mapToLong(this::tokens).toArray();
    this.least = withMargin(attached() + said() + 50);
  }

  /** A file as it is shown in this turn. */
  private record Piece(GatedFile.Text file, String shown, long tokens) {}

  /**
   * The briefing for one model.
   *
   * @param messages the conversation
   * @param asked this turn's part of it, as a thread keeps it
   * @param leftOut what did not fit, each with its size
   */
  record Packed(List<Message> messages, String asked, List<String> leftOut) {}

  @Override
  public List<Message> packedFor(Model model) {
    return packed(model).messages();
  }

  /** The tokens of all of it, with a margin for the estimate being wrong. */
  public long tokens() {
    long tokens = least;
    for (long turn : turns) {
      tokens += withMargin(turn);
    }
    return tokens + withMargin(pieces.stream().mapToLong(Piece::tokens).sum());
  }

  /** The tokens of what cannot be left out, with the same margin. */
  long least() {
    return least;
  }

  private long attached() {
    return tokens(material.attachments());
  }

  private long said() {
    return Instructions.PREAMBLE.tokens(estimate)
        + estimate.of(role)
        + estimate.of(history.pending())
        + estimate.of(question);
  }

  Packed packed(Model model) {
    long room = model.context() - Math.min(answer, model.output()) - least;
    Set<Piece> fitting = fitting(room);
    room -= fitting.stream().mapToLong(piece -> withMargin(piece.tokens)).sum();
    List<String> shown = new ArrayList<>();
    if (!role.isEmpty()) {
      shown.add(role);
    }
    List<String> leftOut = new ArrayList<>();
    for (Piece piece : pieces) {
      if (fitting.contains(piece)) {
        shown.add(piece.shown);
      } else {
        leftOut.add(piece.file.path() + " (" + Sizes.of(piece.file.size()) + ")");
      }
    }
    int first = turns.length;
    while (first > 0 && withMargin(turns[first - 1]) <= room) {
      first--;
      room -= withMargin(turns[first]);
    }
    return first > 0 ? without(first).packed(model) : assembled(shown, leftOut);
  }

  /** The files that there is room for, the most relevant first served. */
  private Set<Piece> fitting(long room) {
    if (pieces.stream().mapToLong(piece -> withMargin(piece.tokens)).sum() <= room) {
      return new HashSet<>(pieces);
    }
    Map<GatedFile.Text, Piece> byFile =
        pieces.stream().collect(Collectors.toMap(Piece::file, piece -> piece));
    Set<Piece> fitting = new HashSet<>();
    long left = room;
    for (GatedFile.Text file :
        Relevance.order(material.texts(), material.found(), history.pending() + question)) {
      Piece piece = Objects.requireNonNull(byFile.get(file));
      if (withMargin(piece.tokens) <= left) {
        left -= withMargin(piece.tokens);
        fitting.add(piece);
      }
    }
    return fitting;
  }

  /** The same without the oldest turns, whose files are then shown again. */
  private Briefing without(int turns) {
    List<History.Exchange> kept = history.exchanges().subList(turns, history.exchanges().size());
    return new Briefing(
        new History(
            kept, history.pending(), history.tool(), history.forgotten() + turns, history.last()),
        material,
        role,
        question,
        estimate,
        answer);
  }

  private Packed assembled(List<String> shown, List<String> leftOut) {
    if (!leftOut.isEmpty()) {
      shown.add("Files left out for lack of room: " + String.join(", ", leftOut));
    }
    if (history.forgotten() > 0) {
      leftOut.add(history.forgotten() + " earlier turns");
    }
    List<Message> messages = new ArrayList<>();
    messages.add(new Message.Instructions(Instructions.PREAMBLE.text()));
    for (History.Exchange exchange : history.exchanges()) {
      List<Part> before = new ArrayList<>();
      before.add(new Part.Text(exchange.user()));
      exchange.attached().forEach(file -> before.add(part(file)));
      messages.add(new Message.User(before));
      messages.add(new Message.Assistant(exchange.assistant()));
    }
    material.attachments().forEach(file -> shown.add("[attached: " + file.path() + "]"));
    shown.add(question);
    String asked = String.join("\n\n", shown);
    String pending = history.pending();
    List<Part> parts = new ArrayList<>();
    parts.add(new Part.Text(pending.isEmpty() ? asked : pending + "\n\n" + asked));
    material.attachments().forEach(file -> parts.add(part(file)));
    messages.add(new Message.User(parts));
    return new Packed(messages, asked, leftOut);
  }

  private static Part part(GatedFile.Attachment file) {
    String type = file.content().mediaType();
    return file.content().kind() == Content.Kind.IMAGE
        ? new Part.Image(file.path(), type, file.bytes())
        : new Part.Document(Documents.name(file), type, file.bytes());
  }

  private Piece piece(GatedFile.Text file) {
    List<String> lines = file.text().lines().toList();
    List<String> before = known.get(file.path());
    String shown;
    if (before == null) {
      shown = FileBlock.whole(file.path(), lines);
    } else if (before.equals(lines)) {
      shown = "File unchanged since it was shown: " + file.path();
    } else {
      Optional<String> difference = FileBlock.changed(file.path(), before, lines);
      shown = difference.orElseGet(() -> FileBlock.whole(file.path(), lines));
    }
    return new Piece(file, shown, estimate.of(shown));
  }

  private long tokens(History.Exchange exchange) {
    return estimate.of(exchange.user())
        + tokens(exchange.attached())
        + estimate.of(exchange.assistant());
  }

  private long tokens(List<GatedFile.Attachment> attached) {
    return attached.stream().mapToLong(this::tokens).sum();
  }

  private long tokens(GatedFile.Attachment file) {
    if (Documents.isText(file)) {
      return estimate.of(new String(file.bytes(), StandardCharsets.UTF_8));
    }
    return file.content().kind() == Content.Kind.IMAGE
        ? TokenEstimate.IMAGE
        : file.size() / DOCUMENT_BYTES;
  }

  private static long withMargin(long tokens) {
    return tokens + tokens / 10;
  }
}
