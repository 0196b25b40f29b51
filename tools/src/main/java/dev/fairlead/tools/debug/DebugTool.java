package dev.fairlead.tools.debug;

import dev.fairlead.providers.Capability;
import dev.fairlead.routing.selection.Requirements;
import dev.fairlead.tools.BadArguments;
import dev.fairlead.tools.Call;
import dev.fairlead.tools.Definition;
import dev.fairlead.tools.Parts;
import dev.fairlead.tools.Schema;
import dev.fairlead.tools.Tool;
import dev.fairlead.tools.ToolResult;
import dev.fairlead.tools.expert.Needs;
import dev.fairlead.tools.expert.Role;
import dev.fairlead.tools.workflow.Evidence;
import dev.fairlead.tools.workflow.Expertise;
import dev.fairlead.tools.workflow.Run;
import dev.fairlead.tools.workflow.Step;
import dev.fairlead.tools.workflow.Workflow;
import java.util.ArrayList;
import java.util.List;

/** Has a failure traced to its cause, in one call or after steps of the caller's own. */
public final class DebugTool implements Tool {
  private static final String NAME = "debug";
  private static final Requirements NEEDS = Needs.EXPERT.requiring(Capability.THINKING);
  private static final Schema<Arguments> SCHEMA = Schema.of(NAME, Arguments.class);

  private final Workflow workflow;

  /** Debugging through these parts. */
  public DebugTool(Parts parts) {
    Role role = Role.of(DebugTool.class, "debug.md");
    this.workflow = new Workflow(parts, NAME, role, NEEDS);
  }

  record Arguments(Step step, Evidence evidence, Expertise expertise) {}

  @Override
  public Definition definition() {
    return new Definition(
        NAME,
        "Debug",
        "Finds why something fails: ranked hypotheses, evidence, smallest fix, regression test.",
        SCHEMA,
        null,
        NEEDS,
        true);
  }

  @Override
  public ToolResult call(Call call) throws BadArguments, InterruptedException {
    Arguments arguments = SCHEMA.read(call.arguments());
    Workflow.Said said =
        new Workflow.Said(arguments.step(), arguments.evidence(), arguments.expertise(), "");
    return workflow.take(call, said, DebugTool::hints);
  }

  private static List<String> hints(Run run) {
    List<String> hints = new ArrayList<>();
    if (run.size() == 1) {
      hints.add("the exact symptom: input, expected, got, and the first log line that is wrong");
      hints.add("the smallest case that shows it, and what changed since it last worked");
    } else {
      hints.add("the path from cause to symptom, line by line: where a value first goes wrong");
    }
    switch (run.hypotheses().size()) {
      case 0 ->
          hints.add("two or three causes that would explain it; name the likeliest (hypothesis)");
      case 1 -> hints.add("what would refute your hypothesis, and another cause that fits as well");
      default -> hints.add("one run or log line that tells your hypotheses apart");
    }
    if (run.all(Evidence::relevantFiles).isEmpty()) {
      hints.add("the files on that path, as relevant_files: the expert sees no others");
    }
    return hints;
  }
}
