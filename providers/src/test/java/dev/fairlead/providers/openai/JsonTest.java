package dev.fairlead.providers.openai;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class JsonTest {
  @Test
  void a_number_is_found_at_the_end_of_its_path() {
    byte[] json =
        "{\"b\":7,\"x\":{\"b\":1},\"a\":{\"c\":{\"b\":2},\"d\":[{\"b\":3}],\"b\":4.5},\"z\":9}"
            .getBytes(UTF_8);
    assertThat(Json.number(json, "a", "b")).hasValue(4.5);
    assertThat(Json.number(json, "a", "c", "b")).hasValue(2);
    assertThat(Json.number(json, "z")).hasValue(9);
    assertThat(Json.number(json, "b")).hasValue(7);
  }

  @Test
  void a_number_that_is_not_there_is_none() {
    for (String json :
        List.of(
            "{\"a\":{\"c\":1},\"b\":2}",
            "{\"a\":{\"b\":\"3\"}}",
            "{\"a\":{\"b\":null}}",
            "{\"a\":{\"b\":{\"c\":1}}}",
            "{\"a\":[1],\"b\":5}",
            "{\"a\":1}",
            "[{\"a\":{\"b\":1}}]",
            "{\"a\":{\"b\":",
            "<html>",
            "")) {
      assertThat(Json.number(json.getBytes(UTF_8), "a", "b")).as(json).isEmpty();
    }
  }

  @Test
  void the_objects_of_a_list_are_found_with_their_texts() {
    String list =
        "{\"n\":[{\"t\":\"no\"}],\"l\":[{\"t\":\"x\",\"n\":[1],\"u\":\"y\"},3,{\"t\":\"z\"}";
    List<Map<String, String>> found =
        List.of(Map.of("t", "x", "u", "y"), Map.of(), Map.of("t", "z"));
    assertThat(Json.objects((list + "]}").getBytes(UTF_8), "l")).isEqualTo(found);
    assertThat(Json.objects(list.getBytes(UTF_8), "l")).as("cut off").isEqualTo(found);
    assertThat(Json.objects("{\"l\":{\"t\":\"x\"}}".getBytes(UTF_8), "l")).isEmpty();
    assertThat(Json.objects("[{\"t\":\"x\"}]".getBytes(UTF_8), "l")).isEmpty();
  }

  @Test
  void a_document_is_one_value_and_nothing_else() {
    for (String json : List.of("{\"a\":[1]}", "[]", "1", " {} ")) {
      assertThat(Json.isDocument(json)).as(json).isTrue();
    }
    for (String text : List.of("", " ", "{", "{} {}", "{}]", "{\"a\":}", "x")) {
      assertThat(Json.isDocument(text)).as(text).isFalse();
    }
  }

  @Test
  void a_text_is_found_in_its_field() {
    byte[] json = "{\"x\":{\"id\":\"no\"},\"n\":1,\"id\":\"yes\"}".getBytes(UTF_8);
    assertThat(Json.text(json, "id")).contains("yes");
    assertThat(Json.text(json, "n")).isEmpty();
    assertThat(Json.text("[\"id\"]".getBytes(UTF_8), "id")).isEmpty();
    assertThat(Json.text("{\"id\":".getBytes(UTF_8), "id")).isEmpty();
  }
}
