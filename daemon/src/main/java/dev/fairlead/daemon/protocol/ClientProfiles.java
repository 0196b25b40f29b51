package dev.fairlead.daemon.protocol;

import dev.fairlead.providers.text.Shipped;
import dev.fairlead.tools.text.Portion;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The clients that are known, from {@code clients.json}, where the first whose name is part of a
 * client's own, and whose versions it is of, counts. The file is read when somebody first asks,
 * which is after a client's start is over. Thread-safe.
 */
final class ClientProfiles {
  private static final String FILE = "clients.json";

  /** How long a result may be for a client of which nothing is known. */
  private static final int CHARACTERS = 10_000;

  private record Entry(ClientProfile profile, @Nullable String below) {}

  /** Who was asked for last, which is nearly always who is asked for next. */
  private record Known(String name, String version, ClientProfile profile) {}

  private final JsonMapper json;
  private final Optional<Duration> patience;
  private final Optional<Integer> characters;
  private @Nullable List<Entry> entries;
  private volatile @Nullable Known last;

  /** Those of the file; what is set holds for every client, whatever the file says. */
  ClientProfiles(JsonMapper json, Optional<Duration> patience, Optional<Integer> characters) {
    this.json = json;
    this.characters = characters;
    this.patience = patience;
  }

  /** What is known of a client of that name and version; both as it says itself. */
  ClientProfile of(String name, String version) {
    Known known = last;
    if (known == null || !known.name().equals(name) || !known.version().equals(version)) {
      known = new Known(name, version, found(name.toLowerCase(Locale.ROOT), version));
      last = known;
    }
    return known.profile();
  }

  private ClientProfile found(String name, String version) {
    ClientProfile found =
        entries().stream()
            .filter(entry -> name.contains(entry.profile().name()))
            .filter(entry -> entry.below() == null || isBelow(version, entry.below()))
            .map(Entry::profile)
            .findFirst()
            .orElseThrow(() -> new IllegalStateException(FILE + " must end with any client"));
    return new ClientProfile(
        found.name(),
        patience.orElse(found.patience()),
        characters.map(set -> new Portion(set, set)).orElse(found.portion()),
        found.extendedByProgress());
  }

  /** The names in the file, for tests of each. */
  List<String> names() {
    return entries().stream()
        .map(entry -> entry.profile().name())
        .filter(name -> !name.isEmpty())
        .distinct()
        .toList();
  }

  private synchronized List<Entry> entries() {
    List<Entry> read = entries;
    if (read == null) {
      read = read();
      entries = read;
    }
    return read;
  }

  private List<Entry> read() {
    List<Entry> read = new ArrayList<>();
    for (JsonNode node : json.readTree(Shipped.text(ClientProfiles.class, FILE))) {
      read.add(
          new Entry(
              new ClientProfile(
                  node.path("name").asString(),
                  Duration.ofSeconds(node.path("patience_s").asInt()),
                  new Portion(
                      node.path("characters").asInt(CHARACTERS),
                      node.path("tokens").asInt(Integer.MAX_VALUE)),
                  node.path("extended_by_progress").asBoolean(false)),
              node.path("below").asString(null)));
    }
    return read;
  }

  private static boolean isBelow(String version, String limit) {
    String[] one = version.split("[^0-9]+", -1);
    String[] other = limit.split("[^0-9]+", -1);
    for (int i = 0; i < other.length; i++) {
      int difference = number(one, i) - number(other, i);
      if (difference != 0) {
        return difference < 0;
      }
    }
    return false;
  }

  private static int number(String[] parts, int index) {
    String part = index < parts.length ? parts[index] : "";
    return part.isEmpty() || part.length() > 9 ? 0 : Integer.parseInt(part);
  }
}
