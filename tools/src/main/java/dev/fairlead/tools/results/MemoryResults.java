package dev.fairlead.tools.results;

import dev.fairlead.tools.Results;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Keeps the newest results in memory, as long as the process lives. */
public final class MemoryResults implements Results {
  private final int most;
  private long characters;

  /** In the order in which they came. */
  private final Map<String, String> results = new LinkedHashMap<>();

  /** Room for that many characters in all; the oldest results give way, never the newest. */
  public MemoryResults(int most) {
    this.most = most;
  }

  @Override
  public synchronized String keep(String text) {
    String id = UUID.randomUUID().toString();
    results.put(id, text);
    characters += text.length();
    Iterator<String> oldest = results.values().iterator();
    for (int left = results.size(); left > 1 && characters > most; left--) {
      characters -= oldest.next().length();
      oldest.remove();
    }
    return id;
  }

  @Override
  public synchronized Optional<String> find(String id) {
    return Optional.ofNullable(results.get(id));
  }
}
