package dev.fairlead.tools.docgen;

import dev.fairlead.tools.expert.Material;
import dev.fairlead.tools.workflow.Run;
import dev.fairlead.tools.workflow.Workflow;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How far the documenting is.
 *
 * @param wanted what is to be written
 * @param done how many files are done
 * @param total how many there are to do
 * @param totalBefore how many there were to do in the step before
 */
record Progress(DocgenTool.Wanted wanted, int done, int total, int totalBefore)
    implements Workflow.Guide {
  static final String DONE = "num_files_documented";
  static final String TOTAL = "total_files_to_document";

  int left() {
    return total - done;
  }

  @Override
  public Map<String, String> keeps() {
    return Map.of(DONE, String.valueOf(done), TOTAL, String.valueOf(total));
  }

  @Override
  public Map<String, Object> fields() {
    Map<String, Object> counters = new LinkedHashMap<>();
    counters.put(DONE, done);
    counters.put(TOTAL, total);
    return counters;
  }

  String task() {
    List<String> lines = new ArrayList<>();
    lines.add("Document what others use in each file: purpose, arguments, results, errors.");
    add(
        lines,
        wanted.documentComplexity(),
        "Note costs in time and space where they can surprise.");
    add(lines, wanted.documentFlow(), "Note who calls it and what it calls.");
    add(lines, wanted.updateExisting(), "Correct documentation that is there and wrong.");
    add(lines, !wanted.updateExisting(), "Leave documentation that is there as it is.");
    add(lines, wanted.commentsOnComplexLogic(), "Comment on why hard passages are as they are.");
    return String.join("\n", lines);
  }

  private static void add(List<String> lines, boolean wanted, String line) {
    if (wanted) {
      lines.add(line);
    }
  }

  @Override
  public List<String> after(Run run) {
    List<String> hints = new ArrayList<>();
    shrunk(hints);
    if (total == 0) {
      hints.add("which files to document: list them all, and give their number as " + TOTAL);
      hints.add("how documentation is written here: language, style, tags, who reads it");
      return hints;
    }
    if (left() > 0) {
      hints.add(
          "%d of %d files are done, so there is a little more to do: take the next one, document all of it, count it in %s"
              .formatted(done, total, DONE));
      hints.addAll(task().lines().toList());
      hints.add("change no code; keep defects you come across for your findings");
    } else {
      hints.add("all " + total + " files once more: does each comment say what the code does?");
    }
    return hints;
  }

  private void shrunk(List<String> lines) {
    if (total < totalBefore) {
      lines.add(
          "%s went down from %d to %d: say which files were dropped, and why"
              .formatted(TOTAL, totalBefore, total));
    }
  }

  @Override
  public String outcome(Run run, Material material) {
    List<String> lines = new ArrayList<>();
    lines.add("Documented: %d of %d files, in %d steps.".formatted(done, total, run.size()));
    shrunk(lines);
    run.findings().forEach(finding -> lines.add("- " + finding));
    lines.add(run.summary());
    return String.join("\n", lines);
  }
}
