package dev.fairlead.tools.catalog;

import dev.fairlead.tools.Profile;
import java.util.Set;

/**
 * Which tools a client is shown; those it is not shown cannot be called.
 *
 * @param profile how many, and how much of each
 * @param enabled shown besides, by name
 * @param disabled not shown, by name; stronger than the rest
 */
public record Shown(Profile profile, Set<String> enabled, Set<String> disabled) {
  /** Every tool, and all of it. */
  public static final Shown ALL = new Shown(Profile.FULL, Set.of(), Set.of());

  public Shown {
    enabled = Set.copyOf(enabled);
    disabled = Set.copyOf(disabled);
  }

  boolean shows(String tool, Profile from) {
    return !disabled.contains(tool) && (enabled.contains(tool) || profile.shows(from));
  }
}
