package dev.fairlead.tools.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.tools.BadArguments;
import dev.fairlead.tools.Bench;
import dev.fairlead.tools.Definition;
import dev.fairlead.tools.Threads;
import dev.fairlead.tools.Tool;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Makes bad calls of every tool out of its own schema. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class BadInputTest {
  @TempDir private Path temp;

  private record Bad(String field, Object value, String said) {}

  @TestFactory
  Stream<DynamicTest> every_field_of_every_tool_refuses_bad_values_by_name() {
    Bench bench = new Bench(temp);
    return ToolCatalog.of(bench.parts).tools().stream()
        .flatMap(tool ->
            bad(tool.definition()).stream()
                .map(bad ->
                    DynamicTest.dynamicTest(
                        tool.definition().name() + "." + bad.field + " " + bad.said,
                        () -> refused(bench, tool, bad))));
  }

  private static void refused(Bench bench, Tool tool, Bad bad) {
    Map<String, Object> arguments = good(tool.definition());
    arguments.put(bad.field, bad.value);
    assertThatThrownBy(() -> bench.call(tool, arguments))
        .isInstanceOf(BadArguments.class)
        .hasMessageStartingWith(tool.definition().name() + ": " + bad.field)
        .hasMessageContaining(bad.said)
        .satisfies(e -> assertThat(Objects.requireNonNull(e.getMessage())).hasSizeLessThan(600));
    assertThat(bench.router.asks).isEmpty();
  }

  @TestFactory
  Stream<DynamicTest> every_required_field_is_missed_by_name() {
    Bench bench = new Bench(temp);
    return ToolCatalog.of(bench.parts).tools().stream()
        .filter(tool -> !good(tool.definition()).isEmpty())
        .map(tool ->
            DynamicTest.dynamicTest(
                tool.definition().name(),
                () ->
                    good(tool.definition())
                        .keySet()
                        .forEach(field ->
                            assertThatThrownBy(() -> bench.call(tool))
                                .hasMessageContaining(field + " is missing: give"))));
  }

  @TestFactory
  Stream<DynamicTest> a_refused_call_leaves_threads_as_they_were() {
    Bench bench = new Bench(temp);
    return ToolCatalog.of(bench.parts).tools().stream()
        .filter(tool -> properties(tool.definition()).containsKey("continuation_id"))
        .map(
            tool -> DynamicTest.dynamicTest(tool.definition().name(), () -> unharmed(bench, tool)));
  }

  private static void unharmed(Bench bench, Tool tool) {
    String thread = bench.threads.start("chat");
    bench.threads.append(
        thread, null, new Threads.Turn("chat", Instant.EPOCH, "Q", "Q", "A", "{}", List.of()));
    List<Threads.Turn> turns = bench.threads.find(thread).orElseThrow();
    List<Threads.Head> threads = bench.threads.list();
    List<Bad> bad = bad(tool.definition());
    Stream.of("files", "relevant_files", "images", "style_guide_examples")
        .filter(properties(tool.definition())::containsKey)
        .forEach(field -> bad.add(new Bad(field, "nowhere.txt", "does not exist")));
    bad.add(new Bad("continuation_id", "no-such-thread", "is unknown or has expired"));
    for (Bad each : bad) {
      Map<String, Object> arguments = good(tool.definition());
      arguments.put("continuation_id", thread);
      arguments.put(each.field, each.value);
      assertThatThrownBy(() -> bench.call(tool, arguments))
          .isInstanceOf(BadArguments.class)
          .hasMessageContaining(each.said);
      assertThat(bench.threads.find(thread)).contains(turns);
      assertThat(bench.threads.list()).isEqualTo(threads);
    }
  }

  private static List<Bad> bad(Definition definition) {
    List<Bad> bad = new ArrayList<>();
    bad.add(new Bad("no_such_field_at_all", "x", "is not a field"));
    properties(definition)
        .forEach((name, property) -> {
          switch (String.valueOf(property.get("type"))) {
            case "string" -> {
              bad.add(new Bad(name, 7, "the number 7: give"));
              bad.add(new Bad(name, List.of("x"), "a list of 1: give"));
              if (property.containsKey("enum")) {
                bad.add(new Bad(name, "zzz", "give one of"));
              } else {
                bad.add(new Bad(name, " ", "is empty"));
                bad.add(new Bad(name, "x".repeat((1 << 20) + 1), "is too long: 1 MiB"));
              }
            }
            case "integer", "number" -> {
              bad.add(new Bad(name, "many", "the string \"many\": give"));
              bad.add(new Bad(name, Map.of(), "an object: give"));
              bad.add(new Bad(name, -1, "out of range"));
              bad.add(new Bad(name, 1e30, "out of range"));
            }
            case "boolean" -> bad.add(new Bad(name, 1, "give true or false"));
            case "array" -> {
              bad.add(new Bad(name, true, "the boolean true: give a list"));
              bad.add(new Bad(name, List.of(true), "the boolean true: give"));
              bad.add(new Bad(name, List.of(List.of()), "a list of 0: give"));
            }
            default -> throw new IllegalStateException(name + ": " + property);
          }
        });
    return bad;
  }

  /** The least that a tool takes. */
  private static Map<String, Object> good(Definition definition) {
    Map<String, Object> arguments = new HashMap<>();
    ((List<?>) Objects.requireNonNull(definition.input().json().get("required")))
        .forEach(name -> arguments.put(name.toString(), "text"));
    return arguments;
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Map<String, Object>> properties(Definition definition) {
    return (Map<String, Map<String, Object>>)
        Objects.requireNonNull(definition.input().json().get("properties"));
  }
}
