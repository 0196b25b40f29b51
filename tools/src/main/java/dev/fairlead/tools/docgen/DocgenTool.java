package dev.fairlead.tools.docgen;

import dev.fairlead.providers.Capability;
import dev.fairlead.routing.selection.Requirements;
import dev.fairlead.tools.BadArguments;
import dev.fairlead.tools.Call;
import dev.fairlead.tools.Definition;
import dev.fairlead.tools.Field;
import dev.fairlead.tools.Parts;
import dev.fairlead.tools.Schema;
import dev.fairlead.tools.Tool;
import dev.fairlead.tools.ToolResult;
import dev.fairlead.tools.expert.Role;
import dev.fairlead.tools.workflow.Found;
import dev.fairlead.tools.workflow.OnRequest;
import dev.fairlead.tools.workflow.Step;
import dev.fairlead.tools.workflow.Workflow;
import org.jspecify.annotations.Nullable;

/**
 * Leads a caller through documenting files until all of them are done; asks an expert to write only
 * if told to. Changes no file.
 */
public final class DocgenTool implements Tool {
  private static final String NAME = "docgen";
  private static final Requirements NEEDS =
      Requirements.NONE.preferring(Capability.THINKING).output(16_384);
  private static final Schema<Arguments> SCHEMA = Schema.of(NAME, Arguments.class);

  private final Workflow workflow;

  /** Documents in the threads of these parts. */
  public DocgenTool(Parts parts) {
    Role role = Role.of(DocgenTool.class, "docgen.md");
    this.workflow = new Workflow(parts, NAME, role, NEEDS);
  }

  /** What is to be written. */
  record Wanted(
      @Field(value = "costs", fallback = "true") boolean documentComplexity,
      @Field(value = "who calls what", fallback = "true") boolean documentFlow,
      @Field(value = "existing text", fallback = "true") boolean updateExisting,
      @Field(value = "hard passages", fallback = "true") boolean commentsOnComplexLogic) {}

  record Arguments(
      Step step,
      Wanted wanted,
      @Field(value = "done, from 0", min = 0, bounded = true) @Nullable Integer numFilesDocumented,
      @Field(value = "in all, from 0", min = 0, bounded = true)
          @Nullable Integer totalFilesToDocument,
      Found found,
      OnRequest onRequest) {}

  @Override
  public Definition definition() {
    return new Definition(
        NAME,
        "Documentation",
        "Guides documenting files until all are done.",
        SCHEMA,
        null,
        NEEDS,
        true);
  }

  @Override
  public ToolResult call(Call call) throws BadArguments, InterruptedException {
    Arguments arguments = SCHEMA.read(call.arguments());
    Progress progress =
        new Progress(
            arguments.wanted(),
            counted(arguments.numFilesDocumented()),
            counted(arguments.totalFilesToDocument()),
            before(arguments, Progress.TOTAL));
    check(arguments, progress);
    Step step = arguments.step();
    boolean opens =
        step.begins() && progress.total() == 0 && !arguments.onRequest().useAssistantModel();
    Workflow.Said said =
        new Workflow.Said(
            opens || progress.left() > 0 ? step.goingOn() : step,
            arguments.found().evidence(),
            arguments.onRequest().expertise(),
            progress.task());
    return workflow.take(call, said, progress);
  }

  private static int counted(@Nullable Integer counter) {
    return counter == null ? 0 : counter;
  }

  private void check(Arguments arguments, Progress progress) throws BadArguments {
    if (progress.left() < 0) {
      throw new BadArguments(
          NAME
              + ": num_files_documented is "
              + progress.done()
              + ", more than total_files_to_document, which is "
              + progress.total()
              + ": correct the one that is wrong");
    }
    int before = before(arguments, Progress.DONE);
    if (progress.done() < before) {
      throw new BadArguments(
          NAME
              + ": num_files_documented is "
              + progress.done()
              + ", but was "
              + before
              + " in the step before: give at least that, or say with backtrack_from_step which"
              + " steps to forget");
    }
  }

  /** What a counter was in the step before; 0 where steps are taken back. */
  private int before(Arguments arguments, String counter) throws BadArguments {
    return arguments.found().backtrackFromStep() != null
        ? 0
        : workflow
            .kept(arguments.step().continuationId(), counter)
            .map(Integer::parseInt)
            .orElse(0);
  }
}
