package dev.fairlead.tools.expert;

import dev.fairlead.tools.Threads;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was said in a thread before, oldest first.
 *
 * @param exchanges what models were asked and answered
 * @param pending what was said since without asking a model; the next model hears it first
 * @param tool the tool that asked a model last, or null
 * @param forgotten how many exchanges before these are left out
 */
public record History(
    List<Exchange> exchanges, String pending, @Nullable String tool, int forgotten) {
  /** Nothing was said before. */
  public static final History NONE = new History(List.of(), "", null, 0);

  public History {
    exchanges = List.copyOf(exchanges);
  }

  /**
   * What a model was asked, and its answer.
   *
   * @param user whole, as the model saw it
   * @param assistant the answer
   */
  public record Exchange(String user, String assistant) {}

  /** The history that these turns tell. */
  public static History of(List<Threads.Turn> turns) {
    List<Exchange> exchanges = new ArrayList<>();
    List<String> pending = new ArrayList<>();
    String tool = null;
    for (Threads.Turn turn : turns) {
      pending.add(turn.asked());
      if (!turn.answered().isEmpty()) {
        exchanges.add(new Exchange(String.join("\n\n", pending), turn.answered()));
        pending.clear();
        tool = turn.tool();
      }
    }
    return new History(exchanges, String.join("\n\n", pending), tool, 0);
  }

  /** All that was said to models, in one text. */
  String said() {
    StringBuilder said = new StringBuilder();
    exchanges.forEach(exchange -> said.append(exchange.user()).append("\n"));
    return said.append(pending).append("\n").toString();
  }
}
