package dev.fairlead.benchmarks;

import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The questions of one client: every tool by turns, each time a little different. */
final class Rotation {
  private static final Set<String> WITHOUT_MODEL =
      Set.of(
          "challenge",
          "result",
          "listmodels",
          "route_explain",
          "threads",
          "status",
          "decisions",
          "files",
          "version");
  private static final List<String> MODELS = List.of("kimi-k3", "kimi-k2.6", "glm-5.3", "glm-4.7");

  private final Map<String, Consumer<ObjectNode>> tools = new LinkedHashMap<>();
  private final Known known;
  private final SplittableRandom dice;
  private Iterator<String> turn;
  private boolean warm;
  private @Nullable String job;

  Rotation(Known known, long seed) {
    this.known = known;
    this.dice = new SplittableRandom(seed);
    tools.put("chat", this::chat);
    for (String workflow :
        List.of("codereview", "debug", "thinkdeep", "analyze", "refactor", "secaudit", "testgen")) {
      tools.put(workflow, this::step);
    }
    tools.put("precommit", this::goOnStep);
    tools.put("planner", this::goOnStep);
    tools.put("tracer", this::goOnStep);
    tools.put("docgen", this::goOnStep);
    tools.put(
        "consensus",
        asked -> asked.put("step", words()).putArray("relevant_files").add(Place.CODE));
    tools.put("challenge", asked -> asked.put("prompt", words()));
    tools.put(
        "ask_files", asked -> asked.put("question", words()).putArray("files").add(Place.DOCUMENT));
    tools.put("web_search", asked -> asked.put("query", words()));
    tools.put("result", this::result);
    tools.put("listmodels", _ -> {});
    tools.put("route_explain", this::explain);
    tools.put(
        "threads",
        asked ->
            known.thread(dice).filter(_ -> chance(0.5)).ifPresent(id -> asked.put("thread", id)));
    tools.put("status", _ -> {});
    tools.put("decisions", asked -> asked.put("last", 1 + dice.nextInt(10)));
    tools.put(
        "files",
        asked -> {
          if (chance(0.1)) {
            asked.put("action", "cleanup");
          }
        });
    tools.put("version", _ -> {});
    turn = tools.keySet().iterator();
  }

  /** The tools that take turns. */
  Set<String> tools() {
    return tools.keySet();
  }

  /** The next question; some are wrong in a way that is refused, some are not wanted for long. */
  Question next() {
    if (!turn.hasNext()) {
      turn = tools.keySet().iterator();
      warm = true;
    }
    String tool = turn.next();
    ObjectNode arguments = JsonMapper.shared().createObjectNode();
    job = null;
    tools.getOrDefault(tool, _ -> {}).accept(arguments);
    if (warm && job == null && chance(0.01)) {
      arguments.put("colour", "green");
    }
    Duration cancelled = null;
    if (warm && !WITHOUT_MODEL.contains(tool) && chance(0.04)) {
      cancelled = Duration.ofMillis(dice.nextInt(5, 500));
    }
    return new Question(tool, arguments, job, cancelled, chance(0.5), chance(0.3));
  }

  private void chat(ObjectNode asked) {
    // the first is so long that its rest is there for `result`
    String wish =
        switch (warm ? dice.nextInt(20) : 0) {
          case 0 -> " [[sim: tokens=4000]]";
          case 1 -> " [[sim: first=1s]]";
          default -> "";
        };
    asked.put("prompt", words() + wish);
    if (chance(0.6)) {
      goOn(asked);
    }
    if (chance(0.2)) {
      asked.putArray("files").add(Place.CODE);
    }
    if (chance(0.1)) {
      asked.putArray("images").add(Place.IMAGE);
    } else if (chance(0.2)) {
      asked.put("model", MODELS.get(dice.nextInt(MODELS.size())));
    } else if (chance(0.02)) {
      asked.put("model", "no-such-model");
    }
  }

  private void step(ObjectNode asked) {
    asked.put("step", words());
    if (chance(0.3)) {
      asked.put("step_number", 1).put("total_steps", 3).put("next_step_required", true);
      asked.put("findings", "The lane is taut at line " + dice.nextInt(1, 5));
    } else {
      asked.putArray("relevant_files").add(chance(0.5) ? Place.CODE : Place.TEST);
    }
    if (chance(0.4)) {
      goOn(asked);
    }
  }

  private void goOnStep(ObjectNode asked) {
    asked.put("step", words());
    if (chance(0.5)) {
      goOn(asked);
    }
  }

  private void explain(ObjectNode asked) {
    if (chance(0.5)) {
      asked.put("tool", "codereview").put("prompt", words());
    } else {
      known.decision(dice).ifPresent(id -> asked.put("decision", id));
    }
  }

  private void result(ObjectNode asked) {
    job = known.job().orElse(null);
    if (job != null) {
      asked.put("job", job);
    } else {
      known.cursor().ifPresent(cursor -> asked.put("cursor", cursor));
    }
  }

  private void goOn(ObjectNode asked) {
    known.thread(dice).ifPresent(id -> asked.put("continuation_id", id));
  }

  private String words() {
    return "Which line of the lane is taut, and why? Number "
        + dice.nextInt(1_000_000)
        + " is not.".repeat(dice.nextInt(1, 100));
  }

  private boolean chance(double share) {
    return dice.nextDouble() < share;
  }
}
