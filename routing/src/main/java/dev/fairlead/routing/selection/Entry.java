package dev.fairlead.routing.selection;

import dev.fairlead.providers.Access;
import dev.fairlead.providers.Capability;
import dev.fairlead.providers.Model;
import dev.fairlead.providers.Retirement;
import dev.fairlead.providers.Thinking;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A model of a roster, with what a plan asks of it in the form that is quickest to compare. */
final class Entry {
  final Model model;

  /** The keys that no switch takes away. */
  final Access[] keys;

  /** Why each metered key behind a plan is not gone over to. */
  final List<Reason> barred;

  /** What it can do, and no switch forbids. */
  final int able;

  /** What it could do if no switch forbade. */
  final int born;

  /** Why no ask can have it, or nothing. */
  final List<Reason> fixed;

  /** The rejection of an ask that finds no other reason, or null if there is no fixed one. */
  final @Nullable Rejection rejection;

  /** The rejections for what it lacks, made once each; whoever makes one anew makes the same. */
  private final @Nullable Rejection[] lacking = new Rejection[Masks.SIZE];

  /** Sets of capabilities that do not go together in one request. */
  private final int[] exclusions;

  /** What it does whether it is asked to or not. */
  private final int always;

  /** USD for a million tokens. */
  private final double input;

  private final double output;

  private final EffortFit[] fits;

  Entry(
      Model model,
      List<Access> keys,
      List<Access> barred,
      List<Reason> fixed,
      Set<Capability> off) {
    this.model = model;
    this.keys = keys.toArray(Access[]::new);
    this.barred = barred.stream().<Reason>map(key -> new Reason.NoSpill(key.id())).toList();
    this.exclusions = model.exclusions().stream().mapToInt(Masks::of).toArray();
    this.always = model.thinking().mode() == Thinking.Mode.ALWAYS ? Masks.THINKING : 0;
    this.born = Masks.of(model.capabilities());
    this.able = born & ~Masks.of(off);
    this.fixed = List.copyOf(fixed);
    this.rejection =
        fixed.isEmpty() ? null : new Rejection(model.id(), model.provider(), this.fixed);
    this.input = model.price().input();
    this.output = model.price().output();
    this.fits = EffortFit.table(model.thinking(), off.contains(Capability.THINKING));
  }

  /**
   * The rejection of an ask that wants these in vain and finds no other reason, if there is one.
   */
  @Nullable Rejection lacking(int missing) {
    if (missing == 0) {
      return rejection;
    }
    Rejection known = lacking[missing];
    if (known == null) {
      List<Reason> reasons = new ArrayList<>(fixed);
      reasons.addAll(Masks.lacks(missing));
      known = new Rejection(model.id(), model.provider(), reasons);
      lacking[missing] = known;
    }
    return known;
  }

  EffortFit fit(int place) {
    return fits[place];
  }

  boolean endedBy(LocalDate today) {
    Retirement retirement = model.retirement();
    return retirement != null && !today.isBefore(retirement.on());
  }

  /**
   * What of these it would use in one request: all that it can, less the preferred that do not go
   * together with the rest, first those that are dropped first.
   */
  int using(int required, int preferred) {
    int using = (required | preferred) & able;
    for (int exclusion : exclusions) {
      if ((exclusion & ~(using | always)) == 0) {
        using &= ~Masks.leastWorth(exclusion & ~required & ~always);
      }
    }
    return using;
  }

  /** The first set among these that does not go together, or 0 if all do. */
  int clash(int using) {
    for (int exclusion : exclusions) {
      if ((exclusion & ~(using | always)) == 0) {
        return exclusion;
      }
    }
    return 0;
  }

  /** The estimated price of a call through that key, in USD. */
  double cost(Access key, Requirements needs) {
    return key.billing() == Access.Billing.PLAN ? 0 : price(needs);
  }

  /** What such a call would cost on a metered key, in USD. */
  double price(Requirements needs) {
    return (needs.inputTokens() * input + needs.outputTokens() * output) / 1e6;
  }
}
