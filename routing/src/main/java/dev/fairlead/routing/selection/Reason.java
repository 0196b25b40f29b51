package dev.fairlead.routing.selection;

import dev.fairlead.providers.Capability;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Why a model cannot take a call; rendered only when somebody asks. */
public sealed interface Reason {
  /**
   * No key for its provider; {@code variables} are the environment variables that would give one.
   */
  record NoKey(String provider, List<String> variables) implements Reason {}

  /** It cannot do what the call requires. */
  record Lacks(Set<Capability> missing) implements Reason {}

  /** It can do each of these, but not in one request. */
  record Clashes(Set<Capability> together) implements Reason {}

  /** Prompt and answer do not fit its window. */
  record TooSmall(long context, long needed) implements Reason {}

  /** It answers with fewer tokens than the call wants room for. */
  record ShortAnswers(long output, long needed) implements Reason {}

  /** It has ended. */
  record Retired(LocalDate on, @Nullable String successor) implements Reason {}

  /** A setting switches it off; {@code setting} is the one to change. */
  record SwitchedOff(String setting) implements Reason {}

  /**
   * What the call carries may not go there; {@code setting} is the one that says so, {@code place}
   * where calls with the key would go.
   */
  record OutOfBounds(String setting, String key, String place) implements Reason {}

  /** It failed too often, or its key was refused, and rests. */
  record Resting(String why, Instant until) implements Reason {}

  /** The call asks for another model by name. */
  record NotAsked(String asked) implements Reason {}

  /** It could, but a model that also meets {@code preferred} comes first. */
  record Outranked(Set<Capability> preferred) implements Reason {}

  /** The call would cost more than it may; both in USD. */
  record TooDear(double estimated, double cap) implements Reason {}

  /** The call would cost more than is left of a budget; all in USD. */
  record OverBudget(double estimated, double left, double cap, String setting) implements Reason {}

  /** The calls that the key's plan grants are used up; {@code free} is when the next one is. */
  record WindowUsed(String key, int size, @Nullable Instant free) implements Reason {}

  /** The key is metered, and calls do not go over to it from a plan. */
  record NoSpill(String key) implements Reason {}

  /** Calls go to the set model alone. */
  record NotFixed(String fixed) implements Reason {}

  /** No model has that name; {@code nearest} are the ids that come nearest to it. */
  record NotInCatalog(List<String> nearest) implements Reason {}

  /** The reason in words a user can act on. */
  default String describe() {
    return switch (this) {
      case NoKey(String provider, List<String> variables) ->
          "no key for " + provider + ": set " + String.join(" or ", variables);
      case Lacks(Set<Capability> missing) ->
          "cannot do "
              + missing.stream().sorted().map(Capability::label).collect(Collectors.joining(", "));
      case Clashes(Set<Capability> together) ->
          "cannot do "
              + together.stream()
                  .sorted()
                  .map(Capability::label)
                  .collect(Collectors.joining(" and "))
              + " in one request";
      case TooSmall(long context, long needed) ->
          "its window of " + context + " tokens is too small, the call needs " + needed;
      case ShortAnswers(long output, long needed) ->
          "it answers with at most " + output + " tokens, the call wants " + needed;
      case Retired(LocalDate on, @Nullable String successor) ->
          "retired on " + on + (successor == null ? "" : ", use " + successor);
      case SwitchedOff(String setting) -> "switched off by " + setting;
      case OutOfBounds(String setting, String key, String place) ->
          "calls with " + key + " go to " + place + ", which " + setting + " does not allow";
      case Resting(String why, Instant until) -> "resting until " + until + ": " + why;
      case NotAsked(String asked) -> "the call asks for " + asked;
      case NotFixed(String fixed) -> "calls go to " + fixed + " alone (routing.mode)";
      case Outranked(Set<Capability> preferred) ->
          "a model that also does "
              + preferred.stream().sorted().map(Capability::label).collect(Collectors.joining(", "))
              + " comes first";
      case TooDear(double estimated, double cap) ->
          String.format(
              Locale.ROOT, "would cost about $%.4f, the cap for a call is $%.4f", estimated, cap);
      case OverBudget(double estimated, double left, double cap, String setting) ->
          String.format(
              Locale.ROOT,
              "would cost about $%.4f, and $%.4f is left of the $%.2f for today (%s)",
              estimated,
              left,
              cap,
              setting);
      case WindowUsed(String key, int size, @Nullable Instant free) ->
          "the "
              + size
              + " calls of the plan window of "
              + key
              + " are used up (limits.plan_calls)"
              + (free == null ? "" : ", the next is free at " + free);
      case NoSpill(String key) ->
          key + " is metered and stands behind a plan key: routing.spill is off";
      case NotInCatalog(List<String> nearest) ->
          "not in the catalog"
              + (nearest.isEmpty() ? "" : ", nearest: " + String.join(", ", nearest));
    };
  }
}
