package dev.fairlead.routing.selection;

import dev.fairlead.providers.Capability;
import dev.fairlead.providers.Effort;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a call needs of a model. Immutable; grows by its methods, each of which returns a new value.
 *
 * @param required without these there is no call
 * @param preferred wanted, but a call can do without them, and then says so
 * @param effort how hard to think, where thinking is wanted
 * @param inputTokens the estimated size of the prompt
 * @param outputTokens room wanted for the answer, reasoning included
 */
public record Requirements(
    Set<Capability> required,
    Set<Capability> preferred,
    @Nullable Effort effort,
    long inputTokens,
    long outputTokens) {
  /** Nothing but a model that answers. */
  public static final Requirements NONE = new Requirements(Set.of(), Set.of(), null, 0, 8_192);

  /** A preferred capability that is also required is required. */
  public Requirements {
    EnumSet<Capability> must = EnumSet.noneOf(Capability.class);
    must.addAll(required);
    EnumSet<Capability> may = EnumSet.noneOf(Capability.class);
    may.addAll(preferred);
    may.removeAll(must);
    required = Set.copyOf(must);
    preferred = Set.copyOf(may);
  }

  /** These, and that capability without which there is no call. */
  public Requirements requiring(Capability capability) {
    EnumSet<Capability> more = EnumSet.of(capability);
    more.addAll(required);
    return new Requirements(more, preferred, effort, inputTokens, outputTokens);
  }

  /** These, and that capability if it can be had. */
  public Requirements preferring(Capability capability) {
    EnumSet<Capability> more = EnumSet.of(capability);
    more.addAll(preferred);
    return new Requirements(required, more, effort, inputTokens, outputTokens);
  }

  /** These with that effort; thinking becomes preferred unless it is required. */
  public Requirements thinking(Effort wanted) {
    Requirements more = preferring(Capability.THINKING);
    return new Requirements(more.required, more.preferred, wanted, inputTokens, outputTokens);
  }

  /** These for a prompt of that many tokens. */
  public Requirements input(long tokens) {
    return new Requirements(required, preferred, effort, tokens, outputTokens);
  }

  /** These with room for an answer of that many tokens. */
  public Requirements output(long tokens) {
    return new Requirements(required, preferred, effort, inputTokens, tokens);
  }

  /** These with every preferred capability required. */
  public Requirements strict() {
    EnumSet<Capability> all = EnumSet.noneOf(Capability.class);
    all.addAll(required);
    all.addAll(preferred);
    return new Requirements(all, Set.of(), effort, inputTokens, outputTokens);
  }
}
