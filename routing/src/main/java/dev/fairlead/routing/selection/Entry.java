package dev.fairlead.routing.selection;

import dev.fairlead.providers.Access;
import dev.fairlead.providers.Capability;
import dev.fairlead.providers.Model;
import dev.fairlead.providers.Retirement;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A model of a roster, with what a plan asks of it in the form that is quickest to compare. */
final class Entry {
  final Model model;

  /** The keys that no switch takes away. */
  final List<Access> keys;

  /** What it can do, and no switch forbids. */
  final int able;

  /** What it could do if no switch forbade. */
  final int born;

  /** Why no ask can have it, or nothing. */
  final List<Reason> fixed;

  /** The rejection of an ask that finds no other reason, or null if there is no fixed one. */
  final @Nullable Rejection rejection;

  private final EffortFit[] fits;

  Entry(Model model, List<Access> keys, List<Reason> fixed, Set<Capability> off) {
    this.model = model;
    this.keys = List.copyOf(keys);
    this.born = Masks.of(model.capabilities());
    this.able = born & ~Masks.of(off);
    this.fixed = List.copyOf(fixed);
    this.rejection =
        fixed.isEmpty() ? null : new Rejection(model.id(), model.provider(), this.fixed);
    this.fits = EffortFit.table(model.thinking(), off.contains(Capability.THINKING));
  }

  EffortFit fit(int place) {
    return fits[place];
  }

  boolean endedBy(LocalDate today) {
    Retirement retirement = model.retirement();
    return retirement != null && !today.isBefore(retirement.on());
  }

  /** The estimated price of a call through that key, in USD. */
  double cost(Access key, Requirements needs) {
    return key.billing() == Access.Billing.PLAN
        ? 0
        : (needs.inputTokens() * model.price().input()
                + needs.outputTokens() * model.price().output())
            / 1e6;
  }
}
