package dev.fairlead.tools.codereview;

import dev.fairlead.routing.selection.Requirements;
import dev.fairlead.tools.BadArguments;
import dev.fairlead.tools.Call;
import dev.fairlead.tools.Definition;
import dev.fairlead.tools.Field;
import dev.fairlead.tools.Parts;
import dev.fairlead.tools.Schema;
import dev.fairlead.tools.Tool;
import dev.fairlead.tools.ToolResult;
import dev.fairlead.tools.expert.Needs;
import dev.fairlead.tools.expert.Role;
import dev.fairlead.tools.workflow.Evidence;
import dev.fairlead.tools.workflow.Expertise;
import dev.fairlead.tools.workflow.Run;
import dev.fairlead.tools.workflow.SeverityFilter;
import dev.fairlead.tools.workflow.Step;
import dev.fairlead.tools.workflow.Task;
import dev.fairlead.tools.workflow.Workflow;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Has code reviewed by an expert, in one call or after steps of the caller's own. */
public final class CodeReviewTool implements Tool {
  private static final String NAME = "codereview";
  private static final Requirements NEEDS = Needs.EXPERT;
  private static final Schema<Arguments> SCHEMA = Schema.of(NAME, Arguments.class);

  private final Workflow workflow;

  /** A review through these parts. */
  public CodeReviewTool(Parts parts) {
    Role role = Role.of(CodeReviewTool.class, "codereview.md");
    this.workflow = new Workflow(parts, NAME, role, NEEDS);
  }

  enum ReviewType {
    FULL,
    SECURITY,
    PERFORMANCE,
    QUICK
  }

  record Arguments(
      Step step,
      Evidence evidence,
      @Field(value = "what to look for", fallback = "full") ReviewType reviewType,
      @Field("what to look at above all") @Nullable String focusOn,
      @Field("rules the code has to follow") @Nullable String standards,
      @Field(value = "least severity to report", fallback = "all") SeverityFilter severityFilter,
      Expertise expertise) {

    String task() {
      return Task.NONE
          .with("Review type", reviewType)
          .with("Above all", focusOn)
          .with("Standards", standards)
          .with(severityFilter)
          .inWords();
    }
  }

  @Override
  public Definition definition() {
    return new Definition(
        NAME,
        "Code review",
        "Expert review of the relevant_files; one call is enough, steps are for investigating first.",
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
    return workflow.take(call, said, run -> hints(run, arguments.reviewType()));
  }

  private static List<String> hints(Run run, ReviewType type) {
    List<String> hints = new ArrayList<>();
    if (run.size() == 1) {
      hints.add("the code itself, and who calls it with what");
      hints.add("where input comes in, what is shared between threads, what can fail half-way");
    } else {
      hints.add("whether each issue can really happen: the path to it, the values it needs");
      hints.add("the tests: which of the risky paths they never take");
    }
    switch (type) {
      case SECURITY -> hints.add("trust borders: authentication, injection, paths, secrets");
      case PERFORMANCE -> hints.add("loops over input, calls inside of loops, locks, copies");
      case FULL, QUICK -> hints.add("what changed last, and what was left half done");
    }
    return hints;
  }
}
