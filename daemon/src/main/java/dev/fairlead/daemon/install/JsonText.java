package dev.fairlead.daemon.install;

import dev.fairlead.daemon.install.JsonValue.Member;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * JSON, with comments and trailing commas.
 *
 * @param text as it is in the file
 */
record JsonText(String text) implements ConfigText {
  static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS, JsonReadFeature.ALLOW_TRAILING_COMMA)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private static final TypeReference<LinkedHashMap<String, Object>> OBJECT =
      new TypeReference<>() {};

  static JsonText of(String text) throws Uneditable {
    JsonText read = new JsonText(text.isBlank() ? "{}\n" : text);
    read.data();
    return read;
  }

  @Override
  public Map<String, Object> data() throws Uneditable {
    try {
      String plain = text.startsWith("\uFEFF") ? text.substring(1) : text;
      return JSON.readValue(plain, OBJECT);
    } catch (JacksonException e) {
      int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
      throw new Uneditable(
          "it is not an object of JSON"
              + (line > 0 ? ", see its line " + line : "")
              + ": mend it first");
    }
  }

  @Override
  public JsonText put(List<String> at, Object value) throws Uneditable {
    JsonValue there = JsonValue.of(text);
    for (int i = 0; i < at.size(); i++) {
      if (!there.isObject()) {
        throw new Uneditable(String.join(".", at.subList(0, i)) + " is not an object");
      }
      Optional<Member> member = there.member(at.get(i));
      if (member.isEmpty()) {
        Object inner = value;
        for (int j = at.size() - 1; j > i; j--) {
          inner = Map.of(at.get(j), inner);
        }
        return inserted(there, JSON.writeValueAsString(at.get(i)) + ": ", inner);
      }
      there = member.get().value();
    }
    if (there.isObject() && value instanceof Map<?, ?> fields) {
      JsonText merged = this;
      for (var field : fields.entrySet()) {
        List<String> deeper = new ArrayList<>(at);
        deeper.add(String.valueOf(field.getKey()));
        merged = merged.put(deeper, field.getValue());
      }
      return merged;
    }
    String old = text.substring(there.start(), there.end());
    if (JSON.readTree(old).equals(JSON.valueToTree(value))) {
      return this;
    }
    String indent = indent(there.start());
    return replaced(there.start(), there.end(), rendered(value, newline() + indent, unit()));
  }

  @Override
  public JsonText remove(List<String> at) {
    JsonValue there = JsonValue.of(text);
    List<JsonValue> containers = new ArrayList<>();
    for (String key : at) {
      containers.add(there);
      Optional<Member> member = there.member(key);
      if (member.isEmpty()) {
        return this;
      }
      there = member.get().value();
    }
    int depth = at.size() - 1;
    while (depth > 0 && containers.get(depth).members().size() == 1) {
      depth--;
    }
    JsonValue container = containers.get(depth);
    return without(container, container.member(at.get(depth)).orElseThrow());
  }

  @Override
  public JsonText add(List<String> at, String element) throws Uneditable {
    Optional<JsonValue> list = find(at);
    if (list.isEmpty()) {
      return put(at, List.of(element));
    }
    if (!list.get().isArray()) {
      throw new Uneditable(String.join(".", at) + " is not a list");
    }
    return element(list.get(), element).isPresent() ? this : inserted(list.get(), "", element);
  }

  @Override
  public JsonText take(List<String> at, String element) {
    Optional<JsonValue> list = find(at);
    Optional<Member> member = list.flatMap(values -> element(values, element));
    if (member.isEmpty()) {
      return this;
    }
    return list.get().members().size() == 1 ? remove(at) : without(list.get(), member.get());
  }

  private Optional<JsonValue> find(List<String> at) {
    Optional<JsonValue> there = Optional.of(JsonValue.of(text));
    for (String key : at) {
      there = there.flatMap(value -> value.member(key)).map(Member::value);
    }
    return there;
  }

  private Optional<Member> element(JsonValue list, String element) {
    String wanted = JSON.writeValueAsString(element);
    return list.members().stream()
        .filter(m -> text.substring(m.value().start(), m.value().end()).equals(wanted))
        .findFirst();
  }

  private JsonText inserted(JsonValue into, String before, Object value) {
    String inner = text.substring(into.start() + 1, into.end() - 1);
    List<Member> members = into.members();
    String own = newline() + indent(into.start());
    if (members.isEmpty() && inner.isBlank()) {
      String piece = before + rendered(value, own + unit(), unit());
      return replaced(into.start() + 1, into.end() - 1, own + unit() + piece + own);
    }
    boolean inline = !members.isEmpty() && inner.indexOf('\n') < 0;
    String line =
        members.isEmpty() || inline ? own + unit() : newline() + indent(members.getFirst().start());
    String piece = before + rendered(value, inline ? " " : line, inline ? "" : unit());
    int end = blanksBefore(into.end() - 1);
    JsonText grown = replaced(end, end, (inline ? " " : line) + piece);
    if (members.isEmpty() || members.getLast().comma() >= 0) {
      return grown;
    }
    int last = members.getLast().value().end();
    return grown.replaced(last, last, ",");
  }

  private JsonText without(JsonValue container, Member member) {
    int index = container.members().indexOf(member);
    int from = blanksBefore(member.start());
    int to = member.comma() >= 0 ? member.comma() + 1 : member.value().end();
    int end = container.end() - 1;
    boolean empty = from == container.start() + 1 && container.members().size() == 1;
    if (empty && text.substring(to, end).isBlank()) {
      to = end;
    }
    JsonText cut = replaced(from, to, "");
    if (member.comma() < 0 && index > 0) {
      int comma = container.members().get(index - 1).comma();
      return cut.replaced(comma, comma + 1, "");
    }
    return cut;
  }

  private JsonText replaced(int from, int to, String with) {
    return new JsonText(text.substring(0, from) + with + text.substring(to));
  }

  private int blanksBefore(int at) {
    int from = at;
    while (Character.isWhitespace(text.charAt(from - 1))) {
      from--;
    }
    return from;
  }

  /** The white space that the line of that place begins with. */
  private String indent(int at) {
    int start = text.lastIndexOf('\n', at - 1) + 1;
    int end = start;
    while (end < at && (text.charAt(end) == ' ' || text.charAt(end) == '\t')) {
      end++;
    }
    return text.substring(start, end);
  }

  /** One step of indentation, as the file has it. */
  private String unit() {
    List<Member> members = JsonValue.of(text).members();
    String first = members.isEmpty() ? "" : indent(members.getFirst().start());
    return first.isEmpty() ? "  " : first;
  }

  private String newline() {
    return text.contains("\r\n") ? "\r\n" : "\n";
  }

  /** The value on lines that begin like that one; on one line if that is a blank. */
  private static String rendered(Object value, String line, String unit) {
    return switch (value) {
      case Map<?, ?> object when object.isEmpty() -> "{}";
      case Map<?, ?> object ->
          object.entrySet().stream()
              .map(field ->
                  JSON.writeValueAsString(String.valueOf(field.getKey()))
                      + ": "
                      + rendered(field.getValue(), line + unit, unit))
              .collect(
                  Collectors.joining(
                      "," + line + unit,
                      "{" + (unit.isEmpty() ? "" : line + unit),
                      (unit.isEmpty() ? "" : line) + "}"));
      case List<?> list ->
          list.stream()
              .map(item -> rendered(item, " ", ""))
              .collect(Collectors.joining(", ", "[", "]"));
      default -> JSON.writeValueAsString(value);
    };
  }
}
