package dev.fairlead.tools.refactor;

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
import dev.fairlead.tools.workflow.Step;
import dev.fairlead.tools.workflow.Task;
import dev.fairlead.tools.workflow.Workflow;
import java.util.ArrayList;
import java.util.List;

/** Has refactorings planned, in one call or after steps of the caller's own. */
public final class RefactorTool implements Tool {
  private static final String NAME = "refactor";
  private static final Requirements NEEDS = Needs.EXPERT;
  private static final Schema<Arguments> SCHEMA = Schema.of(NAME, Arguments.class);

  private final Workflow workflow;

  /** Refactoring through these parts. */
  public RefactorTool(Parts parts) {
    Role role = Role.of(RefactorTool.class, "refactor.md");
    this.workflow = new Workflow(parts, NAME, role, NEEDS);
  }

  enum RefactorType {
    CODESMELLS,
    DECOMPOSE,
    MODERNIZE,
    ORGANIZATION
  }

  record Arguments(
      Step step,
      Evidence evidence,
      @Field(value = "aim", fallback = "codesmells") RefactorType refactorType,
      @Field("what matters most") List<String> focusAreas,
      @Field("files to imitate") List<String> styleGuideExamples,
      Expertise expertise) {

    String task() {
      return Task.NONE
          .with("Refactor type", refactorType)
          .with("Focus areas", focusAreas)
          .with("Examples of style, not to be refactored", styleGuideExamples)
          .inWords();
    }
  }

  @Override
  public Definition definition() {
    return new Definition(
        NAME, "Refactor", "Plans refactorings in small, safe steps.", SCHEMA, null, NEEDS, true);
  }

  @Override
  public ToolResult call(Call call) throws BadArguments, InterruptedException {
    Arguments arguments = SCHEMA.read(call.arguments());
    Workflow.Said said =
        new Workflow.Said(
            arguments.step(),
            arguments.evidence(),
            arguments.expertise(),
            arguments.task(),
            arguments.styleGuideExamples());
    return workflow.take(call, said, run -> hints(run, arguments));
  }

  private static List<String> hints(Run run, Arguments arguments) {
    List<String> hints = new ArrayList<>();
    if (run.size() == 1) {
      hints.add("who uses the code, and what of it must stay as it is");
    } else {
      hints.add("what each change could break, and the test that would show it");
    }
    hints.add(
        switch (arguments.refactorType()) {
          case CODESMELLS ->
              "long methods, deep nesting, copies, flags as parameters, hidden state";
          case DECOMPOSE -> "what changes together, what never does, and who needs which part";
          case MODERNIZE -> "the language version and libraries in use, and what they now offer";
          case ORGANIZATION -> "which files are always read together, and names that mislead";
        });
    if (arguments.styleGuideExamples().isEmpty()) {
      hints.add("code of this project that shows the wanted style (style_guide_examples)");
    }
    if (run.size() > 1 && run.all(Evidence::relevantFiles).isEmpty()) {
      hints.add("the files to refactor, as relevant_files: the expert sees no others");
    }
    return hints;
  }
}
