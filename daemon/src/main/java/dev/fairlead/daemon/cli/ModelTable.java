package dev.fairlead.daemon.cli;

import dev.fairlead.providers.Capability;
import dev.fairlead.providers.Model;
import dev.fairlead.providers.Price;
import dev.fairlead.providers.Retirement;
import dev.fairlead.tools.text.Table;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Shows models, to a person or a program. */
final class ModelTable {
  private ModelTable() {}

  static Table of(List<Model> models, Set<String> ready) {
    Table table =
        new Table(
            "MODEL",
            "PROVIDER",
            "CONTEXT",
            "OUTPUT",
            "THINKING",
            "CAN",
            "USD/M IN, CACHED, OUT",
            "USABLE",
            "ENDS");
    for (Model model : models) {
      Price price = model.price();
      table.row(
          model.id(),
          model.provider(),
          Long.toString(model.context()),
          Long.toString(model.output()),
          model.thinking().mode().name().toLowerCase(Locale.ROOT),
          can(model),
          String.format(
              Locale.ROOT, "%.2f, %.3f, %.2f", price.input(), price.cached(), price.output()),
          ready.contains(model.id()) ? "yes" : "no",
          end(model.retirement()));
    }
    return table;
  }

  private static String end(@Nullable Retirement end) {
    return end == null
        ? ""
        : end.on() + (end.successor() == null ? "" : ", use " + end.successor());
  }

  private static String can(Model model) {
    return model.capabilities().stream()
        .sorted()
        .map(Capability::label)
        .collect(Collectors.joining(" "));
  }

  static Map<String, @Nullable Object> data(Model model, boolean ready) {
    Retirement end = model.retirement();
    Map<String, @Nullable Object> data = new LinkedHashMap<>();
    data.put("id", model.id());
    data.put("aliases", model.aliases());
    data.put("provider", model.provider());
    data.put("context", model.context());
    data.put("output", model.output());
    data.put("thinking", model.thinking().mode().name().toLowerCase(Locale.ROOT));
    data.put(
        "capabilities", model.capabilities().stream().sorted().map(Capability::label).toList());
    data.put("tier", model.tier());
    data.put("usd_per_million", model.price());
    data.put("usable", ready);
    data.put("retires", end == null ? null : end.on().toString());
    data.put("successor", end == null ? null : end.successor());
    return data;
  }
}
