package dev.fairlead.tools;

import dev.fairlead.providers.text.JsonText;
import dev.fairlead.providers.text.Late;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The arguments of a tool, described by a record: says what JSON Schema it has, and makes the
 * record of what a client sent. A component that is itself a record stands for its components, so
 * that tools can share fields. Reflection is done once, when the first arguments come; what a
 * profile shows is put together when it is first asked for. Thread-safe.
 *
 * @param <T> the record
 */
public final class Schema<T extends Record> {
  private final String tool;
  private final Class<T> type;
  private final Late<Shape> shape;
  private final Described described;
  private final Map<Profile, JsonText> shown = new EnumMap<>(Profile.class);

  private Schema(String tool, Class<T> type) {
    this.tool = tool;
    this.type = type;
    this.shape = new Late<>("schema", () -> Shape.of(type));
    Described known = WrittenDown.about(type);
    this.described = known == null ? shape.get().described() : known;
  }

  /**
   * The schema of that tool's arguments.
   *
   * @throws IllegalArgumentException if the record cannot be written as a flat object
   */
  public static <T extends Record> Schema<T> of(String tool, Class<T> type) {
    return new Schema<>(tool, type);
  }

  /** The JSON Schema: a flat, closed object, properties in the record's order. */
  public Map<String, Object> json() {
    return json(Profile.FULL);
  }

  /** The JSON Schema of what that profile shows. */
  public Map<String, Object> json(Profile profile) {
    return described.map(profile);
  }

  /** The same as it is written. */
  public JsonText text(Profile profile) {
    synchronized (shown) {
      return shown.computeIfAbsent(profile, p -> new JsonText(described.json(p)));
    }
  }

  /** The arguments that some profile shows, in order. */
  public List<String> names() {
    List<String> names = new ArrayList<>();
    for (Described.Line line : described.lines()) {
      if (line.shown(Profile.FULL)) {
        names.add(line.name());
      }
    }
    return names;
  }

  /** The arguments that must be given. */
  public List<String> required() {
    return described.required();
  }

  /** What the record says of itself, for the build to write down. */
  public String written() {
    return WrittenDown.text(type, shape.get().described());
  }

  /**
   * The record of those arguments. Null counts as left out, a single value as a list of one.
   *
   * @throws BadArguments with every problem there is, each naming its field and the remedy
   */
  public T read(Map<String, Object> arguments) throws BadArguments {
    List<String> problems = new ArrayList<>();
    Object read = shape.get().read(arguments, "", problems);
    if (!problems.isEmpty() || read == null) {
      throw BadArguments.of(tool, problems);
    }
    return type.cast(read);
  }
}
