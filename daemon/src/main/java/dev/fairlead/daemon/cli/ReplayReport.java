package dev.fairlead.daemon.cli;

import dev.fairlead.daemon.cli.Replayed.Measure;
import dev.fairlead.daemon.store.AskLog.Choice;
import dev.fairlead.daemon.store.AskLog.Found;
import dev.fairlead.routing.selection.Pace;
import dev.fairlead.tools.decisions.DecisionTable;
import dev.fairlead.tools.text.Table;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What a replay came to, for people and for programs. */
record ReplayReport(Found found, List<Replayed> calls) {
  /** Two sums over the calls in which both are known, and how many those are. */
  private record Sums(double before, double after, int calls) {}

  void print(int most, Console console) {
    List<Replayed> shown = calls.stream().filter(call -> call.changed() || call.lost()).toList();
    if (!shown.isEmpty()) {
      console.say(table(shown.stream().limit(most).toList()).toString());
      if (shown.size() > most) {
        console.say("and " + (shown.size() - most) + " more: --limit " + shown.size());
      }
      shown.stream().limit(most).filter(Replayed::lost).forEach(call -> printLost(call, console));
      console.say("");
    }
    long refused = count(Replayed::refusedAsBefore);
    console.say(
        "%s planned again: %d would go to another model, %d could not be served any more%s"
            .formatted(
                counted(calls.size(), "call"),
                count(Replayed::changed),
                count(Replayed::lost),
                refused == 0 ? "" : ", " + refused + " could not be served then either"));
    Sums cost = cost();
    console.say(
        String.format(
            Locale.ROOT,
            "cost: $%.4f before, $%.4f after (%+.4f), for the tokens of %s that had an answer",
            cost.before(),
            cost.after(),
            cost.after() - cost.before(),
            counted(cost.calls(), "call")));
    Sums time = time();
    console.say(
        String.format(
            Locale.ROOT,
            "time: %.1f s before, %.1f s after (%+.1f), as expected for answers of %,d tokens to %s",
            time.before(),
            time.after(),
            time.after() - time.before(),
            Pace.TOKENS,
            counted(time.calls(), "call")));
    printSkipped(console);
  }

  private static void printLost(Replayed call, Console console) {
    console.say(
        DecisionTable.seconds(call.call().at())
            + " "
            + call.call().ask().tool()
            + ": "
            + call.why());
  }

  private void printSkipped(Console console) {
    if (found.older() > 0) {
      console.say(
          "skipped: %s of before it was written down what was asked"
              .formatted(counted(found.older(), "call")));
    }
    if (found.unread() > 0) {
      console.say(
          "skipped: %s written down in a way that this version does not understand"
              .formatted(counted(found.unread(), "call")));
    }
  }

  private static Table table(List<Replayed> calls) {
    Table table =
        new Table(
            "AT", "TOOL", "BEFORE", "AFTER", "USD BEFORE", "USD AFTER", "S BEFORE", "S AFTER");
    for (Replayed call : calls) {
      table.row(
          DecisionTable.seconds(call.call().at()),
          call.call().ask().tool(),
          model(call.call().chosen()),
          call.lost() ? "none" : model(call.after()),
          dollars(call.before()),
          dollars(call.now()),
          seconds(call.before()),
          seconds(call.now()));
    }
    return table;
  }

  Map<String, Object> data() {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("calls", calls.size());
    data.put("changed", count(Replayed::changed));
    data.put("unserved", count(Replayed::lost));
    data.put("refused_as_before", count(Replayed::refusedAsBefore));
    data.put("skipped", Map.of("older", found.older(), "unread", found.unread()));
    data.put("cost_usd", data(cost()));
    data.put("seconds", data(time()));
    data.put("rows", calls.stream().map(ReplayReport::data).toList());
    return data;
  }

  private static Map<String, Object> data(Sums sums) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("before", sums.before());
    data.put("after", sums.after());
    data.put("calls", sums.calls());
    return data;
  }

  private static Map<String, @Nullable Object> data(Replayed call) {
    Map<String, @Nullable Object> data = new LinkedHashMap<>();
    data.put("decision", call.call().id());
    data.put("at", call.call().at());
    data.put("tool", call.call().ask().tool());
    data.put("before", data(call.call().chosen(), call.before()));
    data.put("after", data(call.after(), call.now()));
    data.put("changed", call.changed());
    data.put("why", call.why());
    return data;
  }

  private static @Nullable Map<String, @Nullable Object> data(
      @Nullable Choice choice, Measure measure) {
    if (choice == null) {
      return null;
    }
    Map<String, @Nullable Object> data = new LinkedHashMap<>();
    data.put("model", choice.model());
    data.put("key", choice.key());
    data.put("cost_usd", measure.cost());
    Duration time = measure.time();
    data.put("seconds", time == null ? null : (Object) (time.toMillis() / 1e3));
    return data;
  }

  private long count(Predicate<Replayed> which) {
    return calls.stream().filter(which).count();
  }

  private Sums cost() {
    return sums(Measure::cost);
  }

  private Sums time() {
    return sums(measure -> {
      Duration time = measure.time();
      return time == null ? null : (Double) (time.toMillis() / 1e3);
    });
  }

  private Sums sums(Function<Measure, @Nullable Double> value) {
    double before = 0;
    double after = 0;
    int both = 0;
    for (Replayed call : calls) {
      Double then = value.apply(call.before());
      Double now = value.apply(call.now());
      if (then != null && now != null) {
        before += then;
        after += now;
        both++;
      }
    }
    return new Sums(before, after, both);
  }

  private static String model(@Nullable Choice choice) {
    return choice == null ? "-" : choice.model();
  }

  private static String dollars(Measure measure) {
    return measure.cost() == null ? "-" : DecisionTable.dollars(measure.cost());
  }

  private static String seconds(Measure measure) {
    Duration time = measure.time();
    return time == null ? "-" : String.format(Locale.ROOT, "%.1f", time.toMillis() / 1e3);
  }

  private static String counted(int count, String noun) {
    return count + " " + noun + (count == 1 ? "" : "s");
  }
}
