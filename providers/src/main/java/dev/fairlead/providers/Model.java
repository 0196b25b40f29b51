package dev.fairlead.providers;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A model as the catalog knows it. Immutable.
 *
 * @param id the vendor's name of it
 * @param aliases other names users may give
 * @param provider the name of the provider that serves it
 * @param capabilities what it can do
 * @param context tokens of prompt and answer together
 * @param output the most tokens it answers with, reasoning included
 * @param thinking how its thinking is controlled
 * @param price what it costs on a metered key
 * @param tier its strength for hard work, 1 (weakest) to 5
 * @param parameters the vendor's rules for the request's fields
 * @param retirement when it ends, if that is known
 * @param exclusions capabilities that it has, but not all together in one request
 */
public record Model(
    String id,
    List<String> aliases,
    String provider,
    Set<Capability> capabilities,
    long context,
    long output,
    Thinking thinking,
    Price price,
    int tier,
    Parameters parameters,
    @Nullable Retirement retirement,
    List<Set<Capability>> exclusions) {
  public Model {
    aliases = List.copyOf(aliases);
    capabilities = Set.copyOf(capabilities);
    exclusions = List.copyOf(exclusions);
    if (output <= 0 || output > context) {
      throw new IllegalArgumentException(
          id + ": context and output must fit: " + context + ", " + output);
    }
    if (tier < 1 || tier > 5) {
      throw new IllegalArgumentException(id + ": tier must be 1 to 5: " + tier);
    }
    boolean thinks = thinking.mode() != Thinking.Mode.NONE;
    if (thinks != capabilities.contains(Capability.THINKING)) {
      throw new IllegalArgumentException(id + ": capability thinking and its control must agree");
    }
  }

  /** A model whose capabilities all go together. */
  public Model(
      String id,
      List<String> aliases,
      String provider,
      Set<Capability> capabilities,
      long context,
      long output,
      Thinking thinking,
      Price price,
      int tier,
      Parameters parameters,
      @Nullable Retirement retirement) {
    this(
        id,
        aliases,
        provider,
        capabilities,
        context,
        output,
        thinking,
        price,
        tier,
        parameters,
        retirement,
        List.of());
  }

  /** Whether it can do all of these in one request. */
  public boolean can(Set<Capability> wanted) {
    return capabilities.containsAll(wanted) && clash(wanted).isEmpty();
  }

  /** Those of the wanted that do not go together in one request; empty where all do. */
  public Set<Capability> clash(Set<Capability> wanted) {
    for (Set<Capability> exclusion : exclusions) {
      if (wanted.containsAll(exclusion)) {
        return exclusion;
      }
    }
    return Set.of();
  }

  /** Those of the wanted that it cannot do. */
  public Set<Capability> lacks(Set<Capability> wanted) {
    EnumSet<Capability> missing = EnumSet.noneOf(Capability.class);
    missing.addAll(wanted);
    missing.removeAll(capabilities);
    return missing;
  }
}
