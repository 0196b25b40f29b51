package dev.fairlead.daemon.store;

import dev.fairlead.tools.text.DataBinding;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * A row that is to be written, into whichever engine; writing it twice changes nothing.
 *
 * @param values in the order of the table's columns: text, whole numbers, doubles, byte arrays
 */
record Row(Table table, List<@Nullable Object> values) {
  private static final String BYTES = "base64";

  Row {
    if (values.size() != table.columns().size()) {
      throw new IllegalArgumentException(
          table + " has " + table.columns().size() + " columns, not " + values.size());
    }
    values = Collections.unmodifiableList(values);
  }

  static Row of(Table table, @Nullable Object... values) {
    return new Row(table, Arrays.asList(values));
  }

  /** What tells it from the others of its table. */
  List<@Nullable Object> key() {
    return values.subList(0, table.keys());
  }

  /** The value of that column. */
  @Nullable Object get(String column) {
    return values.get(table.columns().indexOf(column));
  }

  /** The same with another value in that column. */
  Row with(String column, @Nullable Object value) {
    @Nullable Object[] changed = values.toArray();
    changed[table.columns().indexOf(column)] = value;
    return of(table, changed);
  }

  /** The same as an engine takes it that knows no text with a zero in it. */
  Row withoutNul() {
    @Nullable Object[] clean = values.toArray();
    for (int i = 0; i < clean.length; i++) {
      if (clean[i] instanceof String text && text.indexOf('\0') >= 0) {
        clean[i] = text.replace('\0', '\uFFFD');
      }
    }
    return of(table, clean);
  }

  /** In one line, to be read back. */
  String json() {
    return DataBinding.plain()
        .writeValueAsString(List.of(table.label(), values.stream().map(Row::written).toList()));
  }

  /**
   * What was written in a line.
   *
   * @throws IllegalArgumentException if it is none
   */
  static Row read(String line) {
    try {
      if (DataBinding.plain().readValue(line, Object.class) instanceof List<?> both
          && both.size() == 2
          && both.get(1) instanceof List<?> values) {
        @Nullable Object[] read = values.toArray();
        for (int i = 0; i < read.length; i++) {
          read[i] = read(read[i]);
        }
        return of(named(both.getFirst()), read);
      }
    } catch (JacksonException e) {
      throw new IllegalArgumentException("not a row: " + e.getOriginalMessage(), e);
    }
    throw new IllegalArgumentException("not a row");
  }

  private static Table named(@Nullable Object label) {
    return Arrays.stream(Table.values())
        .filter(table -> table.label().equals(label))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no table " + label));
  }

  private static @Nullable Object written(@Nullable Object value) {
    return value instanceof byte[] bytes
        ? Map.of(BYTES, Base64.getEncoder().encodeToString(bytes))
        : value;
  }

  private static @Nullable Object read(@Nullable Object value) {
    return value instanceof Map<?, ?> map && map.get(BYTES) instanceof String bytes
        ? Base64.getDecoder().decode(bytes)
        : value;
  }
}
