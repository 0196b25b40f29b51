package dev.fairlead.daemon.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.daemon.cli.Difference.Kind;
import dev.fairlead.daemon.cli.ModelsFile.NotWritten;
import dev.fairlead.providers.Capability;
import dev.fairlead.providers.Effort;
import dev.fairlead.providers.Model;
import dev.fairlead.providers.Provider.ListedModel;
import dev.fairlead.providers.ProviderError;
import dev.fairlead.providers.Thinking;
import dev.fairlead.providers.catalog.CatalogFile;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class RefreshTest {
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 24);
  private static final List<String> EFFORTS = List.of("low", "high", "max");

  @TempDir private Path directory;

  private Bench bench(String key) {
    Bench bench = new Bench(directory).with(key, "not-a-key");
    for (Model model : CatalogFile.builtIn().models()) {
      if (model.retirement() == null) {
        FakeProvider vendor = model.provider().equals("kimi") ? bench.kimi : bench.glm;
        vendor.listed.add(
            new ListedModel(
                model.id(),
                model.context(),
                Set.of(),
                Set.of(),
                List.copyOf(model.thinking().efforts().values())));
      }
    }
    return bench;
  }

  private static List<Difference> look(Bench bench) throws Exception {
    return new Refresh(bench.installed(), TODAY).look(Set.of());
  }

  @Test
  void a_list_like_the_catalog_differs_in_nothing() throws Exception {
    assertThat(look(bench("MOONSHOT_API_KEY"))).isEmpty();
  }

  @Test
  void what_is_new_changed_and_missing_is_told() throws Exception {
    Bench bench = bench("MOONSHOT_API_KEY");
    bench.kimi.listed.removeIf(model -> model.id().startsWith("kimi-k2.7-code"));
    bench.kimi.listed.removeIf(model -> model.id().equals("kimi-k3"));
    bench.kimi.listed.add(
        new ListedModel("kimi-k3", 500, Set.of(), Set.of(Capability.VISION), List.of("max")));
    bench.kimi.listed.add(
        new ListedModel("kimi-k4", 9_000, Set.of(Capability.VISION), Set.of(), EFFORTS));
    bench.kimi.listed.add(new ListedModel("kimi-k2.5", 0));
    bench.kimi.listed.add(new ListedModel("glm-5.3", 0));

    assertThat(look(bench))
        .extracting(d -> d.kind() + " " + d.model() + " " + d.alarm())
        .containsExactlyInAnyOrder(
            "CHANGED kimi-k3 true",
            "NEW kimi-k4 true",
            "ODD kimi-k2.5 false",
            "ODD glm-5.3 true",
            "MISSING kimi-k2.7-code true",
            "MISSING kimi-k2.7-code-highspeed true");
    assertThat(look(bench))
        .filteredOn(d -> d.kind() == Kind.CHANGED)
        .singleElement()
        .extracting(Difference::detail)
        .asString()
        .contains("context 1048576 -> 500", "efforts high low max -> max", "cannot vision");
  }

  @Test
  void what_a_partial_list_lacks_is_a_note() throws Exception {
    Bench bench = bench("ZAI_API_KEY");
    bench.glm.listed.removeIf(model -> model.id().equals("glm-4.6v"));

    assertThat(look(bench))
        .singleElement()
        .matches(d -> d.kind() == Kind.MISSING && !d.alarm() && d.model().equals("glm-4.6v"));
  }

  @Test
  void a_key_that_cannot_be_asked_is_told() throws Exception {
    Bench bench = bench("MOONSHOT_API_KEY");
    bench.kimi.wrong.put(
        URI.create("https://api.moonshot.ai/v1"), new ProviderError.Unavailable(503));

    assertThat(look(bench)).singleElement().matches(d -> d.kind() == Kind.UNKNOWN && d.alarm());
  }

  @Test
  void what_is_written_is_then_in_the_catalog_and_keeps_what_was_there() throws Exception {
    Bench bench = bench("MOONSHOT_API_KEY");
    bench.write(
        "models.yaml", "# mine\nmodels:\n  kimi-k3:\n    tier: 2 # weak\n    context: 262144\n");
    bench.kimi.listed.removeIf(model -> model.id().equals("kimi-k3"));
    bench.kimi.listed.add(
        new ListedModel(
            "kimi-k3", 524_288, Set.of(), Set.of(Capability.VISION), List.of("low", "max")));
    bench.kimi.listed.add(
        new ListedModel("moon/k4", 90_000, Set.of(Capability.VISION), Set.of(), EFFORTS));
    Path file = bench.file("models.yaml");

    Set<String> written = new ModelsFile(file).write(look(bench), TODAY);

    assertThat(written).containsExactlyInAnyOrder("kimi-k3", "moon/k4");
    Model changed = CatalogFile.read(file).find("kimi-k3").orElseThrow();
    assertThat(changed.context()).isEqualTo(524_288);
    assertThat(changed.tier()).isEqualTo(2);
    assertThat(changed.capabilities()).doesNotContain(Capability.VISION);
    assertThat(changed.thinking().setting(Effort.MEDIUM).word()).isEqualTo("max");
    Model fresh = CatalogFile.read(file).find("moon/k4").orElseThrow();
    assertThat(fresh.capabilities())
        .containsExactlyInAnyOrder(Capability.STREAMING, Capability.VISION, Capability.THINKING);
    assertThat(fresh.thinking().mode()).isEqualTo(Thinking.Mode.ALWAYS);
    assertThat(fresh.tier()).isEqualTo(1);
    assertThat(fresh.price().output()).isEqualTo(20);
    assertThat(Files.readString(file))
        .contains("# mine", "tier: 2 # weak", "# listed by kimi-1 on 2026-11-24");
    assertThat(Files.readString(bench.file("models.yaml.bak"))).contains("context: 262144");
    assertThat(look(bench)).isEmpty();
  }

  @Test
  void a_file_that_the_edit_would_break_is_left_alone() throws Exception {
    Bench bench = bench("MOONSHOT_API_KEY");
    String text = "models: {kimi-k3: {tier: 2}}\n";
    bench.write("models.yaml", text);
    bench.kimi.listed.add(new ListedModel("kimi-k4", 0));

    List<Difference> differences = look(bench);

    assertThatThrownBy(() -> new ModelsFile(bench.file("models.yaml")).write(differences, TODAY))
        .isInstanceOf(NotWritten.class)
        .hasMessageContaining("left as it is");
    assertThat(bench.file("models.yaml")).hasContent(text);
    try (var files = Files.list(directory)) {
      assertThat(files).noneMatch(file -> file.toString().endsWith(".new"));
    }
  }
}
