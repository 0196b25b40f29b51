package dev.fairlead.tools.expert;

import dev.fairlead.providers.Model;
import dev.fairlead.routing.Answer;
import dev.fairlead.routing.Router;
import dev.fairlead.routing.RoutingException;
import dev.fairlead.routing.journal.Attempt;
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
import java.util.Optional;
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

  /** The refusal of a call because no model may be asked, if that is so. */
  public Optional<ToolResult> refusal() {
    return parts.problem().get().map(ToolResult::refused);
  }

  /** Whether that call's files with secrets may be sent; where no model may be asked, none is. */
  public Permission permission(String tool, Call call) {
    return refusal().isPresent() ? Permission.LATER : Permission.of(tool, call);
  }

  /** Has the matter answered. */
  public ToolResult run(Call call, Matter matter) throws InterruptedException {
    Optional<ToolResult> refusal = refusal();
    if (refusal.isPresent()) {
      return refusal.get();
    }
    String thread = thread(matter);
    Ready ready = ready(matter);
    try {
      Heard heard = heard(call, ready, ask(ready.matter(), ready.briefing(), thread, 0));
      String kept = keep(matter, thread, heard.asked(), heard.answer().text());
      List<String> notes = new ArrayList<>(notes(matter));
      branched(thread, kept).ifPresent(notes::add);
      return result(heard, notes, kept);
    } catch (RoutingException e) {
      return ToolResult.failed(e, matter.thread());
    }
  }

  /**
   * Has the matter answered as one of several that are asked at once, and keeps nothing.
   *
   * @param thread what all of them belong to
   * @throws RoutingException if no model answered
   */
  public Heard hear(Call call, Matter matter, String thread)
      throws RoutingException, InterruptedException {
    Ready ready = ready(matter);
    return heard(call, ready, ask(ready.matter(), ready.briefing(), thread, 0).inFanOut());
  }

  /** The thread that the matter belongs to; a new one if it names none. */
  public String thread(Matter matter) {
    return matter.thread() == null ? parts.threads().start(matter.tool()) : matter.thread().strip();
  }

  /**
   * Keeps the matter as a turn of that thread, with what was asked and answered in the end; the
   * thread it went to, which is a branch where another call went on meanwhile.
   */
  public String keep(Matter matter, String thread, String asked, String answered) {
    Secrets.Masked masked = parts.gate().secrets().mask(matter.question());
    return parts
        .threads()
        .append(
            thread,
            matter.history().last(),
            new Threads.Turn(
                    matter.tool(),
                    parts.clock().instant(),
                    masked.text(),
                    asked,
                    answered,
                    matter.state(),
                    matter.material().without(matter.history()).attachments())
                .with(matter.material().leaving()));
  }

  /** What the caller should know of a turn that went to another thread than it was meant for. */
  public static Optional<String> branched(String thread, String kept) {
    return thread.equals(kept)
        ? Optional.empty()
        : Optional.of(
            "Another call went on with this conversation meanwhile: this turn is on a branch of its own,"
                + " continuation_id "
                + kept);
  }

  /** What the caller should know of the matter, whoever answers. */
  public List<String> notes(Matter matter) {
    return Notes.ofMatter(matter.material(), parts.gate().secrets().mask(matter.question()));
  }

  /**
   * What a model made of a matter.
   *
   * @param answer what it said, and how it came to be asked
   * @param text the same as a caller reads it
   * @param wantsFiles whether it is no answer, but asks for files
   * @param asked this turn's part of what the model saw
   * @param notes what the caller should know of this answer
   */
  public record Heard(
      Answer answer, String text, boolean wantsFiles, String asked, List<String> notes) {
    public Heard {
      notes = List.copyOf(notes);
    }
  }

  /** A matter without secrets, and without attachments that its thread knows. */
  private record Ready(Matter matter, Briefing briefing) {}

  private Ready ready(Matter matter) {
    String question = parts.gate().secrets().mask(matter.question()).text();
    Matter clean = matter.asking(question, matter.material().without(matter.history()));
    return new Ready(clean, briefing(clean));
  }

  private Heard heard(Call call, Ready ready, Ask ask)
      throws RoutingException, InterruptedException {
    Briefing briefing = ready.briefing();
    Answer answer = parts.router().run(ask, briefing, call.deadline(), call.progress());
    Briefing.@Nullable Packed packed = answering(answer).map(briefing::packed).orElse(null);
    String asked = packed == null ? ready.matter().question() : packed.asked();
    Reply reply = Reply.of(answer.text());
    return new Heard(
        answer,
        reply.text(),
        reply.needsFiles(),
        asked,
        Notes.ofAnswer(ready.matter(), packed, answer));
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
    Requirements needs = whole.requirements();
    if (needs.inputTokens() + needs.outputTokens() <= router.leastWindow()) {
      return whole;
    }
    Plan plan = router.plan(whole);
    if (!plan.candidates().isEmpty()) {
      return whole;
    }
    long input = needs.inputTokens();
    long largest = least - 1;
    for (Rejection rejection : plan.rejections()) {
      for (Reason reason : rejection.reasons()) {
        if (rejection.reasons().size() == 1
            && reason instanceof Reason.TooSmall(long context, long needed)) {
          largest = Math.max(largest, context - (needed - input));
        }
      }
    }
    return largest < least ? whole : whole.needing(needs.input(Math.min(largest, input)));
  }

  /** The model that answered, with the window it was packed for. */
  private static Optional<Model> answering(Answer answer) {
    return Notes.answered(answer)
        .map(Attempt::model)
        .flatMap(id ->
            answer.decision().plan().candidates().stream()
                .map(Candidate::model)
                .filter(model -> model.id().equals(id))
                .findFirst());
  }

  private static ToolResult result(Heard heard, List<String> notes, String thread) {
    List<String> told = new ArrayList<>(heard.notes());
    told.addAll(notes);
    if (heard.wantsFiles()) {
      told.add("Call again with these files and continuation_id " + thread);
    }
    String end = told.isEmpty() ? "" : "\n\n---\n" + String.join("\n", told);
    Status status = heard.wantsFiles() ? Status.NEEDS_FILES : Status.COMPLETE;
    return new ToolResult(status, heard.text() + end, null, heard.answer().decision(), thread);
  }
}
