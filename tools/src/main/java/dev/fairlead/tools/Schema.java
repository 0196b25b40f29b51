package dev.fairlead.tools;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The arguments of a tool, described by a record: writes the JSON Schema of it, and makes the
 * record of what a client sent. A component that is itself a record stands for its components, so
 * that tools can share fields. Reflection is done once, when it is made; what a profile shows is
 * written when it is first asked for.
 *
 * @param <T> the record
 */
public final class Schema<T extends Record> {
  private final String tool;
  private final Class<T> type;
  private final Shape shape;
  private final Map<Profile, Map<String, Object>> json = new EnumMap<>(Profile.class);

  private Schema(String tool, Class<T> type) {
    this.tool = tool;
    this.type = type;
    this.shape = Shape.of(type);
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
    synchronized (json) {
      return json.computeIfAbsent(profile, shape::json);
    }
  }

  /**
   * The record of those arguments. Null counts as left out, a single value as a list of one.
   *
   * @throws BadArguments with every problem there is, each naming its field and the remedy
   */
  public T read(Map<String, Object> arguments) throws BadArguments {
    List<String> problems = new ArrayList<>();
    Object read = shape.read(arguments, "", problems);
    if (!problems.isEmpty() || read == null) {
      throw BadArguments.of(tool, problems);
    }
    return type.cast(read);
  }
}
