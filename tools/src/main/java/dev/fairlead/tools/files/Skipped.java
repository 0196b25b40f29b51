package dev.fairlead.tools.files;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a walk through directories left out: how many by reason, and the first of them by name. Not
 * safe for threads.
 */
public final class Skipped {
  /** How many are told by name, for each reason. */
  private static final int NAMED = 5;

  private final Map<String, List<String>> names = new TreeMap<>();
  private final Map<String, Integer> counts = new TreeMap<>();

  /** One more was left out, for that reason. */
  public void add(String reason, String name) {
    counts.merge(reason, 1, Integer::sum);
    List<String> named = names.computeIfAbsent(reason, _ -> new ArrayList<>());
    if (named.size() < NAMED) {
      named.add(name);
    }
  }

  /** All of those were left out besides. */
  public void add(Skipped others) {
    others.names.forEach((reason, named) -> {
      named.forEach(name -> add(reason, name));
      counts.merge(reason, others.counts.getOrDefault(reason, 0) - named.size(), Integer::sum);
    });
  }

  /** Whether nothing was left out. */
  public boolean isEmpty() {
    return counts.isEmpty();
  }

  /** How many, by reason. */
  public Map<String, Integer> counts() {
    return Map.copyOf(counts);
  }

  /** The same for a person, such as {@code 2 build output (out, target), 1 hidden (.git)}. */
  public String inWords() {
    return counts.entrySet().stream()
        .map(entry -> entry.getValue() + " " + entry.getKey() + " (" + named(entry.getKey()) + ")")
        .collect(Collectors.joining(", "));
  }

  private String named(String reason) {
    List<String> named = names.getOrDefault(reason, List.of());
    int more = counts.getOrDefault(reason, 0) - named.size();
    return String.join(", ", named) + (more == 0 ? "" : " and " + more + " more");
  }
}
