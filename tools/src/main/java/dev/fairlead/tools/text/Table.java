package dev.fairlead.tools.text;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Rows of words, set in columns for a person. Not safe for threads. */
public final class Table {
  private final List<List<String>> rows = new ArrayList<>();

  /** A table with those heads and no rows. */
  public Table(String... heads) {
    rows.add(List.of(heads));
  }

  /** Adds a row with a cell for each head. */
  public void row(String... cells) {
    rows.add(List.of(cells));
  }

  @Override
  public String toString() {
    int columns = rows.getFirst().size();
    int[] width = new int[columns];
    for (List<String> row : rows) {
      for (int i = 0; i < columns; i++) {
        width[i] = Math.max(width[i], row.get(i).length());
      }
    }
    return rows.stream().map(row -> line(row, width)).collect(Collectors.joining("\n"));
  }

  private static String line(List<String> row, int[] width) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < row.size(); i++) {
      line.append(row.get(i));
      if (i < row.size() - 1) {
        line.repeat(' ', width[i] - row.get(i).length() + 2);
      }
    }
    return line.toString();
  }
}
