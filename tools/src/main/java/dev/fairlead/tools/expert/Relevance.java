package dev.fairlead.tools.expert;

import dev.fairlead.tools.files.GatedFile;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which files get the room there is, where there is not enough for all: what changed in a file,
 * then those that were named one by one, then those that hold what the question mentions, then the
 * smaller ones.
 */
final class Relevance {
  private static final Pattern WORD = Pattern.compile("[\\p{L}_$][\\p{L}\\p{N}_$]{2,80}");
  private static final int MOST_WORDS = 200;

  /** A word that looks like a name in code says more than one of prose. */
  private static final int NAME = 5;

  /** A word in a file's own name says more than one in its text. */
  private static final int IN_PATH = 3;

  private final Map<String, Integer> words;
  private final Set<String> found;

  private Relevance(Map<String, Integer> words, Set<String> found) {
    this.words = words;
    this.found = found;
  }

  /**
   * The files, the most relevant first.
   *
   * @param found the paths of those that a directory or a glob stood for
   */
  static List<GatedFile.Text> order(
      List<GatedFile.Text> files, Set<String> found, String question) {
    Relevance relevance = new Relevance(words(question), found);
    Map<GatedFile.Text, Long> scores = new HashMap<>();
    files.forEach(file -> scores.put(file, relevance.score(file)));
    List<GatedFile.Text> ordered = new ArrayList<>(files);
    ordered.sort(
        Comparator.comparingInt(relevance::rank)
            .thenComparing(Comparator.comparing(scores::get).reversed())
            .thenComparingLong(GatedFile.Text::size));
    return ordered;
  }

  private int rank(GatedFile.Text file) {
    if (file.path().startsWith(Gathering.DIFFERENCE)) {
      return -1;
    }
    return found.contains(file.path()) ? 1 : 0;
  }

  private long score(GatedFile.Text file) {
    String path = file.path().toLowerCase(Locale.ROOT);
    String text = file.text().toLowerCase(Locale.ROOT);
    long score = 0;
    for (Map.Entry<String, Integer> word : words.entrySet()) {
      score += path.contains(word.getKey()) ? (long) word.getValue() * IN_PATH : 0;
      score += text.contains(word.getKey()) ? word.getValue() : 0;
    }
    return score;
  }

  private static Map<String, Integer> words(String question) {
    Map<String, Integer> words = new LinkedHashMap<>();
    Matcher matcher = WORD.matcher(question);
    while (matcher.find() && words.size() < MOST_WORDS) {
      String word = matcher.group();
      words.merge(word.toLowerCase(Locale.ROOT), looksLikeName(word) ? NAME : 1, Math::max);
    }
    return words;
  }

  private static boolean looksLikeName(String word) {
    boolean mixed =
        word.chars().skip(1).anyMatch(Character::isUpperCase)
            && word.chars().anyMatch(Character::isLowerCase);
    return mixed || word.indexOf('_') >= 0;
  }
}
