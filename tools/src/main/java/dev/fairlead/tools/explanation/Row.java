package dev.fairlead.tools.explanation;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A row of the log, its columns by name. */
record Row(Map<?, ? extends @Nullable Object> columns) {
  /** The text of that column, or the empty text. */
  String text(String column) {
    Object value = columns.get(column);
    return value == null ? "" : value.toString();
  }

  /** The text of that column, or null. */
  @Nullable String orNull(String column) {
    Object value = columns.get(column);
    return value == null ? null : value.toString();
  }

  @Nullable Double number(String column) {
    return columns.get(column) instanceof Number number ? number.doubleValue() : null;
  }

  double numberOr0(String column) {
    Double number = number(column);
    return number == null ? 0 : number;
  }

  /** The words of that column, which commas divide. */
  List<String> words(String column) {
    String text = text(column);
    return text.isEmpty() ? List.of() : List.of(text.split(","));
  }

  /** The rows that are in that column. */
  List<Row> rows(String column) {
    return columns.get(column) instanceof List<?> list
        ? list.stream()
            .filter(Map.class::isInstance)
            .map(each -> new Row((Map<?, ?>) each))
            .toList()
        : List.of();
  }

  /** The texts that are in that column. */
  List<String> texts(String column) {
    return columns.get(column) instanceof List<?> list
        ? list.stream().map(String::valueOf).toList()
        : List.of();
  }
}
