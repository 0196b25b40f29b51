package dev.fairlead.daemon.cli;

import dev.fairlead.providers.text.Nearest;
import java.util.Iterator;
import java.util.List;

/** Words that an option takes, for help and completion. */
class Names implements Iterable<String> {
  private final List<String> names;

  Names(List<String> names) {
    this.names = names;
  }

  @Override
  public Iterator<String> iterator() {
    return names.iterator();
  }

  /** Says that there is no such thing, and which ones there are. */
  static String unknown(String kind, String word, List<String> names) {
    return "there is no "
        + kind
        + " "
        + word
        + Nearest.to(word, names).map(near -> "; did you mean " + near + "?").orElse("")
        + " There are "
        + String.join(", ", names);
  }
}
