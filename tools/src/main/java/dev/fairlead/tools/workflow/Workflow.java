package dev.fairlead.tools.workflow;

import dev.fairlead.routing.selection.Ask;
import dev.fairlead.routing.selection.Policy;
import dev.fairlead.routing.selection.Requirements;
import dev.fairlead.tools.BadArguments;
import dev.fairlead.tools.Call;
import dev.fairlead.tools.Parts;
import dev.fairlead.tools.Threads;
import dev.fairlead.tools.ToolResult;
import dev.fairlead.tools.ToolResult.Status;
import dev.fairlead.tools.expert.Consultation;
import dev.fairlead.tools.expert.Gathering;
import dev.fairlead.tools.expert.Material;
import dev.fairlead.tools.expert.Needs;
import dev.fairlead.tools.expert.Permission;
import dev.fairlead.tools.expert.Role;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Takes a tool through its steps: while more follow, it notes them and says what to look at next;
 * at the last one it asks the expert once, with everything the steps brought. Keeps no state: that
 * is the thread's.
 */
public final class Workflow {
  /** What belongs to one step and is not carried over into the next call. */
  private static final Set<String> STEPWISE =
      Set.of(
          "step",
          "step_number",
          "total_steps",
          "next_step_required",
          "findings",
          "files_checked",
          "relevant_files",
          "files",
          "absolute_file_paths",
          "relevant_context",
          "issues_found",
          "confidence",
          "hypothesis",
          "backtrack_from_step",
          "images",
          "continuation_id");

  private final Parts parts;
  private final Consultation consultation;
  private final String tool;
  private final Role role;
  private final Requirements needs;
  private final @Nullable Policy favours;

  /** The steps of a tool that favours nothing of its own. */
  public Workflow(Parts parts, String tool, Role role, Requirements needs) {
    this(parts, tool, role, needs, null);
  }

  /**
   * The steps of a tool.
   *
   * @param tool its name
   * @param role what its expert is told about its part
   * @param needs what its expert needs
   * @param favours what it favours among models where the user does not say, or null
   */
  public Workflow(
      Parts parts, String tool, Role role, Requirements needs, @Nullable Policy favours) {
    this.parts = parts;
    this.consultation = new Consultation(parts);
    this.tool = tool;
    this.role = role;
    this.needs = needs;
    this.favours = favours;
  }

  /**
   * What a call says.
   *
   * @param step where it stands
   * @param evidence what was found
   * @param expertise who is asked at the end
   * @param task what the expert is to do, from the tool's own arguments; may be empty
   * @param examples files that the expert gets besides, not to work on but to go by
   */
  public record Said(
      Step step, Evidence evidence, Expertise expertise, String task, List<String> examples) {
    public Said {
      examples = List.copyOf(examples);
    }

    /** What a call says that gives no examples. */
    public Said(Step step, Evidence evidence, Expertise expertise, String task) {
      this(step, evidence, expertise, task, List.of());
    }
  }

  /** A tool's part in its steps: what a caller should look at after one, and a little more. */
  @FunctionalInterface
  public interface Guide {
    /** A few hints for the step after these. */
    List<String> after(Run run);

    /** What the tool wants to know in later steps, by name. */
    default Map<String, String> keeps() {
      return Map.of();
    }

    /** Fields that the next call has to carry, with their values now, where this one had none. */
    default Map<String, Object> fields() {
      return Map.of();
    }

    /** Adds what the last step brings beside the named files, which were read by then. */
    default void gather(Gathering gathering) throws BadArguments, InterruptedException {}

    /** What a run comes to that ends without a model. */
    default String outcome(Run run, Material material) {
      return "Finished without a model, as asked. " + run.counts() + ".\n" + run.summary();
    }
  }

  /** What the tool last kept under that name in the run that this thread is in, if it did. */
  public Optional<String> kept(@Nullable String continuationId, String name) throws BadArguments {
    return Run.kept(tool, consultation.turns(tool, continuationId), name);
  }

  /** Takes one step. */
  public ToolResult take(Call call, Said said, Guide guide)
      throws BadArguments, InterruptedException {
    Step step = said.step();
    List<Threads.Turn> turns = consultation.turns(tool, step.continuationId());
    Moment moment = moment(said, turns, guide);
    Run run = Run.of(tool, turns, said.evidence(), moment.number()).and(moment);
    Material material = material(call, said, run, guide);
    if (moment.more()) {
      String thread = noted(step.continuationId(), turns, moment);
      return direct(
          Status.INVESTIGATE,
          investigate(call, said, run, guide, thread) + branched(step, thread),
          thread);
    }
    if (!said.expertise().useAssistantModel()) {
      String thread = noted(step.continuationId(), turns, moment);
      return direct(
          Status.COMPLETE, guide.outcome(run, material).strip() + branched(step, thread), thread);
    }
    return consultation.run(
        call,
        new Consultation.Matter(
            tool,
            role.text(),
            Needs.of(needs, run.history(), material, said.expertise().wishes()),
            run.history(),
            material,
            question(said, run),
            said.expertise().wishes(),
            parts.policy(null, favours),
            step.continuationId(),
            state(moment)));
  }

  /** Fills in what was left out: the next step, the last one unless more are expected. */
  private Moment moment(Said said, List<Threads.Turn> turns, Guide guide) {
    Step step = said.step();
    int number = step.stepNumber() == null ? Run.next(tool, turns) : step.stepNumber();
    int total = Math.max(number, step.totalSteps() == null ? number : step.totalSteps());
    boolean more = step.nextStepRequired() == null ? number < total : step.nextStepRequired();
    return new Moment(
        number,
        more ? Math.max(total, number + 1) : total,
        more,
        step.step(),
        said.evidence(),
        said.expertise().images(),
        guide.keeps());
  }

  /** Reads every file of the run; also at a step that asks nobody, so that slips show early. */
  private Material material(Call call, Said said, Run run, Guide guide)
      throws BadArguments, InterruptedException {
    List<Moment> before = run.steps().subList(0, run.size() - 1);
    boolean sends = !run.steps().getLast().more() && said.expertise().useAssistantModel();
    Permission permission = sends ? consultation.permission(tool, call) : Permission.LATER;
    Gathering gathering = new Gathering(parts.gate(), call.workspace(), permission);
    for (Moment moment : before) {
      gathering.earlier(moment.evidence().relevantFiles());
    }
    gathering.files(said.evidence().relevantFiles()).files(said.examples());
    for (Moment moment : before) {
      gathering.images(moment.images());
    }
    gathering.images(said.expertise().images());
    if (!run.steps().getLast().more() && !gathering.refuses()) {
      guide.gather(gathering);
    }
    return gathering.finish(tool);
  }

  private static String question(Said said, Run run) {
    String last = run.steps().getLast().inWords();
    String together = run.size() == 1 ? "" : "\n\n## All steps together\n" + run.summary();
    return last + together + (said.task().isEmpty() ? "" : "\n\n" + said.task());
  }

  private String noted(@Nullable String continuationId, List<Threads.Turn> turns, Moment moment) {
    String thread = continuationId == null ? parts.threads().start(tool) : continuationId.strip();
    String asked = parts.gate().secrets().mask(moment.inWords()).text();
    return parts
        .threads()
        .append(
            thread,
            Threads.last(turns),
            new Threads.Turn(
                tool, parts.clock().instant(), moment.step(), asked, "", state(moment), List.of()));
  }

  private static String branched(Step step, String thread) {
    return step.continuationId() == null
        ? ""
        : Consultation.branched(step.continuationId().strip(), thread)
            .map(note -> "\n\n---\n" + note)
            .orElse("");
  }

  private String state(Moment moment) {
    return parts.gate().secrets().mask(moment.json()).text();
  }

  private ToolResult direct(Status status, String text, String thread) {
    return new ToolResult(
        status,
        text,
        null,
        parts.router().answeredDirectly(Ask.of(tool, Requirements.NONE)),
        thread);
  }

  private String investigate(Call call, Said said, Run run, Guide guide, String thread) {
    Moment last = run.steps().getLast();
    List<String> hints = new ArrayList<>(guide.after(run));
    if (last.images().size() < said.expertise().images().size()) {
      hints.add("images given as data are not kept: send them again with the last step");
    }
    return """
    Step %d of %d is noted: %s. Look at next, before you call again:
    - %s

    Then call, with what you found; next_step_required false %s:
    %s\
    """
        .formatted(
            last.number(),
            last.total(),
            run.counts(),
            String.join("\n- ", hints),
            said.expertise().useAssistantModel() ? "asks the expert" : "ends it",
            nextCall(call, said, last, guide.fields(), thread));
  }

  private String nextCall(
      Call call, Said said, Moment last, Map<String, Object> fields, String thread) {
    int next = last.number() + 1;
    Map<String, Object> arguments = new LinkedHashMap<>();
    boolean asks = said.expertise().useAssistantModel();
    String question = asks ? ", and what you ask the expert" : "";
    arguments.put("step", "what you did in step " + next + question);
    arguments.put("step_number", next);
    arguments.put("total_steps", Math.max(next, last.total()));
    arguments.put("next_step_required", next < last.total());
    arguments.put("findings", "what you found");
    arguments.put("relevant_files", List.of());
    arguments.put("continuation_id", thread);
    call.arguments().entrySet().stream()
        .filter(entry -> !STEPWISE.contains(entry.getKey()) && entry.getValue() != null)
        .sorted(Map.Entry.comparingByKey())
        .forEach(entry -> arguments.put(entry.getKey(), entry.getValue()));
    fields.forEach(arguments::putIfAbsent);
    return NextCall.of(tool, arguments);
  }
}
