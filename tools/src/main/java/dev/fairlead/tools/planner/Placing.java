package dev.fairlead.tools.planner;

import dev.fairlead.tools.BadArguments;
import dev.fairlead.tools.workflow.Step;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds out where a step belongs in a plan; refuses by name what refers to nothing. */
final class Placing {
  private final Plan plan;
  private final PlannerTool.Arguments said;
  private final Step step;

  private Placing(Plan plan, PlannerTool.Arguments said) {
    this.plan = plan;
    this.said = said;
    this.step = said.step();
  }

  /** The entry that these arguments make in that plan. */
  static Entry in(Plan plan, PlannerTool.Arguments said) throws BadArguments {
    return new Placing(plan, said).entry();
  }

  private Entry entry() throws BadArguments {
    boolean revises = said.isStepRevision() || said.revisesStepNumber() != null;
    boolean opens = said.isBranchPoint() || said.branchFromStep() != null;
    if (revises && opens) {
      throw refused(
          "revises_step_number and branch_from_step do not go together: revise a step, or open a"
              + " branch, and do the other in the next step");
    }
    int number = step.stepNumber() == null ? plan.next() : step.stepNumber();
    if (revises) {
      Plan.Place revised = revised();
      return made(number, revised.branch(), null, revised.number());
    }
    if (opens) {
      return opening(number);
    }
    String branch = branch();
    boolean again = plan.has(number, branch);
    return made(number, branch, null, again ? number : null);
  }

  private Entry made(int number, String branch, @Nullable Integer from, @Nullable Integer revises) {
    int expected = step.totalSteps() == null ? plan.total() : step.totalSteps();
    int total = Math.max(number, expected);
    boolean more =
        said.moreStepsNeeded()
            || (step.nextStepRequired() == null ? number < total : step.nextStepRequired());
    return new Entry(
        number,
        more ? Math.max(total, number + 1) : total,
        more,
        step.step(),
        branch,
        from,
        revises);
  }

  private String branch() throws BadArguments {
    if (said.branchId() == null) {
      return "";
    }
    String branch = said.branchId().strip();
    if (!plan.hasBranch(branch)) {
      throw refused(
          "branch_id is %s, which is no branch of this plan (%s): to open it, say with branch_from_step where"
              .formatted(branch, plan.knownBranches()));
    }
    return branch;
  }

  private Plan.Place revised() throws BadArguments {
    String branch = branch();
    Optional<Plan.Place> place =
        said.revisesStepNumber() == null
            ? plan.last(branch)
            : plan.find(said.revisesStepNumber(), branch);
    if (place.isPresent()) {
      return place.get();
    }
    throw refused(missing("revises_step_number", said.revisesStepNumber()));
  }

  private Entry opening(int number) throws BadArguments {
    Optional<Plan.Place> place =
        said.branchFromStep() == null ? plan.last("") : plan.find(said.branchFromStep(), "");
    if (place.isEmpty()) {
      throw refused(missing("branch_from_step", said.branchFromStep()));
    }
    String branch = said.branchId() == null ? plan.freeName() : said.branchId().strip();
    int from = place.get().number();
    if (!plan.hasBranch(branch)) {
      return made(number, branch, from, null);
    }
    if (plan.from(branch) != from) {
      throw refused(
          "branch_id is %s, a branch that begins at step %d: take another name, or leave branch_from_step out to go on with it"
              .formatted(branch, plan.from(branch)));
    }
    return made(number, branch, null, plan.has(number, branch) ? number : null);
  }

  private String missing(String field, @Nullable Integer number) {
    return "%s is %s, but this plan has no such step (%s)%s"
        .formatted(
            field,
            number == null ? "left out" : number,
            plan.known(),
            step.continuationId() == null
                ? ": give the plan's continuation_id, or plan that step first"
                : ": name one of these");
  }

  private static BadArguments refused(String message) {
    return new BadArguments(PlannerTool.NAME + ": " + message);
  }
}
