package dev.fairlead.tools.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingType;
import dev.fairlead.tools.Bench;
import dev.fairlead.tools.Definition;
import dev.fairlead.tools.Profile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ToolCatalogTest {
  /** Run the tests with {@code -Dfairlead.snapshots=update} to accept changed schemas. */
  private static final boolean UPDATE = "update".equals(System.getProperty("fairlead.snapshots"));

  private static final Path SNAPSHOTS = Path.of("src/test/resources/snapshots");

  private final ToolCatalog catalog = ToolCatalog.of(new Bench(Path.of("nowhere")).parts);
  private final JsonMapper json =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  @Test
  void a_tool_is_found_by_its_name_and_suggested_for_a_near_one() {
    assertThat(catalog.find("chat")).isPresent();
    assertThat(catalog.find("caht")).isEmpty();
    assertThat(catalog.nearest("caht")).contains("chat");
    assertThat(catalog.nearest("frobnicate")).isEmpty();
  }

  @TestFactory
  Stream<DynamicTest> the_contract_of_every_tool_is_the_reviewed_one() {
    return each(definition -> {
      Path file = SNAPSHOTS.resolve(definition.name() + ".json");
      String now = json.writeValueAsString(contract(definition)).replace("\r\n", "\n") + "\n";
      if (UPDATE) {
        Files.createDirectories(SNAPSHOTS);
        Files.writeString(file, now);
      }
      assertThat(file).as("run the tests with -Dfairlead.snapshots=update").exists();
      assertThat(now).isEqualTo(Files.readString(file));
    });
  }

  @TestFactory
  Stream<DynamicTest> every_schema_is_one_that_all_clients_understand() {
    return each(definition -> {
      assertThat(definition.name()).matches("[a-z0-9_]{1,40}");
      assertThat(definition.description()).isNotBlank().hasSizeLessThan(300);
      closedObject(definition.name(), definition.input().json());
      if (definition.output() != null) {
        closedObject(definition.name(), definition.output().json());
      }
    });
  }

  @Test
  void names_differ_in_their_first_20_characters() {
    assertThat(catalog.definitions())
        .extracting(d -> d.name().substring(0, Math.min(20, d.name().length())))
        .doesNotHaveDuplicates();
  }

  /** In tokens of o200k over name, title, description and input schema. */
  @ParameterizedTest
  @CsvSource({"LEAN, 1_500", "STANDARD, 3_500", "FULL, 6_000"})
  void the_list_of_tools_of_a_profile_stays_within_its_budget(Profile profile, String most) {
    Encoding o200k = Encodings.newDefaultEncodingRegistry().getEncoding(EncodingType.O200K_BASE);
    Map<String, Integer> tokens = new LinkedHashMap<>();
    catalog
        .tools(new Shown(profile, Set.of(), Set.of()))
        .forEach(tool -> {
          Definition d = tool.definition();
          Map<String, Object> listed = new LinkedHashMap<>();
          listed.put("name", d.name());
          listed.put("title", d.title());
          listed.put("description", d.description());
          listed.put("inputSchema", d.input().json(profile));
          String all = JsonMapper.shared().writeValueAsString(listed);
          tokens.put(d.name(), o200k.countTokensOrdinary(all));
        });
    assertThat(tokens.values().stream().mapToInt(Integer::intValue).sum())
        .as("%s", tokens)
        .isLessThanOrEqualTo(Integer.parseInt(most.replace("_", "")));
  }

  @SuppressWarnings("unchecked")
  private static void closedObject(String where, Map<String, Object> schema) {
    assertThat(schema)
        .as(where)
        .containsEntry("type", "object")
        .containsEntry("additionalProperties", false)
        .containsOnlyKeys("type", "properties", "required", "additionalProperties");
    Map<String, Map<String, Object>> properties =
        (Map<String, Map<String, Object>>) Objects.requireNonNull(schema.get("properties"));
    assertThat(properties.keySet()).containsAll((List<String>) schema.get("required"));
    properties.forEach((name, property) -> {
      String place = where + "." + name;
      assertThat(name).as(place).matches("[a-z0-9_]{1,40}");
      assertThat(property.get("description")).as(place).asString().isNotBlank();
      assertThat(String.valueOf(property.get("description"))).as(place).hasSizeLessThan(100);
      assertThat(property.get("type"))
          .as(place)
          .isIn(Set.of("string", "integer", "number", "boolean", "array"));
      assertThat(property.keySet())
          .as(place)
          .isSubsetOf("type", "items", "enum", "description", "minimum", "maximum", "default");
    });
  }

  private static Map<String, Object> contract(Definition definition) {
    Map<String, Object> contract = new LinkedHashMap<>();
    contract.put("name", definition.name());
    contract.put("title", definition.title());
    contract.put("description", definition.description());
    contract.put("read_only", definition.readOnly());
    contract.put("input", definition.input().json());
    if (definition.output() != null) {
      contract.put("output", definition.output().json());
    }
    return contract;
  }

  /** What is checked of a definition. */
  private interface Check {
    void of(Definition definition) throws IOException;
  }

  private Stream<DynamicTest> each(Check check) {
    return catalog.definitions().stream()
        .map(d -> DynamicTest.dynamicTest(d.name(), () -> check.of(d)));
  }
}
