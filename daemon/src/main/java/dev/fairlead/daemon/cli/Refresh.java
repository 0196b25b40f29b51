package dev.fairlead.daemon.cli;

import dev.fairlead.daemon.cli.Difference.Kind;
import dev.fairlead.daemon.config.Vendor;
import dev.fairlead.providers.Access;
import dev.fairlead.providers.Access.Billing;
import dev.fairlead.providers.Capability;
import dev.fairlead.providers.Model;
import dev.fairlead.providers.Provider.ListedModel;
import dev.fairlead.providers.ProviderException;
import dev.fairlead.providers.Retirement;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

/**
 * Compares what the vendors list with the catalog.
 *
 * @param installed the keys and the catalog
 * @param today the day that decides which models have ended
 */
record Refresh(Installed installed, LocalDate today) {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** All differences, key by key. */
  List<Difference> look(Set<String> providers) throws InterruptedException {
    List<Callable<List<Difference>>> looks = new ArrayList<>();
    for (Access access : installed.access()) {
      if (providers.isEmpty() || providers.contains(access.provider())) {
        looks.add(() -> compare(access));
      }
    }
    return Together.all(looks).stream().flatMap(List::stream).toList();
  }

  private List<Difference> compare(Access access) throws InterruptedException {
    List<ListedModel> listed;
    try {
      listed = installed.provider(access).models(access, PATIENCE);
    } catch (ProviderException e) {
      String why = access.base() + ": " + e.getMessage();
      return List.of(new Difference(access.id(), access.provider(), "", Kind.UNKNOWN, why, true));
    }
    List<Difference> differences = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (ListedModel one : listed) {
      installed
          .catalog()
          .find(one.id())
          .ifPresentOrElse(
              known -> {
                seen.add(known.id());
                known(access, one, known, differences);
              },
              () -> differences.add(unknown(access, one)));
    }
    differences.addAll(missing(access, seen));
    return differences;
  }

  private void known(Access access, ListedModel listed, Model known, List<Difference> differences) {
    if (!known.provider().equals(access.provider())) {
      String detail =
          "the catalog knows this id at "
              + known.provider()
              + ": have the server call it something else (vLLM: --served-model-name)";
      differences.add(odd(access, known, detail, true));
      return;
    }
    Retirement end = known.retirement();
    if (end != null && !today.isBefore(end.on())) {
      differences.add(odd(access, known, "still listed, to end on " + end.on(), false));
      return;
    }
    List<String> changes = new ArrayList<>();
    Map<String, String> fields = new LinkedHashMap<>();
    context(listed, known, changes, fields);
    efforts(listed, known, changes, fields);
    capabilities(listed, known, changes, fields);
    if (!changes.isEmpty()) {
      differences.add(
          new Difference(
              access.id(),
              access.provider(),
              known.id(),
              Kind.CHANGED,
              String.join("; ", changes),
              true,
              fields));
    }
  }

  private static Difference odd(Access access, Model model, String detail, boolean alarm) {
    return new Difference(access.id(), access.provider(), model.id(), Kind.ODD, detail, alarm);
  }

  private static void context(
      ListedModel listed, Model known, List<String> changes, Map<String, String> fields) {
    if (listed.context() > 0 && listed.context() != known.context()) {
      changes.add("context " + known.context() + " -> " + listed.context());
      fields.put("context", Long.toString(listed.context()));
      if (known.output() > listed.context()) {
        fields.put("output", Long.toString(listed.context()));
      }
    }
  }

  private static void efforts(
      ListedModel listed, Model known, List<String> changes, Map<String, String> fields) {
    Set<String> before = new TreeSet<>(known.thinking().efforts().values());
    Set<String> after = new TreeSet<>(listed.efforts());
    if (!after.isEmpty()
        && !after.equals(before)
        && known.capabilities().contains(Capability.THINKING)) {
      changes.add("efforts " + words(before) + " -> " + words(after));
      if (known.parameters().thinking().saysEffort()) {
        String mode = ModelYaml.word(known.thinking().mode());
        fields.put("thinking", ModelYaml.thinking(mode, listed.efforts()));
      } else {
        changes.add("write these by hand, with parameters.thinking");
      }
    }
  }

  private static void capabilities(
      ListedModel listed, Model known, List<String> changes, Map<String, String> fields) {
    EnumSet<Capability> after = EnumSet.noneOf(Capability.class);
    after.addAll(known.capabilities());
    after.addAll(listed.can());
    after.removeAll(listed.cannot());
    if (after.equals(known.capabilities())) {
      return;
    }
    Set<Capability> gained = EnumSet.copyOf(after);
    gained.removeAll(known.capabilities());
    EnumSet<Capability> lost = EnumSet.noneOf(Capability.class);
    lost.addAll(known.capabilities());
    lost.removeAll(after);
    gained.forEach(one -> changes.add("can " + one.label()));
    lost.forEach(one -> changes.add("cannot " + one.label()));
    if (lost.contains(Capability.THINKING)) {
      changes.add("write this one by hand: its control of thinking has to go, too");
    } else {
      fields.put("capabilities", ModelYaml.capabilities(after));
    }
  }

  private Difference unknown(Access access, ListedModel listed) {
    return new Difference(
        access.id(),
        access.provider(),
        listed.id(),
        Kind.NEW,
        listed.context() > 0 ? "context " + listed.context() : "the list says no more than its id",
        true,
        ModelYaml.fresh(listed, access.provider(), installed.catalog()));
  }

  private List<Difference> missing(Access access, Set<String> seen) {
    boolean whole =
        access.billing() == Billing.METERED
            && Vendor.named(access.provider()).map(Vendor::listsAll).orElse(true);
    return installed.catalog().models().stream()
        .filter(model -> model.provider().equals(access.provider()))
        .filter(model -> !seen.contains(model.id()))
        .filter(model -> model.retirement() == null || today.isBefore(model.retirement().on()))
        .map(model ->
            new Difference(
                access.id(),
                access.provider(),
                model.id(),
                Kind.MISSING,
                whole
                    ? "not listed: it may have ended, or the key may not use it"
                    : "not listed, which says little: this list is known to be partial",
                whole))
        .toList();
  }

  private static String words(Set<String> words) {
    return words.isEmpty() ? "none" : words.stream().collect(Collectors.joining(" "));
  }
}
