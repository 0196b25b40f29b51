package dev.fairlead.tools;

import dev.fairlead.routing.selection.Health.Speed;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Decisions that a test makes up, newest first. */
public final class FakePast implements Past {
  /** All there are. */
  public final List<Map<String, @Nullable Object>> rows = new ArrayList<>();

  /** How fast models were. */
  public final Map<String, Speed> speeds = new HashMap<>();

  /** What was asked for, in order. */
  public final List<Which> asked = new ArrayList<>();

  /** Why nothing can be read, or null if it can. */
  public @Nullable String unreadable;

  @Override
  public Optional<Map<String, @Nullable Object>> find(String id) throws Unreadable {
    check();
    return rows.stream().filter(row -> id.equals("last") || id.equals(row.get("id"))).findFirst();
  }

  @Override
  public List<Map<String, @Nullable Object>> last(Which which, int count) throws Unreadable {
    check();
    asked.add(which);
    return rows.stream()
        .filter(row -> which.tool() == null || which.tool().equals(row.get("tool")))
        .filter(row -> which.model() == null || which.model().equals(row.get("model")))
        .filter(row -> which.outcome() == null || which.outcome().equals(row.get("outcome")))
        .limit(count)
        .toList();
  }

  @Override
  public Map<String, Speed> speeds() throws Unreadable {
    check();
    return Map.copyOf(speeds);
  }

  private void check() throws Unreadable {
    if (unreadable != null) {
      throw new Unreadable(unreadable);
    }
  }
}
