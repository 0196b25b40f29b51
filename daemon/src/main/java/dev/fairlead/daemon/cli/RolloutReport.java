package dev.fairlead.daemon.cli;

import dev.fairlead.daemon.store.RolloutLog;
import dev.fairlead.routing.rollout.Advice;
import dev.fairlead.routing.rollout.Agreement;
import dev.fairlead.routing.rollout.Figures;
import dev.fairlead.routing.rollout.Rollout;
import dev.fairlead.routing.rollout.Standing;
import dev.fairlead.tools.text.Table;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * How a roll-out goes, for a person or a program.
 *
 * @param rollout as it is set
 * @param fixed the set model
 * @param since how far back the figures go
 * @param arms the figures
 * @param held what keeps calls from the router now, if anything does
 * @param advice what to do next
 * @param note what else there is to say, or empty
 */
record RolloutReport(
    Rollout rollout,
    String fixed,
    Duration since,
    RolloutLog.Comparison arms,
    Optional<Standing> held,
    Advice advice,
    String note) {
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add("mode     " + RolloutWords.of(rollout, fixed));
    held.ifPresent(standing -> lines.add("router   " + RolloutWords.back(standing)));
    if (!note.isEmpty()) {
      lines.add("note     " + note);
    }
    lines.add("");
    Table table =
        new Table(
            "ARM",
            "CALLS",
            "ERRORS",
            "SHARE",
            "ANSWERED",
            "P50",
            "P95",
            "USD",
            "USD A CALL",
            "TOKENS",
            "ASIDE");
    row(table, "fixed", arms.fixed());
    row(table, "router", arms.router());
    lines.addAll(table.toString().lines().toList());
    lines.add("");
    if (arms.agreement().calls() > 0) {
      lines.add("shadow   " + words(arms.agreement()));
    }
    lines.add("advice   " + advice.step().label() + ": " + String.join("; ", advice.why()));
    return lines;
  }

  private static void row(Table table, String arm, Figures figures) {
    table.row(
        arm,
        Integer.toString(figures.count().calls()),
        Integer.toString(figures.count().errors()),
        String.format(Locale.ROOT, "%.1f %%", figures.count().percent()),
        Integer.toString(figures.answered()),
        millis(figures.answered(), figures.median()),
        millis(figures.answered(), figures.slow()),
        String.format(Locale.ROOT, "%.5f", figures.cost()),
        String.format(Locale.ROOT, "%.5f", figures.costOfOne()),
        Long.toString(figures.tokens()),
        Integer.toString(figures.aside()));
  }

  private static String millis(int answered, Duration time) {
    return answered == 0 ? "-" : time.toMillis() + " ms";
  }

  private static String words(Agreement agreement) {
    return String.format(
        Locale.ROOT,
        "the router would have chosen the same model in %d of %d calls; the %d that both had a model"
            + " for were expected to cost $%.5f as they ran, $%.5f through the router",
        agreement.same(),
        agreement.calls(),
        agreement.both(),
        agreement.fixedCost(),
        agreement.routerCost());
  }

  Map<String, Object> data() {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("mode", rollout.mode().label());
    data.put("canary_percent", rollout.percent());
    data.put("fixed", fixed);
    data.put("reversible", rollout.reversible());
    data.put("rolled_back", held.isPresent());
    held.ifPresent(standing -> {
      data.put("rolled_back_at", standing.since().toString());
      data.put("rolled_back_why", standing.why());
    });
    data.put("note", note);
    data.put("since_s", since.toSeconds());
    data.put("arms", Map.of("fixed", data(arms.fixed()), "router", data(arms.router())));
    Agreement agreement = arms.agreement();
    Map<String, Object> shadow = new LinkedHashMap<>();
    shadow.put("calls", agreement.calls());
    shadow.put("same", agreement.same());
    shadow.put("both", agreement.both());
    shadow.put("fixed_expected_usd", agreement.fixedCost());
    shadow.put("router_expected_usd", agreement.routerCost());
    data.put("shadow", shadow);
    data.put("advice", Map.of("step", advice.step().label(), "why", advice.why()));
    return data;
  }

  private static Map<String, Object> data(Figures figures) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("calls", figures.count().calls());
    data.put("errors", figures.count().errors());
    data.put("error_percent", figures.count().percent());
    data.put("answered", figures.answered());
    data.put("p50_ms", figures.median().toMillis());
    data.put("p95_ms", figures.slow().toMillis());
    data.put("cost_usd", figures.cost());
    data.put("cost_usd_a_call", figures.costOfOne());
    data.put("tokens", figures.tokens());
    data.put("aside", figures.aside());
    return data;
  }
}
