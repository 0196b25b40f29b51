package dev.fairlead.tools.precommit;

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
import dev.fairlead.tools.workflow.Expertise;
import dev.fairlead.tools.workflow.Found;
import dev.fairlead.tools.workflow.SeverityFilter;
import dev.fairlead.tools.workflow.Step;
import dev.fairlead.tools.workflow.Task;
import dev.fairlead.tools.workflow.Workflow;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Has what changed in a git repository looked at by an expert before it is committed. The changes
 * are read here, at the last step; nothing is written.
 */
public final class PrecommitTool implements Tool {
  private static final String NAME = "precommit";
  private static final Requirements NEEDS = Needs.EXPERT;
  private static final Schema<Arguments> SCHEMA = Schema.of(NAME, Arguments.class);

  private final Parts parts;
  private final Map<String, String> environment;
  private final Workflow workflow;

  /** A look at changes through these parts. */
  public PrecommitTool(Parts parts) {
    this(parts, System.getenv());
  }

  /** The same with git found and run in that environment. */
  PrecommitTool(Parts parts, Map<String, String> environment) {
    Role role = Role.of(PrecommitTool.class, "precommit.md");
    this.parts = parts;
    this.environment = Map.copyOf(environment);
    this.workflow = new Workflow(parts, NAME, role, NEEDS);
  }

  /** Which changes are meant. */
  record Wanted(
      @Field("directory in the repository") @Nullable String path,
      @Field("git ref") @Nullable String compareTo,
      @Field(value = "the index", fallback = "true", from = Profile.FULL) boolean includeStaged,
      @Field(value = "the rest, new files", fallback = "true", from = Profile.FULL)
          boolean includeUnstaged) {}

  record Arguments(
      Step step,
      Wanted wanted,
      @Field(value = "what to look at above all", from = Profile.FULL) @Nullable String focusOn,
      @Field(value = "least severity to report", fallback = "all", from = Profile.FULL)
          SeverityFilter severityFilter,
      Found found,
      Expertise expertise) {

    String task() {
      return Task.NONE.with("Above all", focusOn).with(severityFilter).inWords();
    }
  }

  @Override
  public Definition definition() {
    return new Definition(
        NAME,
        "Check before a commit",
        "Expert check of git changes; reads them itself.",
        SCHEMA,
        null,
        NEEDS,
        true);
  }

  @Override
  public ToolResult call(Call call) throws BadArguments, InterruptedException {
    Arguments arguments = SCHEMA.read(call.arguments());
    Wanted wanted = arguments.wanted();
    if (!wanted.includeStaged && !wanted.includeUnstaged && wanted.compareTo == null) {
      throw new BadArguments(
          NAME
              + ": include_staged and include_unstaged are both false, which leaves no changes:"
              + " set one to true, or give compare_to");
    }
    Workflow.Said said =
        new Workflow.Said(
            arguments.step(),
            arguments.found().evidence(),
            arguments.expertise(),
            arguments.task());
    return workflow.take(call, said, new Inspection(NAME, parts.gate(), call, wanted, environment));
  }
}
