package dev.fairlead.benchmarks;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import tools.jackson.databind.JsonNode;

/** What a client has learned from answers, for later questions. Thread-safe. */
final class Known {
  private static final int MOST = 64;

  /** A longer conversation is left alone: prompts that only grow would not be a steady load. */
  private static final int LONGEST = 12;

  private final Map<String, Integer> threads = new LinkedHashMap<>();
  private final ArrayDeque<String> cursors = new ArrayDeque<>();
  private final ArrayDeque<String> decisions = new ArrayDeque<>();
  private final ArrayDeque<String> jobs = new ArrayDeque<>();

  /** Takes what a result says. */
  synchronized void learn(JsonNode result) {
    String thread = result.at(Heard.ROUTING + "/thread").asString("");
    if (!thread.isEmpty() && threads.merge(thread, 1, Integer::sum) >= LONGEST) {
      threads.remove(thread);
    }
    while (threads.size() > MOST) {
      threads.remove(threads.keySet().iterator().next());
    }
    keep(cursors, result.at("/_meta/dev.fairlead~1cursor").asString(""));
    keep(decisions, result.at(Heard.ROUTING + "/decision").asString(""));
  }

  /** Takes a job whose answer is to be fetched. */
  synchronized void job(String id) {
    jobs.add(id);
  }

  synchronized Optional<String> thread(RandomGenerator dice) {
    return any(new ArrayList<>(threads.keySet()), dice);
  }

  synchronized Optional<String> decision(RandomGenerator dice) {
    return any(new ArrayList<>(decisions), dice);
  }

  /** Where a long result goes on; each is told once. */
  synchronized Optional<String> cursor() {
    return Optional.ofNullable(cursors.poll());
  }

  /** The job that has waited longest for being fetched; each is told once. */
  synchronized Optional<String> job() {
    return Optional.ofNullable(jobs.poll());
  }

  private static Optional<String> any(List<String> all, RandomGenerator dice) {
    return all.isEmpty() ? Optional.empty() : Optional.of(all.get(dice.nextInt(all.size())));
  }

  private static void keep(ArrayDeque<String> all, String one) {
    if (!one.isEmpty()) {
      all.add(one);
    }
    if (all.size() > MOST) {
      all.remove();
    }
  }
}
