package dev.fairlead.tools.analyze;

import dev.fairlead.routing.selection.Requirements;
import dev.fairlead.tools.BadArguments;
import dev.fairlead.tools.Call;
import dev.fairlead.tools.Definition;
import dev.fairlead.tools.Field;
import dev.fairlead.tools.Parts;
import dev.fairlead.tools.Profile;
import dev.fairlead.tools.Schema;
import dev.fairlead.tools.Tool;
import dev.fairlead.tools.ToolResult;
import dev.fairlead.tools.expert.Needs;
import dev.fairlead.tools.expert.Role;
import dev.fairlead.tools.workflow.Evidence;
import dev.fairlead.tools.workflow.Expertise;
import dev.fairlead.tools.workflow.Run;
import dev.fairlead.tools.workflow.Step;
import dev.fairlead.tools.workflow.Task;
import dev.fairlead.tools.workflow.Workflow;
import java.util.ArrayList;
import java.util.List;

/** Has code taken stock of, in one call or after steps of the caller's own. */
public final class AnalyzeTool implements Tool {
  private static final String NAME = "analyze";
  private static final Requirements NEEDS = Needs.EXPERT;
  private static final Schema<Arguments> SCHEMA = Schema.of(NAME, Arguments.class);

  private final Workflow workflow;

  /** An analysis through these parts. */
  public AnalyzeTool(Parts parts) {
    Role role = Role.of(AnalyzeTool.class, "analyze.md");
    this.workflow = new Workflow(parts, NAME, role, NEEDS);
  }

  enum AnalysisType {
    ARCHITECTURE,
    PERFORMANCE,
    SECURITY,
    QUALITY,
    GENERAL
  }

  enum OutputFormat {
    SUMMARY,
    DETAILED,
    ACTIONABLE
  }

  record Arguments(
      Step step,
      Evidence evidence,
      @Field(value = "aspect", fallback = "general") AnalysisType analysisType,
      @Field(value = "form", fallback = "detailed", from = Profile.FULL) OutputFormat outputFormat,
      Expertise expertise) {

    String task() {
      return Task.NONE
          .with("Analysis type", analysisType)
          .with("Output format", outputFormat)
          .inWords();
    }
  }

  @Override
  public Definition definition() {
    return new Definition(
        NAME,
        "Analyze",
        "Takes stock of code: how it is built, what to change.",
        SCHEMA,
        null,
        NEEDS,
        true);
  }

  @Override
  public ToolResult call(Call call) throws BadArguments, InterruptedException {
    Arguments arguments = SCHEMA.read(call.arguments());
    Workflow.Said said =
        new Workflow.Said(
            arguments.step(), arguments.evidence(), arguments.expertise(), arguments.task());
    return workflow.take(call, said, run -> hints(run, arguments));
  }

  private static List<String> hints(Run run, Arguments arguments) {
    List<String> hints = new ArrayList<>();
    if (run.size() == 1) {
      hints.add("what it is for, its entry points, and how it is built and run");
      hints.add("the main parts, and which depends on which");
    } else {
      hints.add("whether the code does what its structure and documents promise");
      hints.add("what a likely change would touch, and how many places");
    }
    hints.add(
        switch (arguments.analysisType()) {
          case ARCHITECTURE -> "borders that are crossed, cycles, and where state lives";
          case PERFORMANCE -> "what grows with the input: loops, queries, copies, locks";
          case SECURITY -> "where untrusted input comes in, and what it can reach";
          case QUALITY -> "duplication, names that mislead, and what no test holds";
          case GENERAL -> "what people fear to change, and why";
        });
    if (arguments.outputFormat() == OutputFormat.ACTIONABLE) {
      hints.add("the effort of each change you think of, and what it gains");
    }
    return hints;
  }
}
