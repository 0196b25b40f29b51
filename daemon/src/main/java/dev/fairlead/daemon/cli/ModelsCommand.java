package dev.fairlead.daemon.cli;

import dev.fairlead.providers.Capability;
import dev.fairlead.providers.Model;
import dev.fairlead.providers.Price;
import dev.fairlead.providers.catalog.Catalog;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Prints the catalog. */
@Command(name = "models", description = "Print the models that can be asked, and what they can do.")
final class ModelsCommand implements Callable<Integer> {
  private final Console console;
  private final Catalog catalog;

  @Option(names = "--json", description = "Print JSON instead of a table.")
  private boolean json;

  ModelsCommand(Console console, Catalog catalog) {
    this.console = console;
    this.catalog = catalog;
  }

  @Override
  public Integer call() {
    if (json) {
      console.json(catalog.models().stream().map(ModelsCommand::map).toList());
      return 0;
    }
    Table table =
        new Table(
            "MODEL", "PROVIDER", "CONTEXT", "OUTPUT", "THINKING", "CAN", "USD/M IN, CACHED, OUT");
    for (Model model : catalog.models()) {
      Price price = model.price();
      table.row(
          model.id()
              + (model.retirement() == null ? "" : " (until " + model.retirement().on() + ")"),
          model.provider(),
          Long.toString(model.context()),
          Long.toString(model.output()),
          model.thinking().mode().name().toLowerCase(Locale.ROOT),
          can(model),
          String.format(
              Locale.ROOT, "%.2f, %.3f, %.2f", price.input(), price.cached(), price.output()));
    }
    console.say(table.toString());
    return 0;
  }

  private static String can(Model model) {
    return model.capabilities().stream()
        .sorted()
        .map(Capability::label)
        .collect(Collectors.joining(" "));
  }

  private static Map<String, @Nullable Object> map(Model model) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("id", model.id());
    map.put("aliases", model.aliases());
    map.put("provider", model.provider());
    map.put("context", model.context());
    map.put("output", model.output());
    map.put("thinking", model.thinking().mode().name().toLowerCase(Locale.ROOT));
    map.put("capabilities", model.capabilities().stream().sorted().map(Capability::label).toList());
    map.put("tier", model.tier());
    map.put("usd_per_million", model.price());
    map.put("retires", model.retirement() == null ? null : model.retirement().on().toString());
    return map;
  }
}
