package dev.fairlead.tools.thinkdeep;

import dev.fairlead.providers.Capability;
import dev.fairlead.providers.Effort;
import dev.fairlead.routing.selection.Policy;
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
import org.jspecify.annotations.Nullable;

/** Has a hard problem thought through, in one call or after steps of the caller's own. */
public final class ThinkDeepTool implements Tool {
  private static final String NAME = "thinkdeep";
  private static final Requirements NEEDS =
      Needs.EXPERT.requiring(Capability.THINKING).thinking(Effort.HIGH);
  private static final Policy FAVOURS = Policy.QUALITY;
  private static final Schema<Arguments> SCHEMA = Schema.of(NAME, Arguments.class);

  /** How many focus areas get a hint of their own. */
  private static final int MOST_AREAS = 5;

  private final Workflow workflow;

  /** Deep thinking through these parts. */
  public ThinkDeepTool(Parts parts) {
    Role role = Role.of(ThinkDeepTool.class, "thinkdeep.md");
    this.workflow = new Workflow(parts, NAME, role, NEEDS, FAVOURS);
  }

  record Arguments(
      Step step,
      Evidence evidence,
      @Field("goals, limits") @Nullable String problemContext,
      @Field(value = "what matters most", from = Profile.FULL) List<String> focusAreas,
      Expertise expertise) {

    String task() {
      return Task.NONE.with("Context", problemContext).with("Focus areas", focusAreas).inWords();
    }
  }

  @Override
  public Definition definition() {
    return new Definition(
        NAME,
        "Think deeply",
        "Second mind for hard problems: tests your reasoning, weighs alternatives.",
        SCHEMA,
        null,
        NEEDS,
        true,
        FAVOURS);
  }

  @Override
  public ToolResult call(Call call) throws BadArguments, InterruptedException {
    Arguments arguments = SCHEMA.read(call.arguments());
    Workflow.Said said =
        new Workflow.Said(
            arguments.step(), arguments.evidence(), arguments.expertise(), arguments.task());
    return workflow.take(call, said, run -> hints(run, arguments.focusAreas()));
  }

  private static List<String> hints(Run run, List<String> areas) {
    List<String> hints = new ArrayList<>();
    if (run.size() == 1) {
      hints.add("what has to be true for your first answer to be right, and whether it is");
      hints.add("what was tried or decided here before, and why");
    } else {
      hints.add("numbers for what is guessed: sizes, rates, costs, how often");
      hints.add("what each alternative rules out later");
    }
    hints.add(
        run.hypotheses().isEmpty()
            ? "the answer you lean to (hypothesis), and one that differs in kind"
            : "the strongest case against your hypothesis");
    areas.stream()
        .limit(MOST_AREAS)
        .map(area -> area + ": what is known of it, and what only assumed")
        .forEach(hints::add);
    return hints;
  }
}
