package dev.fairlead.routing;

import dev.fairlead.routing.journal.Attempt;
import dev.fairlead.routing.selection.Plan;
import dev.fairlead.routing.selection.Reason;
import dev.fairlead.routing.selection.Reason.Clashes;
import dev.fairlead.routing.selection.Reason.Lacks;
import dev.fairlead.routing.selection.Reason.NoKey;
import dev.fairlead.routing.selection.Reason.NoSpill;
import dev.fairlead.routing.selection.Reason.NotAsked;
import dev.fairlead.routing.selection.Reason.NotFixed;
import dev.fairlead.routing.selection.Reason.NotInCatalog;
import dev.fairlead.routing.selection.Reason.OutOfBounds;
import dev.fairlead.routing.selection.Reason.Outranked;
import dev.fairlead.routing.selection.Reason.OverBudget;
import dev.fairlead.routing.selection.Reason.Resting;
import dev.fairlead.routing.selection.Reason.Retired;
import dev.fairlead.routing.selection.Reason.ShortAnswers;
import dev.fairlead.routing.selection.Reason.SwitchedOff;
import dev.fairlead.routing.selection.Reason.TooDear;
import dev.fairlead.routing.selection.Reason.TooSmall;
import dev.fairlead.routing.selection.Reason.WindowUsed;
import dev.fairlead.routing.selection.Rejection;
import dev.fairlead.routing.selection.Roster;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Tells a caller why there is no answer: what is missing, what came closest, what to change. */
public final class Refusal {
  private static final int CLOSEST = 3;

  private Refusal() {}

  /** Why no model can be asked for a plan without candidates, and what to change. */
  public static String of(Plan plan, Roster roster) {
    if (roster.keys().isEmpty()) {
      return "No model can be asked, because there is no key: " + variables(roster);
    }
    String asked = plan.ask().model();
    if (asked != null) {
      return asked(asked, plan);
    }
    List<Rejection> own =
        plan.rejections().stream()
            .filter(one -> one.reasons().stream().noneMatch(NotFixed.class::isInstance))
            .toList();
    List<Rejection> closest = closest((own.isEmpty() ? plan.rejections() : own).stream());
    if (closest.isEmpty()) {
      return "No model can be asked, because the catalog is empty.";
    }
    return "No model can take this call, which needs "
        + Wording.needs(plan.ask().requirements())
        + ". Closest: "
        + closest.stream().map(Rejection::describe).collect(Collectors.joining("; "))
        + ". "
        + remedy(closest.getFirst().reasons())
        + (own.isEmpty() || own.size() == plan.rejections().size()
            ? ""
            : " No other model is asked: see routing.mode and routing.fixed.");
  }

  private static String asked(String asked, Plan plan) {
    List<Rejection> own =
        closest(
            plan.rejections().stream()
                .filter(one -> one.reasons().stream().noneMatch(NotAsked.class::isInstance)));
    return "The call asks for "
        + asked
        + ", and no other model is put in its place. "
        + own.stream().map(Rejection::describe).collect(Collectors.joining("; "))
        + ". "
        + remedy(own.getFirst().reasons())
        + " Or leave the model open.";
  }

  private static List<Rejection> closest(Stream<Rejection> rejections) {
    return rejections.sorted(Comparator.comparingInt(Refusal::distance)).limit(CLOSEST).toList();
  }

  private static String variables(Roster roster) {
    return roster.variables().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(entry -> "for " + entry.getKey() + " set " + String.join(" or ", entry.getValue()))
        .collect(Collectors.joining("; ", "", "."));
  }

  /** How far a model is from taking the call: what passes by itself is near, its nature is far. */
  private static int distance(Rejection rejection) {
    return rejection.reasons().stream().mapToInt(Refusal::distance).sum();
  }

  private static int distance(Reason reason) {
    return switch (reason) {
      case Outranked _, Resting _, WindowUsed _ -> 1;
      case TooDear _, OverBudget _ -> 2;
      case SwitchedOff _, OutOfBounds _, NoSpill _ -> 3;
      case NoKey _ -> 4;
      case ShortAnswers _ -> 5;
      case TooSmall _ -> 6;
      case Clashes _ -> 7;
      case Lacks(var missing) -> 8 * missing.size();
      case Retired _, NotAsked _, NotFixed _, NotInCatalog _ -> 50;
    };
  }

  private static String remedy(List<Reason> reasons) {
    Reason hardest = reasons.stream().max(Comparator.comparingInt(Refusal::distance)).orElseThrow();
    return switch (hardest) {
      case Outranked _ -> "Try again.";
      case Resting(String _, var until) -> "Try again after " + until + ".";
      case WindowUsed(String _, int _, var free) ->
          free == null ? "Try again later." : "Try again after " + free + ".";
      case TooDear _ -> "Send less, or raise the price cap.";
      case OverBudget(double _, double _, double _, String setting) ->
          "Send less, wait for the next day (UTC), or raise " + setting + ".";
      case NoSpill _ -> "Wait for the plan, or set routing.spill to true.";
      case Clashes _ -> "Ask without one of these.";
      case SwitchedOff(String setting) -> "Change the setting " + setting + ".";
      case OutOfBounds(String setting, String _, String _) ->
          "Change the setting " + setting + ", or ask elsewhere.";
      case NoKey _ -> "Give it a key.";
      case ShortAnswers _ -> "Ask for a shorter answer.";
      case TooSmall _ -> "Send fewer or smaller files.";
      case Lacks _ -> "Ask without that, or add a model that can to the catalog.";
      case Retired(var _, var successor) ->
          successor == null ? "Ask for another model." : "Ask for its successor.";
      case NotFixed _ -> "Change the settings routing.mode or routing.fixed.";
      case NotAsked _, NotInCatalog _ -> "Ask for a model that listmodels names.";
    };
  }

  /** Models were asked, or were about to be, but none answered. */
  static String of(List<Attempt> attempts, List<String> skips, Duration took, boolean late) {
    String all = attempts.stream().map(Refusal::told).collect(Collectors.joining("; "));
    String passed = skips.stream().distinct().collect(Collectors.joining("; "));
    return String.format(
            Locale.ROOT,
            "No model answered %s, after %d attempt%s in %s",
            late ? "before the deadline" : "this call",
            attempts.size(),
            attempts.size() == 1 ? "" : "s",
            Wording.seconds(took))
        + (all.isEmpty() ? "" : ": " + all)
        + (passed.isEmpty() ? "" : ". Passed over: " + passed)
        + (late ? ". Allow more time, or send less." : ". Try again later, or see status.");
  }

  private static String told(Attempt attempt) {
    var error = attempt.error();
    return attempt.model()
        + " ("
        + attempt.key()
        + ", "
        + Wording.seconds(attempt.took())
        + "): "
        + (error == null ? "cancelled" : error.describe());
  }
}
