package dev.fairlead.routing.selection;

import dev.fairlead.providers.Access.Billing;
import dev.fairlead.providers.Access.Region;
import dev.fairlead.providers.Capability;
import dev.fairlead.routing.rollout.Rollout;
import java.util.Set;

/**
 * What the user's settings take away from the catalog, and how far the router has the rest.
 *
 * @param off what is switched off for now
 * @param lists which models may be used at all
 * @param bounds where calls of this workspace may go, and what one may cost
 * @param rollout who chooses among what is left
 */
public record Switches(Off off, Lists lists, Bounds bounds, Rollout rollout) {
  /** Everything may be used. */
  public static final Switches NONE = new Switches(Off.NOTHING, Lists.ALL, Bounds.NONE);

  /** These, and the router chooses. */
  public Switches(Off off, Lists lists, Bounds bounds) {
    this(off, lists, bounds, Rollout.ON);
  }

  /**
   * Roll-out switches: turned while the daemon runs, mostly to get out of trouble.
   *
   * @param providers by name
   * @param models by id or alias
   * @param keys by the id of their access
   * @param capabilities no model is used for
   */
  public record Off(
      Set<String> providers, Set<String> models, Set<String> keys, Set<Capability> capabilities) {
    /** Nothing is off. */
    public static final Off NOTHING = new Off(Set.of(), Set.of(), Set.of(), Set.of());

    public Off {
      providers = Set.copyOf(providers);
      models = Set.copyOf(models);
      keys = Set.copyOf(keys);
      capabilities = Set.copyOf(capabilities);
    }
  }

  /**
   * The models the user wants, by id or alias.
   *
   * @param allow only these; all, if it is empty
   * @param deny never these, whatever is allowed
   */
  public record Lists(Set<String> allow, Set<String> deny) {
    /** Every model. */
    public static final Lists ALL = new Lists(Set.of(), Set.of());

    public Lists {
      allow = Set.copyOf(allow);
      deny = Set.copyOf(deny);
    }
  }

  /**
   * Where the code of a workspace may go.
   *
   * @param providers only these; all, if it is empty
   * @param regions only keys whose calls go there; all, if it is empty
   * @param billing only keys that are paid like this; all, if it is empty
   * @param spill whether a provider's metered keys may be used although it has a plan key
   * @param priceCap the most that one call may be estimated to cost, in USD
   */
  public record Bounds(
      Set<String> providers,
      Set<Region> regions,
      Set<Billing> billing,
      boolean spill,
      double priceCap) {
    /** Everywhere, at any price, but not from a plan to a metered key. */
    public static final Bounds NONE =
        new Bounds(Set.of(), Set.of(), Set.of(), false, Double.POSITIVE_INFINITY);

    public Bounds {
      providers = Set.copyOf(providers);
      regions = Set.copyOf(regions);
      billing = Set.copyOf(billing);
      if (!(priceCap >= 0)) {
        throw new IllegalArgumentException("a price cap cannot be negative: " + priceCap);
      }
    }
  }

  /** These with other roll-out switches. */
  public Switches with(Off other) {
    return new Switches(other, lists, bounds, rollout);
  }

  /** These with other lists. */
  public Switches with(Lists other) {
    return new Switches(off, other, bounds, rollout);
  }

  /** These with other bounds. */
  public Switches with(Bounds other) {
    return new Switches(off, lists, other, rollout);
  }

  /** These with another roll-out. */
  public Switches with(Rollout other) {
    return new Switches(off, lists, bounds, other);
  }
}
