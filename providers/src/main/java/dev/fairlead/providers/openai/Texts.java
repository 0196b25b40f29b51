package dev.fairlead.providers.openai;

import dev.fairlead.providers.Upload;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The texts that vendors made of documents, the last ones used, in memory and nowhere else. Safe
 * for many threads.
 */
public final class Texts {
  private static final int MOST = 32;
  private static final long MOST_CHARACTERS = 16_000_000;

  /** The least recently used first. */
  private final Map<Upload.Place, String> kept = new LinkedHashMap<>(16, 0.75f, true);

  private long characters;

  /** The text of that file, if it is known. */
  public synchronized Optional<String> find(Upload.Place place) {
    return Optional.ofNullable(kept.get(place));
  }

  /** Keeps the text, and drops those that were used longest ago where there are too many. */
  public synchronized void keep(Upload.Place place, String text) {
    String old = kept.put(place, text);
    characters += text.length() - (old == null ? 0 : old.length());
    while (kept.size() > MOST || (characters > MOST_CHARACTERS && kept.size() > 1)) {
      Map.Entry<Upload.Place, String> eldest = kept.entrySet().iterator().next();
      characters -= eldest.getValue().length();
      kept.remove(eldest.getKey());
    }
  }
}
