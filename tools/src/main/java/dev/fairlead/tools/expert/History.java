package dev.fairlead.tools.expert;

import dev.fairlead.tools.Threads;
import dev.fairlead.tools.files.Content;
import dev.fairlead.tools.files.GatedFile;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What was said in a thread before, oldest first.
 *
 * @param exchanges what models were asked and answered
 * @param pending what was said since without asking a model; the next model hears it first
 * @param tool the tool that asked a model last, or null
 * @param forgotten how many exchanges before these are left out
 * @param last the id of the last turn, or null if there was none
 */
public record History(
    List<Exchange> exchanges,
    String pending,
    @Nullable String tool,
    int forgotten,
    @Nullable String last) {
  /** Nothing was said before. */
  public static final History NONE = new History(List.of(), "", null, 0, null);

  public History {
    exchanges = List.copyOf(exchanges);
  }

  /**
   * What a model was asked, and its answer.
   *
   * @param user whole, as the model saw it
   * @param attached what the model saw with it
   * @param assistant the answer
   */
  public record Exchange(String user, List<GatedFile.Attachment> attached, String assistant) {
    public Exchange {
      attached = List.copyOf(attached);
    }
  }

  /** The history that these turns tell. */
  public static History of(List<Threads.Turn> turns) {
    List<Exchange> exchanges = new ArrayList<>();
    List<String> pending = new ArrayList<>();
    String tool = null;
    for (Threads.Turn turn : turns) {
      pending.add(turn.asked());
      if (!turn.answered().isEmpty()) {
        exchanges.add(new Exchange(String.join("\n\n", pending), turn.attached(), turn.answered()));
        pending.clear();
        tool = turn.tool();
      }
    }
    return new History(exchanges, String.join("\n\n", pending), tool, 0, Threads.last(turns));
  }

  /** The paths of the files, images and documents that came with that turn. */
  public static List<String> files(Threads.Turn turn) {
    return Stream.concat(
            FileBlock.paths(turn.asked()).stream(),
            turn.attached().stream().map(GatedFile.Attachment::path))
        .distinct()
        .toList();
  }

  /** Whether a model saw an image or a document of that kind before. */
  boolean has(Content.Kind kind) {
    return attached().anyMatch(file -> file.content().kind() == kind);
  }

  /** Every image and document that was seen before. */
  public Stream<GatedFile.Attachment> attached() {
    return exchanges.stream().flatMap(exchange -> exchange.attached().stream());
  }

  /** All that was said to models, in one text. */
  String said() {
    StringBuilder said = new StringBuilder();
    exchanges.forEach(exchange -> said.append(exchange.user()).append("\n"));
    return said.append(pending).append("\n").toString();
  }
}
