package dev.fairlead.daemon.cli;

import dev.fairlead.daemon.cli.LiveRun.Outcome;
import dev.fairlead.daemon.cli.LiveRun.Step;
import dev.fairlead.daemon.cli.LiveRun.Verdict;
import dev.fairlead.daemon.log.Redaction;
import dev.fairlead.tools.text.Table;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Shows what the calls of a {@link LiveRun} cost and said. */
final class LiveReport {
  private LiveReport() {}

  static String estimate(List<Step> steps) {
    long models = steps.stream().map(step -> step.model().id()).distinct().count();
    double cost = steps.stream().mapToDouble(Step::cost).sum();
    return String.format(
        Locale.ROOT,
        "%d calls of %d models, at most about $%.2f in all",
        steps.size(),
        models,
        cost);
  }

  static void print(List<Outcome> outcomes, Console console) {
    Table table = new Table("MODEL", "KEY", "TRIAL", "RESULT", "DETAIL");
    for (Outcome outcome : outcomes) {
      table.row(
          outcome.step().model().id(),
          outcome.step().access().id(),
          outcome.step().trial().label(),
          word(outcome.verdict()),
          Redaction.of(outcome.detail()));
    }
    console.say(table.toString());
    long differ = outcomes.stream().filter(o -> o.verdict() == Verdict.DIFFERS).count();
    long unknown = outcomes.stream().filter(o -> o.verdict() == Verdict.UNKNOWN).count();
    console.say(
        differ == 0 && unknown == 0
            ? "the vendors do what the catalog says"
            : differ
                + " differ from the catalog, "
                + unknown
                + " could not be judged; correct the catalog in models.yaml");
  }

  static List<Map<String, Object>> data(List<Outcome> outcomes) {
    return outcomes.stream().map(LiveReport::data).toList();
  }

  private static Map<String, Object> data(Outcome outcome) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("model", outcome.step().model().id());
    data.put("provider", outcome.step().model().provider());
    data.put("key", outcome.step().access().id());
    data.put("trial", outcome.step().trial().label());
    data.put("result", word(outcome.verdict()));
    data.put("detail", Redaction.of(outcome.detail()));
    return data;
  }

  private static String word(Verdict verdict) {
    return verdict.name().toLowerCase(Locale.ROOT);
  }
}
