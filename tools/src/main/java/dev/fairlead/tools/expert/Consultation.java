package dev.fairlead.tools.expert;

import dev.fairlead.providers.ChatEvent;
import dev.fairlead.providers.Model;
import dev.fairlead.routing.Answer;
import dev.fairlead.routing.Router;
import dev.fairlead.routing.RoutingException;
import dev.fairlead.routing.journal.Attempt;
import dev.fairlead.routing.journal.Decision;
import dev.fairlead.routing.selection.Ask;
import dev.fairlead.routing.selection.Candidate;
import dev.fairlead.routing.selection.Plan;
import dev.fairlead.routing.selection.Policy;
import dev.fairlead.routing.selection.Reason;
import dev.fairlead.routing.selection.Rejection;
import dev.fairlead.routing.selection.Requirements;
import dev.fairlead.tools.BadArguments;
import dev.fairlead.tools.Call;
import dev.fairlead.tools.Parts;
import dev.fairlead.tools.Threads;
import dev.fairlead.tools.ToolResult;
import dev.fairlead.tools.ToolResult.Status;
import dev.fairlead.tools.files.Secrets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Asks a model once, keeps the turn in its thread, and says what was left out and cited wrongly.
 */
public final class Consultation {
  private final Parts parts;

  /** Asks through these parts. */
  public Consultation(Parts parts) {
    this.parts = parts;
  }

  /**
   * What is asked.
   *
   * @param tool the tool that asks
   * @param role what the expert's part is
   * @param needs what the call needs of a model, without its size
   * @param history what was said before
   * @param material the files
   * @param question what is asked now
   * @param wishes what the caller wants of the answering
   * @param policy what to favour, or null for what the user has set, else a balance
   * @param thread the thread it belongs to, or null for a new one
   * @param state what the tool wants to know of the turn later
   */
  public record Matter(
      String tool,
      String role,
      Requirements needs,
      History history,
      Material material,
      String question,
      Wishes wishes,
      @Nullable Policy policy,
      @Nullable String thread,
      String state) {
    Matter asking(String other, Material files) {
      return new Matter(tool, role, needs, history, files, other, wishes, policy, thread, state);
    }
  }

  /**
   * The turns of that thread, none if there is no id.
   *
   * @throws BadArguments if the thread is unknown, with the way on
   */
  public List<Threads.Turn> turns(String tool, @Nullable String continuationId)
      throws BadArguments {
    if (continuationId == null) {
      return List.of();
    }
    Optional<List<Threads.Turn>> turns = parts.threads().find(continuationId.strip());
    if (turns.isEmpty()) {
      throw new BadArguments(
          tool
              + ": continuation_id "
              + continuationId
              + " is unknown or has expired: leave it out and say again what matters of the"
              + " conversation, with the files");
    }
    return turns.get();
  }

  /** The ask of that matter, sized so that a model fits if one can with files left out. */
  public Ask ask(Matter matter) {
    return ask(matter, 0);
  }

  /** The same for a question that is longer by that many tokens. */
  public Ask ask(Matter matter, long more) {
    return ask(matter, briefing(matter), matter.thread(), more);
  }

  /** Has the matter answered. */
  public ToolResult run(Call call, Matter matter) throws InterruptedException {
    Secrets.Masked masked = parts.gate().secrets().mask(matter.question());
    Material fresh = matter.material().without(matter.history());
    Matter clean = matter.asking(masked.text(), fresh);
    Briefing briefing = briefing(clean);
    Threads threads = parts.threads();
    String thread = matter.thread() == null ? threads.start(matter.tool()) : matter.thread();
    try {
      Answer answer =
          parts
              .router()
              .run(ask(clean, briefing, thread, 0), briefing, call.deadline(), call.progress());
      Optional<Briefing.Packed> packed = answering(answer.decision()).map(briefing::packed);
      String asked = packed.map(Briefing.Packed::asked).orElse(masked.text());
      threads.append(
          thread,
          new Threads.Turn(
              matter.tool(),
              parts.clock().instant(),
              masked.text(),
              asked,
              answer.text(),
              matter.state(),
              fresh.attachments()));
      return result(answer, notes(matter, masked, packed.orElse(null), answer), thread);
    } catch (RoutingException e) {
      return ToolResult.failed(e, matter.thread());
    }
  }

  private Ask ask(Matter matter, Briefing briefing, @Nullable String thread, long more) {
    Ask whole =
        new Ask(
            matter.tool(),
            matter.needs().input(briefing.tokens() + more),
            parts.policy(matter.policy(), null),
            matter.wishes().model(),
            thread,
            matter.material().leaving(),
            matter.wishes().temperature());
    return fitting(parts.router(), whole, briefing.least() + more);
  }

  private Briefing briefing(Matter matter) {
    History history = matter.history();
    boolean said = matter.tool().equals(history.tool()) && history.said().contains(matter.role());
    return new Briefing(
        history,
        matter.material(),
        said ? "" : matter.role(),
        matter.question(),
        parts.estimate(),
        matter.needs().outputTokens());
  }

  /** If the whole fits no model, asks for the largest that there is room for. */
  private static Ask fitting(Router router, Ask whole, long least) {
    Plan plan = router.plan(whole);
    if (!plan.candidates().isEmpty()) {
      return whole;
    }
    long input = whole.requirements().inputTokens();
    long largest = least - 1;
    for (Rejection rejection : plan.rejections()) {
      for (Reason reason : rejection.reasons()) {
        if (rejection.reasons().size() == 1
            && reason instanceof Reason.TooSmall(long context, long needed)) {
          largest = Math.max(largest, context - (needed - input));
        }
      }
    }
    return largest < least
        ? whole
        : new Ask(
            whole.tool(),
            whole.requirements().input(Math.min(largest, input)),
            whole.policy(),
            whole.model(),
            whole.thread(),
            whole.leaving(),
            whole.temperature());
  }

  /** The model that answered, with the window it was packed for. */
  private static Optional<Model> answering(Decision decision) {
    return answered(decision)
        .map(Attempt::model)
        .flatMap(id ->
            decision.plan().candidates().stream()
                .map(Candidate::model)
                .filter(model -> model.id().equals(id))
                .findFirst());
  }

  private static Optional<Attempt> answered(Decision decision) {
    return decision.attempts().stream()
        .filter(attempt -> attempt.error() == null)
        .reduce((_, last) -> last);
  }

  private static ToolResult result(Answer answer, List<String> notes, String thread) {
    Reply reply = Reply.of(answer.text());
    List<String> told = new ArrayList<>(notes);
    if (reply.needsFiles()) {
      told.add("Call again with these files and continuation_id " + thread);
    }
    if (answer.finish() == ChatEvent.Reason.LENGTH) {
      told.add("The answer was cut at the model's limit; ask for the rest in the same thread");
    }
    String end = told.isEmpty() ? "" : "\n\n---\n" + String.join("\n", told);
    Status status = reply.needsFiles() ? Status.NEEDS_FILES : Status.COMPLETE;
    return new ToolResult(status, reply.text() + end, null, answer.decision(), thread);
  }

  private static List<String> notes(
      Matter matter, Secrets.Masked masked, Briefing.@Nullable Packed packed, Answer answer) {
    List<String> notes = new ArrayList<>();
    Map<String, List<String>> sent =
        FileBlock.in(matter.history().said() + (packed == null ? "" : packed.asked()));
    Citations.check(answer.text(), sent).ifPresent(notes::add);
    notes.addAll(matter.material().notes());
    if (packed != null && !packed.leftOut().isEmpty()) {
      notes.add("Left out for lack of room: " + String.join(", ", packed.leftOut()));
    }
    if (!masked.secrets().isEmpty()) {
      notes.add(
          "Masked in what you wrote: "
              + masked.secrets().stream()
                  .map(secret -> secret.kind() + " (line " + secret.line() + ")")
                  .collect(Collectors.joining(", ")));
    }
    answered(answer.decision())
        .ifPresent(attempt ->
            attempt.adjusted().stream()
                .distinct()
                .forEach(adjusted ->
                    notes.add("Not sent: " + adjusted.field() + " (" + adjusted.why() + ")")));
    return notes;
  }
}
