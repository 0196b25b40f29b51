package dev.fairlead.providers.openai;

import dev.fairlead.providers.ChatEvent.ToolCall;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Puts function calls together from their pieces. Vendors number them, or send -1 for each, or
 * leave the id out, or repeat it with every piece.
 */
final class CallAssembly {
  private final List<Draft> drafts = new ArrayList<>();

  /** A call that may still grow. */
  private static final class Draft {
    private final int index;
    private String id;
    private String name;
    private final StringBuilder arguments = new StringBuilder();

    private Draft(Reply.Piece piece) {
      this.index = piece.index();
      this.id = piece.id();
      this.name = piece.name();
    }
  }

  void add(Reply.Piece piece) {
    Draft draft = owner(piece);
    if (draft == null) {
      draft = new Draft(piece);
      drafts.add(draft);
    }
    if (draft.id.isEmpty()) {
      draft.id = piece.id();
    }
    if (draft.name.isEmpty()) {
      draft.name = piece.name();
    }
    draft.arguments.append(piece.arguments());
  }

  /** The calls, each with an id; one whose arguments are not JSON is not among them. */
  List<ToolCall> whole() {
    List<ToolCall> calls = new ArrayList<>();
    for (Draft draft : drafts) {
      String arguments = draft.arguments.isEmpty() ? "{}" : draft.arguments.toString();
      if (!draft.name.isEmpty() && Json.isDocument(arguments)) {
        String id = draft.id.isEmpty() ? draft.name + "_" + calls.size() : draft.id;
        calls.add(new ToolCall(id, draft.name, arguments));
      }
    }
    return calls;
  }

  /** Whether every call is whole. */
  boolean isWhole() {
    return whole().size() == drafts.size();
  }

  /** The call that the piece continues, or null if it begins one. */
  private @Nullable Draft owner(Reply.Piece piece) {
    for (Draft draft : drafts.reversed()) {
      boolean sameId = !piece.id().isEmpty() && draft.id.equals(piece.id());
      boolean sameIndex =
          piece.index() >= 0
              && draft.index == piece.index()
              && (piece.id().isEmpty() || draft.id.isEmpty());
      if (sameId || sameIndex) {
        return draft;
      }
    }
    boolean nameless = piece.id().isEmpty() && piece.name().isEmpty() && piece.index() < 0;
    return nameless && !drafts.isEmpty() ? drafts.getLast() : null;
  }
}
