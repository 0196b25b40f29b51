package dev.fairlead.tools;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link Field} says, read once: an annotation is asked by reflection.
 *
 * @param about what it is, for agents
 * @param min the smallest number
 * @param max the largest number
 * @param bounded whether the description tells the bounds
 * @param longest the most bytes of a text, in UTF-8
 * @param aka other names it is known by
 * @param plain whether the objects of a list are shown as strings
 * @param from the smallest profile that shows it; null if none does
 */
record Facts(
    String about,
    double min,
    double max,
    boolean bounded,
    int longest,
    List<String> aka,
    boolean plain,
    @Nullable Profile from) {
  static Facts of(Field field) {
    return new Facts(
        field.value(),
        field.min(),
        field.max(),
        field.bounded(),
        field.longest(),
        List.of(field.aka()),
        field.plain(),
        field.hidden() ? null : field.from());
  }
}
