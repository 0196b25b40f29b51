package dev.fairlead.tools;

import dev.fairlead.providers.text.JsonValues;
import dev.fairlead.providers.text.Nearest;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A record as an object of JSON: its arguments in order, and how it is made of them. */
final class Shape {
  /**
   * A component of the record: an argument, or a record whose arguments stand in its place. Asked
   * by method, because a switch over it would be put together anew at every start.
   */
  private sealed interface Slot {
    Stream<Property> properties();

    @Nullable Object read(Map<String, Object> arguments, String prefix, List<String> problems);

    record Single(Property property) implements Slot {
      @Override
      public Stream<Property> properties() {
        return Stream.of(property);
      }

      @Override
      public @Nullable Object read(
          Map<String, Object> arguments, String prefix, List<String> problems) {
        return property.read(arguments, prefix, problems);
      }
    }

    record Several(Shape shape) implements Slot {
      @Override
      public Stream<Property> properties() {
        return shape.properties().stream();
      }

      @Override
      public @Nullable Object read(
          Map<String, Object> arguments, String prefix, List<String> problems) {
        return shape.part(arguments, prefix, problems);
      }
    }
  }

  private final Constructor<?> constructor;
  private final List<Slot> slots;
  private final List<Property> properties;
  private final List<String> names;
  private final Set<String> known = new HashSet<>();

  private Shape(Constructor<?> constructor, List<Slot> slots) {
    this.constructor = constructor;
    this.slots = List.copyOf(slots);
    this.properties = slots.stream().flatMap(Slot::properties).toList();
    this.names = properties.stream().map(Property::name).toList();
    for (Property property : properties) {
      known.add(property.name());
      known.addAll(property.facts().aka());
    }
  }

  static Shape of(Class<?> type) {
    RecordComponent[] components = type.getRecordComponents();
    List<Slot> slots = Arrays.stream(components).map(Shape::slot).toList();
    try {
      Constructor<?> constructor =
          type.getDeclaredConstructor(
              Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
      constructor.setAccessible(true);
      Shape shape = new Shape(constructor, slots);
      if (Set.copyOf(shape.names).size() != shape.names.size()) {
        throw new IllegalArgumentException(type + " has two arguments of one name");
      }
      return shape;
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException("every record has its constructor", e);
    }
  }

  private static Slot slot(RecordComponent component) {
    Field field = component.getAnnotation(Field.class);
    if (field != null) {
      return new Slot.Single(Property.of(component, field));
    }
    if (component.getType().isRecord()) {
      return new Slot.Several(of(component.getType()));
    }
    throw new IllegalArgumentException(component + " is not described: annotate it with @Field");
  }

  /** The arguments, in order. */
  List<Property> properties() {
    return properties;
  }

  List<String> names() {
    return names;
  }

  List<String> required() {
    return properties.stream().filter(p -> !p.optional()).map(Property::name).toList();
  }

  /** What an agent can be told about it. */
  Described described() {
    return new Described(
        properties.stream()
            .map(p -> new Described.Line(p.name(), p.facts().from(), JsonValues.text(p.json())))
            .toList(),
        required());
  }

  /** The record of these arguments, or null after problems were added. */
  @Nullable Object read(Map<String, Object> arguments, String prefix, List<String> problems) {
    int before = problems.size();
    Object[] values = values(arguments, prefix, problems);
    unknown(arguments, prefix, problems);
    return problems.size() == before ? create(values) : null;
  }

  private Object[] values(Map<String, Object> arguments, String prefix, List<String> problems) {
    List<@Nullable Object> values = new ArrayList<>();
    for (Slot slot : slots) {
      values.add(slot.read(arguments, prefix, problems));
    }
    return values.toArray();
  }

  private @Nullable Object part(
      Map<String, Object> arguments, String prefix, List<String> problems) {
    int before = problems.size();
    Object[] values = values(arguments, prefix, problems);
    return problems.size() == before ? create(values) : null;
  }

  private void unknown(Map<String, Object> arguments, String prefix, List<String> problems) {
    for (String given : arguments.keySet()) {
      if (!known.contains(given)) {
        String near =
            Nearest.to(given, names()).map(name -> "did you mean " + name + "?").orElse("");
        String all = names().isEmpty() ? "no fields are taken" : "known: " + namesInWords();
        String shown = given.length() <= 60 ? given : given.substring(0, 57) + "...";
        problems.add(
            prefix
                + shown
                + " is not a field: "
                + (near.isEmpty() ? "leave it out; " + all : near));
      }
    }
  }

  private String namesInWords() {
    return String.join(", ", names());
  }

  private Object create(Object[] values) {
    try {
      return constructor.newInstance(values);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof IllegalArgumentException cause) {
        throw cause;
      }
      throw new IllegalStateException("the record refused its values", e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("a record can be made of its components", e);
    }
  }
}
