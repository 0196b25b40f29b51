package dev.fairlead.tools.planner;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A plan as its entries make it: each step with the text that counts now and those it had before,
 * and the branches. Immutable.
 */
final class Plan {
  private static final int TITLE = 80;

  private final List<Entry> entries;
  private final List<Item> items;
  private final Map<String, Integer> branches;

  private Plan(List<Entry> entries, List<Item> items, Map<String, Integer> branches) {
    this.entries = entries;
    this.items = items;
    this.branches = branches;
  }

  /** A text that a step had. */
  private record Text(int by, String text) {}

  /** A step, its texts oldest first. */
  private record Item(int number, String branch, List<Text> texts) {
    Text now() {
      return texts.getLast();
    }

    Item with(Text text) {
      List<Text> more = new ArrayList<>(texts);
      more.add(text);
      return new Item(number, branch, more);
    }

    String revised() {
      return texts.size() == 1 ? "" : " (revised in step " + now().by + ")";
    }
  }

  static Plan of(List<Entry> entries) {
    List<Item> items = new ArrayList<>();
    Map<String, Integer> branches = new LinkedHashMap<>();
    for (Entry entry : entries) {
      Text text = new Text(entry.number(), entry.text());
      if (entry.revises() == null) {
        items.add(new Item(entry.number(), entry.branch(), List.of(text)));
      } else {
        items.replaceAll(item -> is(item, entry) ? item.with(text) : item);
      }
      if (entry.from() != null) {
        branches.put(entry.branch(), entry.from());
      }
    }
    return new Plan(List.copyOf(entries), List.copyOf(items), branches);
  }

  private static boolean is(Item item, Entry revision) {
    return revision.revises() != null
        && item.number == revision.revises()
        && item.branch.equals(revision.branch());
  }

  boolean isEmpty() {
    return entries.isEmpty();
  }

  /** The number of the next step. */
  int next() {
    return entries.stream().mapToInt(Entry::number).max().orElse(0) + 1;
  }

  /** How many steps were expected last. */
  int total() {
    return entries.isEmpty() ? 0 : entries.getLast().total();
  }

  boolean hasBranch(String branch) {
    return branches.containsKey(branch);
  }

  /** The step at which that branch begins; 0 if there is none of that name. */
  int from(String branch) {
    return branches.getOrDefault(branch, 0);
  }

  /** A name that no branch has yet. */
  String freeName() {
    int number = branches.size() + 1;
    while (hasBranch("branch-" + number)) {
      number++;
    }
    return "branch-" + number;
  }

  /** Where a step is. */
  record Place(int number, String branch) {}

  /**
   * The step of that number: in that branch, else on the main line, else in any branch; for the
   * number of a revision, the step that was revised.
   */
  Optional<Place> find(int number, String branch) {
    List<Entry> those = entries.stream().filter(entry -> entry.number() == number).toList();
    return those.stream()
        .filter(entry -> entry.branch().equals(branch))
        .findFirst()
        .or(() -> those.stream().filter(entry -> entry.branch().isEmpty()).findFirst())
        .or(() -> those.stream().findFirst())
        .map(entry ->
            new Place(entry.revises() == null ? entry.number() : entry.revises(), entry.branch()));
  }

  /** Whether that very step is in that branch. */
  boolean has(int number, String branch) {
    return items.stream().anyMatch(item -> item.number == number && item.branch.equals(branch));
  }

  /** The last step of that branch. */
  Optional<Place> last(String branch) {
    return items.reversed().stream()
        .filter(item -> item.branch.equals(branch))
        .findFirst()
        .map(item -> new Place(item.number, item.branch));
  }

  /** The numbers and branches there are, for messages. */
  String known() {
    String numbers =
        entries.stream()
            .map(entry -> String.valueOf(entry.number()))
            .collect(Collectors.joining(", "));
    return numbers.isEmpty() ? "there are none yet" : "there are " + numbers;
  }

  /** The names of the branches, for messages. */
  String knownBranches() {
    return branches.isEmpty()
        ? "there are none yet"
        : "there are " + String.join(", ", branches.keySet());
  }

  /** Where it stands, a line for each step. */
  String outline() {
    List<String> lines = new ArrayList<>();
    outline("", lines, "");
    branches.forEach((branch, from) -> {
      lines.add("- branch " + branch + ", from step " + from);
      outline(branch, lines, "  ");
    });
    return String.join("\n", lines);
  }

  private void outline(String branch, List<String> lines, String indent) {
    for (Item item : items) {
      if (item.branch.equals(branch)) {
        lines.add(indent + "- " + item.number + ": " + title(item.now().text) + item.revised());
      }
    }
  }

  private static String title(String text) {
    String first = text.strip().lines().findFirst().orElse("");
    return first.length() <= TITLE ? first : first.substring(0, TITLE - 3) + "...";
  }

  /** All of it in Markdown, with branches and revisions resolved. */
  String markdown() {
    List<String> blocks = new ArrayList<>();
    blocks.add("# Plan");
    blocks("", blocks, "## ");
    branches.forEach((branch, from) -> {
      blocks.add("## Branch " + branch + ", from step " + from);
      blocks(branch, blocks, "### ");
    });
    List<String> superseded = superseded();
    if (!superseded.isEmpty()) {
      blocks.add("## Superseded\n\n" + String.join("\n", superseded));
    }
    return String.join("\n\n", blocks);
  }

  private void blocks(String branch, List<String> blocks, String heading) {
    for (Item item : items) {
      if (item.branch.equals(branch)) {
        blocks.add(
            heading + "Step " + item.number + item.revised() + "\n\n" + item.now().text.strip());
      }
    }
  }

  private List<String> superseded() {
    List<String> lines = new ArrayList<>();
    for (Item item : items) {
      for (int i = 0; i + 1 < item.texts.size(); i++) {
        String place = item.branch.isEmpty() ? "" : " of branch " + item.branch;
        String text = item.texts.get(i).text.strip().replace("\n", "\n  ");
        int by = item.texts.get(i + 1).by;
        lines.add("- Step %d%s, until step %d: %s".formatted(item.number, place, by, text));
      }
    }
    return lines;
  }
}
