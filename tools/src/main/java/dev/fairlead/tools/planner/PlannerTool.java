package dev.fairlead.tools.planner;

import dev.fairlead.providers.Capability;
import dev.fairlead.routing.selection.Ask;
import dev.fairlead.routing.selection.Requirements;
import dev.fairlead.tools.BadArguments;
import dev.fairlead.tools.Call;
import dev.fairlead.tools.Definition;
import dev.fairlead.tools.Field;
import dev.fairlead.tools.Parts;
import dev.fairlead.tools.Profile;
import dev.fairlead.tools.Schema;
import dev.fairlead.tools.Threads;
import dev.fairlead.tools.Tool;
import dev.fairlead.tools.ToolResult;
import dev.fairlead.tools.ToolResult.Status;
import dev.fairlead.tools.expert.Consultation;
import dev.fairlead.tools.expert.Gathering;
import dev.fairlead.tools.expert.History;
import dev.fairlead.tools.expert.Material;
import dev.fairlead.tools.expert.Needs;
import dev.fairlead.tools.expert.Role;
import dev.fairlead.tools.expert.Wishes;
import dev.fairlead.tools.workflow.NextCall;
import dev.fairlead.tools.workflow.OnRequest;
import dev.fairlead.tools.workflow.Step;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a plan that a caller makes step by step, with revisions and branches; asks an expert about
 * it only if told to. The plan is the thread's.
 */
public final class PlannerTool implements Tool {
  static final String NAME = "planner";
  private static final Requirements NEEDS =
      Requirements.NONE.preferring(Capability.THINKING).output(16_384);
  private static final Schema<Arguments> SCHEMA = Schema.of(NAME, Arguments.class);
  private static final Role ROLE = Role.of(PlannerTool.class, "planner.md");

  private final Parts parts;
  private final Consultation consultation;

  /** Plans in the threads of these parts. */
  public PlannerTool(Parts parts) {
    this.parts = parts;
    this.consultation = new Consultation(parts);
  }

  record Arguments(
      Step step,
      @Field(value = "replaces a step", fallback = "false", from = Profile.FULL)
          boolean isStepRevision,
      @Field(value = "step this replaces", min = 1, bounded = true)
          @Nullable Integer revisesStepNumber,
      @Field(value = "opens a branch", fallback = "false", from = Profile.FULL)
          boolean isBranchPoint,
      @Field(value = "step where this opens a branch", min = 1, bounded = true)
          @Nullable Integer branchFromStep,
      @Field("branch of this step") @Nullable String branchId,
      @Field(value = "beyond total_steps", fallback = "false", from = Profile.FULL)
          boolean moreStepsNeeded,
      OnRequest onRequest) {}

  @Override
  public Definition definition() {
    return new Definition(
        NAME,
        "Planner",
        "Keeps a plan made step by step, with revisions and branches.",
        SCHEMA,
        null,
        NEEDS,
        true);
  }

  @Override
  public ToolResult call(Call call) throws BadArguments, InterruptedException {
    Arguments arguments = SCHEMA.read(call.arguments());
    List<Threads.Turn> turns = consultation.turns(NAME, arguments.step().continuationId());
    List<Entry> entries = entries(turns, arguments.step().stepNumber());
    Entry entry = Placing.in(Plan.of(entries), arguments);
    entries.add(entry);
    Plan plan = Plan.of(entries);
    if (entry.more() || !arguments.onRequest().useAssistantModel()) {
      return noted(arguments, turns, plan, entry);
    }
    ToolResult judged = judged(call, arguments, turns, plan, entry);
    if (judged.status().isError() || judged.thread() == null) {
      return judged; // the thread is as it was: the same call can be sent again
    }
    String text = judged.text() + "\n\n---\n" + plan.markdown();
    return new ToolResult(judged.status(), text, null, judged.decision(), judged.thread());
  }

  /** The plan's entries so far; a first step after the last one begins a new plan. */
  private static List<Entry> entries(List<Threads.Turn> turns, @Nullable Integer number) {
    List<Entry> entries = new ArrayList<>();
    for (Threads.Turn turn : turns) {
      Entry entry = turn.tool().equals(NAME) ? Entry.of(turn.state()) : null;
      if (entry != null) {
        anew(entries, entry.number());
        entries.add(entry);
      }
    }
    anew(entries, number == null ? 0 : number);
    return entries;
  }

  private static void anew(List<Entry> entries, int number) {
    if (number == 1 && !entries.isEmpty() && !entries.getLast().more()) {
      entries.clear();
    }
  }

  private ToolResult noted(Arguments arguments, List<Threads.Turn> turns, Plan plan, Entry entry) {
    String before =
        arguments.step().continuationId() == null
            ? parts.threads().start(NAME)
            : arguments.step().continuationId().strip();
    String thread =
        parts
            .threads()
            .append(
                before,
                Threads.last(turns),
                new Threads.Turn(
                    NAME,
                    parts.clock().instant(),
                    masked(entry.text()),
                    masked(entry.inWords()),
                    "",
                    masked(entry.json()),
                    List.of()));
    return new ToolResult(
        entry.more() ? Status.INVESTIGATE : Status.COMPLETE,
        text(plan, entry, nextCall(arguments, entry, plan, thread))
            + Consultation.branched(before, thread).map(note -> "\n\n---\n" + note).orElse(""),
        null,
        parts.router().answeredDirectly(Ask.of(NAME, Requirements.NONE)),
        thread);
  }

  private String masked(String text) {
    return parts.gate().secrets().mask(text).text();
  }

  private static String text(Plan plan, Entry entry, String nextCall) {
    return entry.more()
        ? """
        Step %d of %d is noted. The plan so far:
        %s

        Go on with the next step; revises_step_number replaces a step, branch_from_step opens a branch:
        %s\
        """
            .formatted(entry.number(), entry.total(), plan.outline(), nextCall)
        : """
        %s

        ---
        The plan stands after %d steps. To go on, or to revise a step with revises_step_number:
        %s\
        """
            .formatted(plan.markdown(), entry.number(), nextCall);
  }

  private static String nextCall(Arguments arguments, Entry entry, Plan plan, String thread) {
    int next = plan.next();
    int total = Math.max(next, entry.total());
    Map<String, Object> call = new LinkedHashMap<>();
    call.put("step", "what step " + next + " is");
    call.put("step_number", next);
    call.put("total_steps", total);
    call.put("next_step_required", next < total);
    if (!entry.branch().isEmpty()) {
      call.put("branch_id", entry.branch());
    }
    if (arguments.onRequest().useAssistantModel()) {
      call.put("use_assistant_model", true);
    }
    call.put("continuation_id", thread);
    return NextCall.of(NAME, call);
  }

  private ToolResult judged(
      Call call, Arguments arguments, List<Threads.Turn> turns, Plan plan, Entry entry)
      throws BadArguments, InterruptedException {
    History history = History.of(turns);
    Wishes wishes = arguments.onRequest().wishes();
    Material material =
        new Gathering(parts.gate(), call.workspace(), consultation.permission(NAME, call))
            .images(arguments.onRequest().images())
            .finish(NAME);
    String question = entry.inWords() + "\n\n## The plan as it stands\n" + plan.outline();
    return consultation.run(
        call,
        new Consultation.Matter(
            NAME,
            ROLE.text(),
            Needs.of(NEEDS, history, material, wishes),
            history,
            material,
            question,
            wishes,
            parts.policy(null, null),
            arguments.step().continuationId(),
            masked(entry.json())));
  }
}
