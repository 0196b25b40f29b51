package dev.fairlead.daemon.install;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is to be done to one file of a client.
 *
 * @param file where it is
 * @param before what it says now, if it is there
 * @param steps what it would say after each edit
 * @param block what to put into it by hand
 * @param refusal why it cannot be edited, if so
 */
public record Change(
    Path file,
    Optional<String> before,
    List<String> steps,
    String block,
    Optional<String> refusal) {
  /** Whether the file would become another. */
  public boolean isNeeded() {
    return refusal.isEmpty() && !steps.isEmpty() && !steps.getLast().equals(before.orElse(""));
  }

  /** What would change, in lines for people. */
  public List<String> difference() {
    List<String> rows = new ArrayList<>();
    String last = before.orElse("");
    for (String step : steps) {
      if (!step.equals(last)) {
        rows.addAll(Hunk.of(last, step).rows());
      }
      last = step;
    }
    return rows;
  }

  /** Does it, and returns where the file as it was is kept. */
  public Optional<Path> write(Instant now) throws Uneditable {
    return new ConfigFile(file).replace(before, steps.getLast(), now);
  }
}
