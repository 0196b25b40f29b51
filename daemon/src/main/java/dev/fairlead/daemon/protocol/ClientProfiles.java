package dev.fairlead.daemon.protocol;

import dev.fairlead.providers.text.JsonValues;
import dev.fairlead.providers.text.Late;
import dev.fairlead.providers.text.Shipped;
import dev.fairlead.tools.text.Portion;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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

  private final Optional<Duration> patience;
  private final Optional<Integer> characters;
  private final Late<List<Entry>> entries = new Late<>("clients", ClientProfiles::read);
  private volatile @Nullable Known last;

  /** Those of the file; what is set holds for every client, whatever the file says. */
  ClientProfiles(Optional<Duration> patience, Optional<Integer> characters) {
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
        entries.get().stream()
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
    return entries.get().stream()
        .map(entry -> entry.profile().name())
        .filter(name -> !name.isEmpty())
        .distinct()
        .toList();
  }

  private static List<Entry> read() {
    List<Entry> read = new ArrayList<>();
    if (JsonValues.of(Shipped.text(ClientProfiles.class, FILE)) instanceof List<?> clients) {
      clients.forEach(client -> read.add(entry((Map<?, ?>) client)));
    }
    return read;
  }

  private static Entry entry(Map<?, ?> client) {
    return new Entry(
        new ClientProfile(
            Objects.requireNonNull((String) client.get("name")),
            Duration.ofSeconds(Objects.requireNonNull((Integer) client.get("patience_s"))),
            new Portion(
                client.get("characters") instanceof Integer most ? most : CHARACTERS,
                client.get("tokens") instanceof Integer most ? most : Integer.MAX_VALUE),
            Boolean.TRUE.equals(client.get("extended_by_progress"))),
        (String) client.get("below"));
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
