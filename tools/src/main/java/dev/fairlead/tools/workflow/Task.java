package dev.fairlead.tools.workflow;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What an expert is to do beside what the steps say, a line for each argument. Immutable. */
public record Task(List<String> lines) {
  /** Nothing beside the steps. */
  public static final Task NONE = new Task(List.of());

  public Task {
    lines = List.copyOf(lines);
  }

  /** This and one choice. */
  public Task with(String label, Enum<?> choice) {
    return and(label + ": " + choice.name().toLowerCase(Locale.ROOT) + ".");
  }

  /** This and a text, unless it was left out. */
  public Task with(String label, @Nullable String text) {
    return text == null ? this : and(label + ": " + text);
  }

  /** This and a list, unless it is empty. */
  public Task with(String label, List<String> items) {
    return items.isEmpty() ? this : and(label + ": " + String.join("; ", items));
  }

  /** This and what is not to be reported. */
  public Task with(SeverityFilter filter) {
    return filter.inWords().map(this::and).orElse(this);
  }

  private Task and(String line) {
    return new Task(Stream.concat(lines.stream(), Stream.of(line)).toList());
  }

  /** All of it, as an expert reads it. */
  public String inWords() {
    return lines.stream().collect(Collectors.joining("\n"));
  }
}
