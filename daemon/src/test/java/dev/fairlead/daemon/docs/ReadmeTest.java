package dev.fairlead.daemon.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.daemon.config.Setting;
import dev.fairlead.daemon.config.Vendor;
import dev.fairlead.providers.Capability;
import dev.fairlead.providers.Model;
import dev.fairlead.providers.catalog.CatalogFile;
import dev.fairlead.routing.selection.Requirements;
import dev.fairlead.tools.Definition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** The README's tables are what the code says; {@code scripts/docs} writes them anew. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class ReadmeTest {
  private static final Path README =
      Path.of(Objects.requireNonNull(System.getProperty("fairlead.root")), "README.md");

  @Test
  void the_table_of_tools_is_the_catalog() throws IOException {
    List<String> rows =
        new ArrayList<>(List.of("| tool | what it does | needs |", "|---|---|---|"));
    for (Definition tool : Tools.definitions()) {
      rows.add(
          "| `"
              + tool.name()
              + "` | "
              + tool.description().replace("|", "\\|").replace('\n', ' ')
              + " | "
              + needs(tool.requirements())
              + " |");
    }
    assertSection("tools", rows);
  }

  @Test
  void the_table_of_models_is_the_catalog() throws IOException {
    List<String> rows =
        new ArrayList<>(
            List.of(
                "| model | context | can | thinking | USD per million: in, cached, out |",
                "|---|--:|---|---|---|"));
    for (Model model : CatalogFile.builtIn().models()) {
      if (model.retirement() == null) {
        rows.add(
            String.format(
                Locale.ROOT,
                "| `%s` | %,d | %s | %s | %.2f, %.3f, %.2f |",
                model.id(),
                model.context(),
                labels(model.capabilities()),
                thinking(model),
                model.price().input(),
                model.price().cached(),
                model.price().output()));
      }
    }
    assertSection("models", rows);
  }

  @Test
  void the_tables_of_settings_are_the_settings() throws IOException {
    List<String> rows = new ArrayList<>();
    for (Setting.Weight weight : Setting.Weight.values()) {
      rows.add("**" + capitalized(weight.name()) + "**");
      rows.add("");
      rows.add("| setting | environment | default | what it is for |");
      rows.add("|---|---|---|---|");
      if (weight == Setting.Weight.ESSENTIAL) {
        for (Vendor vendor : Vendor.ALL) {
          rows.add(
              row(
                  vendor.keysKey(),
                  vendor.keyVariables(),
                  "",
                  "Its keys: a comma between two, a list, or entries with names (see below)."));
        }
      }
      if (weight == Setting.Weight.USEFUL) {
        for (Vendor vendor : Vendor.ALL) {
          rows.add(
              row(
                  vendor.baseKey(),
                  vendor.baseVariables(),
                  vendor.base().toString(),
                  "Its address; wins over region and plan."));
        }
        rows.addAll(ofAnyProvider());
      }
      Stream.of(Setting.values())
          .filter(setting -> setting.weight() == weight)
          .map(s ->
              row(s.key(), List.of(s.variable()), String.join(", ", s.standard()), s.purpose()))
          .forEach(rows::add);
      rows.add("");
    }
    rows.removeLast();
    assertSection("settings", rows);
  }

  private static List<String> ofAnyProvider() {
    return List.of(
        row(
            "providers.<name>.region",
            List.of(),
            "international",
            "Where a provider's keys belong: international or china."),
        row(
            "providers.<name>.plan",
            List.of(),
            "false",
            "Whether a provider's keys are of a coding plan: true or false."),
        row(
            "providers.<name>.lane",
            List.of(),
            "",
            "How many calls may be in flight for each of a provider's keys."),
        row(
            "providers.<other>.base",
            List.of(),
            "",
            "Any other name: the address of a server of your own that speaks OpenAI's wire."));
  }

  private static String row(String key, List<String> variables, String standard, String purpose) {
    String names = variables.stream().map(v -> "`" + v + "`").collect(Collectors.joining(", "));
    return "| `%s` | %s | %s | %s |"
        .formatted(key, names, standard.isEmpty() ? "" : "`" + standard + "`", purpose);
  }

  private static String needs(@Nullable Requirements needs) {
    if (needs == null) {
      return "no model";
    }
    String required = labels(needs.required());
    String preferred = labels(needs.preferred());
    return Stream.of(
            required.isEmpty() ? "" : "requires " + required,
            preferred.isEmpty() ? "" : "prefers " + preferred)
        .filter(s -> !s.isEmpty())
        .collect(Collectors.joining("; "));
  }

  private static String thinking(Model model) {
    String mode = model.thinking().mode().name().toLowerCase(Locale.ROOT);
    Set<String> efforts = Set.copyOf(model.thinking().efforts().values());
    return efforts.isEmpty()
        ? mode
        : mode + ": " + efforts.stream().sorted().collect(Collectors.joining(", "));
  }

  private static String labels(Set<Capability> capabilities) {
    return capabilities.stream().sorted().map(Capability::label).collect(Collectors.joining(", "));
  }

  private static String capitalized(String word) {
    return word.charAt(0) + word.substring(1).toLowerCase(Locale.ROOT);
  }

  private static void assertSection(String name, List<String> rows) throws IOException {
    String begin = "<!-- " + name + ": written by scripts/docs -->\n";
    String end = "\n<!-- end of " + name + " -->";
    String text = Files.readString(README);
    int from = text.indexOf(begin);
    int to = text.indexOf(end);
    assertThat(from).as("the README has a place for %s", name).isNotNegative();
    assertThat(to).isGreaterThan(from);
    String wanted = String.join("\n", rows);
    if (Boolean.getBoolean("fairlead.docs.write")) {
      Files.writeString(
          README, text.substring(0, from + begin.length()) + wanted + text.substring(to));
      return;
    }
    assertThat(text.substring(from + begin.length(), to))
        .as("run scripts/docs to write the table of %s anew", name)
        .isEqualTo(wanted);
  }
}
