package dev.fairlead.routing.selection;

import dev.fairlead.providers.Access;
import dev.fairlead.providers.Model;
import dev.fairlead.providers.catalog.Catalog;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The models with the keys that reach them under the switches in force: what changes with the
 * settings only, worked out once for all plans. Immutable.
 */
public final class Roster {
  private final Catalog catalog;
  private final List<Access> keys;
  private final Map<String, List<String>> variables;
  private final Switches switches;
  private final Entry[] entries;
  private final int mostKeys;

  /**
   * A roster of all models of the catalog.
   *
   * @param catalog the models
   * @param keys every key there is
   * @param variables the environment variables that would give a provider's key, by its name
   * @param switches what is taken away
   */
  public Roster(
      Catalog catalog, List<Access> keys, Map<String, List<String>> variables, Switches switches) {
    this.catalog = catalog;
    this.keys = List.copyOf(keys);
    this.variables = Map.copyOf(variables);
    this.switches = switches;
    Set<String> allow = ids(switches.lists().allow());
    Set<String> deny = ids(switches.lists().deny());
    Set<String> off = ids(switches.off().models());
    List<Entry> found = new ArrayList<>();
    for (Model model : catalog.models()) {
      List<Reason> reasons = new ArrayList<>();
      providerReasons(model.provider(), reasons);
      String id = model.id().toLowerCase(Locale.ROOT);
      reasonIf(!allow.isEmpty() && !allow.contains(id), "models.allow", reasons);
      reasonIf(deny.contains(id), "models.deny", reasons);
      reasonIf(off.contains(id), "routing.off.models", reasons);
      Map<Boolean, List<Access>> usable = usable(model.provider(), reasons);
      found.add(
          new Entry(
              model,
              usable.getOrDefault(true, List.of()),
              usable.getOrDefault(false, List.of()),
              reasons,
              switches.off().capabilities()));
    }
    this.entries = found.toArray(Entry[]::new);
    this.mostKeys = found.stream().mapToInt(entry -> entry.keys.length).max().orElse(0);
  }

  /** The models, in the order in which ties are broken. */
  public Catalog catalog() {
    return catalog;
  }

  /** Every key there is, also those that a switch takes away. */
  public List<Access> keys() {
    return keys;
  }

  /** The environment variables that would give a provider's key, by its name. */
  public Map<String, List<String>> variables() {
    return variables;
  }

  /** What the settings take away. */
  public Switches switches() {
    return switches;
  }

  /**
   * The set model: the one that the roll-out names, else the first in the catalog's order that can
   * be asked on that day; empty if there is none.
   */
  public Optional<Model> fixed(LocalDate today) {
    String named = switches.rollout().fixed();
    return named != null
        ? catalog.find(named)
        : Arrays.stream(entries)
            .filter(entry -> entry.rejection == null && entry.keys.length > 0)
            .filter(entry -> !entry.endedBy(today))
            .map(entry -> entry.model)
            .findFirst();
  }

  /** The smallest window of the models that can be asked on that day, in tokens; 0 of none. */
  public long leastWindow(LocalDate today) {
    long least = Long.MAX_VALUE;
    for (Entry entry : entries) {
      if (entry.rejection == null && !entry.endedBy(today)) {
        least = Math.min(least, entry.model.context());
      }
    }
    return least == Long.MAX_VALUE ? 0 : least;
  }

  /** The models in the catalog's order; not to be changed. */
  Entry[] entries() {
    return entries;
  }

  /** The number of keys of the model that has most. */
  int mostKeys() {
    return mostKeys;
  }

  private void providerReasons(String provider, List<Reason> reasons) {
    Set<String> allowed = switches.bounds().providers();
    reasonIf(!allowed.isEmpty() && !allowed.contains(provider), "workspace.providers", reasons);
    reasonIf(switches.off().providers().contains(provider), "routing.off.providers", reasons);
  }

  /**
   * The provider's keys that no switch takes away, by whether calls go to them: a metered key
   * behind a plan may not be gone over to. If there is none, the reasons say why.
   */
  private Map<Boolean, List<Access>> usable(String provider, List<Reason> reasons) {
    List<Access> all = keys.stream().filter(key -> key.provider().equals(provider)).toList();
    if (all.isEmpty()) {
      reasons.add(new Reason.NoKey(provider, variables.getOrDefault(provider, List.of())));
      return Map.of();
    }
    List<Reason> why = new ArrayList<>();
    List<Access> left = new ArrayList<>();
    Set<Access.Region> regions = switches.bounds().regions();
    Set<Access.Billing> billing = switches.bounds().billing();
    for (Access key : all) {
      if (switches.off().keys().contains(key.id())) {
        why.add(new Reason.SwitchedOff("routing.off.keys: " + key.id()));
      } else if (!regions.isEmpty() && !regions.contains(key.region())) {
        why.add(new Reason.OutOfBounds("workspace.regions", key.id(), key.region().label()));
      } else if (!billing.isEmpty() && !billing.contains(key.billing())) {
        why.add(new Reason.SwitchedOff("workspace.billing: " + key.id()));
      } else {
        left.add(key);
      }
    }
    if (left.isEmpty()) {
      reasons.addAll(why);
    }
    boolean plan = left.stream().anyMatch(key -> key.billing() == Access.Billing.PLAN);
    boolean stay = plan && !switches.bounds().spill();
    return left.stream()
        .collect(Collectors.partitioningBy(key -> !stay || key.billing() == Access.Billing.PLAN));
  }

  private static void reasonIf(boolean applies, String setting, List<Reason> reasons) {
    if (applies) {
      reasons.add(new Reason.SwitchedOff(setting));
    }
  }

  /** The ids behind names; a name that nothing has stays as it is, so that a list of it is kept. */
  private Set<String> ids(Set<String> names) {
    return names.stream()
        .map(name -> Optional.of(name).flatMap(catalog::find).map(Model::id).orElse(name))
        .map(id -> id.toLowerCase(Locale.ROOT))
        .collect(Collectors.toUnmodifiableSet());
  }
}
