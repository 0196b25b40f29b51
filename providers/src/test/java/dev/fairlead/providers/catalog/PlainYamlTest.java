package dev.fairlead.providers.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class PlainYamlTest {
  @Test
  @Tag("slow")
  void the_models_inside_are_plain_and_read_the_same_both_ways() throws Exception {
    try (InputStream in = Catalog.class.getResourceAsStream("models.yaml")) {
      assertSame(new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  @Test
  void what_is_plain_reads_the_same_both_ways() throws Exception {
    for (String yaml :
        List.of(
            "a: 1\n",
            "a: 1",
            "a:\n  b: x-y\n  c: [1, 2.50]\nd: {e: {f: g}, h: []}\n",
            "# c\n\na:   # d\n    b: 1 # e\n    # f\n  # g\n\n    c: 2\n",
            "a:\n  b:\n    c: 1\n  d: 2\n",
            "a:\nb:\n",
            "\na: 1\n",
            "az: AZ09-_.\n",
            "a: [ 1 , 2 ]\n",
            "a: {  b:   1 ,  c: 2  }\n",
            "a: 1 #c\n",
            "#c\na: 1\n",
            "a:\n#c\n  b: 1\n",
            "on: 2026-08-31\n")) {
      assertSame(yaml);
    }
  }

  @Test
  void the_rest_is_left_to_the_reader_of_all_yaml() {
    for (String yaml :
        List.of(
            "- a\n",
            "a: 'b'\n",
            "a: &x 1\n",
            "a: b c\n",
            "a: `\n",
            "a: @\n",
            "a: (b)\n",
            "a: {b: 1, b: 2}\n",
            "a: {b:1}\n",
            "a: {b: 1 c: 2}\n",
            "a: [1 2]\n",
            "a: null\n",
            "a: ~\n",
            "a:1\n",
            "a: 1#2\n",
            "a: [1\n",
            "a: [1, 2] 3\n",
            "a: {b 1}\n",
            "a: {b: 1\n",
            "a: 1\na: 2\n",
            "a: 1\n  b: 2\n",
            "a:\n   b: 1\n  c: 2\n",
            "  a: 1\n",
            "a:\n\tb: 1\n",
            "---\na: 1\n",
            "a: -\n",
            "a: |\n  b\n")) {
      assertThat(PlainYaml.read("f", yaml)).as(yaml).isNull();
    }
  }

  @Test
  void a_place_is_told_by_its_line() {
    Node.Fields read = Objects.requireNonNull(PlainYaml.read("f", "# c\n\na: 1\nb:\n\n  c: [2]\n"));
    assertThat(read.place()).isEqualTo(new Node.Place("f", 1));
    assertThat(field(read, "a").place()).isEqualTo(new Node.Place("f", 3));
    assertThat(field(read, "b").place()).isEqualTo(new Node.Place("f", 6));
    assertThat(field(field(read, "b"), "c").place()).isEqualTo(new Node.Place("f", 6));
  }

  private static Node field(Node fields, String name) {
    return Objects.requireNonNull(((Node.Fields) fields).fields().get(name));
  }

  private static void assertSame(String yaml) throws CatalogException {
    assertThat(PlainYaml.read("f", yaml))
        .as(yaml)
        .usingRecursiveComparison()
        .ignoringFieldsMatchingRegexes(".*place")
        .isEqualTo(YamlReader.readAny("f", yaml.getBytes(StandardCharsets.UTF_8)));
  }
}
