package dev.fairlead.tools.consensus;

import dev.fairlead.providers.Capability;
import dev.fairlead.providers.Effort;
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
import dev.fairlead.tools.expert.Consultation;
import dev.fairlead.tools.expert.Gathering;
import dev.fairlead.tools.expert.History;
import dev.fairlead.tools.expert.Material;
import dev.fairlead.tools.expert.Needs;
import dev.fairlead.tools.expert.Role;
import dev.fairlead.tools.expert.Wishes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Puts one question to several models at once, none of which sees another's answer. */
public final class ConsensusTool implements Tool {
  static final String NAME = "consensus";
  private static final Requirements NEEDS =
      Requirements.NONE.preferring(Capability.THINKING).preferring(Capability.STREAMING);
  private static final Schema<Arguments> SCHEMA = Schema.of(NAME, Arguments.class);
  private static final Role ROLE = Role.of(ConsensusTool.class, "consensus.md");

  private final Parts parts;
  private final Consultation consultation;

  /** A consensus through these parts. */
  public ConsensusTool(Parts parts) {
    this.parts = parts;
    this.consultation = new Consultation(parts);
  }

  record Chair(
      @Field("id or alias") String model,
      @Field(value = "side to argue, honestly", fallback = "neutral") Stance stance,
      @Field("own words for it") @Nullable String stancePrompt) {}

  /** The steps of callers who know a consensus of one model a step; all is done in one. */
  record OldSteps(
      @Field(value = "taken, without effect", min = 1, hidden = true) @Nullable Integer stepNumber,
      @Field(value = "taken, without effect", min = 1, hidden = true) @Nullable Integer totalSteps,
      @Field(value = "taken, without effect", hidden = true) @Nullable Boolean nextStepRequired) {
    boolean goOn() {
      return nextStepRequired != null && nextStepRequired;
    }
  }

  record Arguments(
      @Field(
              value = "proposal or question, with its context",
              aka = {"prompt", "question"})
          String step,
      @Field("2 to 6, differing in model or stance; left out, good ones are chosen")
          List<Chair> models,
      @Field(value = "answers needed; left out, the majority", min = 1, max = Seats.MOST)
          @Nullable Integer quorum,
      @Field(value = "your own view; kept from the models", from = Profile.FULL)
          @Nullable String findings,
      @Field(
              value = "files, directories or globs they get",
              aka = {"files", "absolute_file_paths"})
          List<String> relevantFiles,
      @Field(value = "image paths or data URLs", longest = 28 << 20, from = Profile.FULL)
          List<String> images,
      @Field("thread to go on with") @Nullable String continuationId,
      @Field("how hard to think") @Nullable Effort thinkingMode,
      @Field(value = "0 to 1", min = 0, max = 1, hidden = true) @Nullable Double temperature,
      OldSteps oldSteps) {}

  @Override
  public Definition definition() {
    return new Definition(
        NAME,
        "Consensus",
        "Ask several models at once, blind to each other; tells where they agree and differ.",
        SCHEMA,
        null,
        NEEDS,
        true);
  }

  @Override
  public ToolResult call(Call call) throws BadArguments, InterruptedException {
    Arguments arguments = SCHEMA.read(call.arguments());
    Optional<ToolResult> refusal = consultation.refusal();
    if (refusal.isPresent()) {
      return refusal.get();
    }
    History history = History.of(consultation.turns(NAME, arguments.continuationId()));
    Material material =
        new Gathering(parts.gate(), call.workspace(), consultation.permission(NAME, call))
            .files(arguments.relevantFiles())
            .images(arguments.images())
            .finish(NAME);
    Consultation.Matter matter = matter(arguments, history, material, null, "");
    boolean open = arguments.models().isEmpty();
    List<Seat> seats =
        open ? Seats.of(parts.router().plan(consultation.ask(matter))) : named(arguments);
    int quorum = quorum(arguments, seats.size());
    String thread = consultation.thread(matter);
    Minutes minutes =
        new Minutes(
            new Round(consultation, call, seats, thread)
                .of(seat -> matter(arguments, history, material, seat.model(), seat.told())),
            quorum);
    return result(arguments, matter, thread, minutes, open ? Seats.note(seats) : Optional.empty());
  }

  private Consultation.Matter matter(
      Arguments arguments,
      History history,
      Material material,
      @Nullable String model,
      String stance) {
    Wishes wishes = new Wishes(model, arguments.thinkingMode(), arguments.temperature());
    return new Consultation.Matter(
        NAME,
        ROLE.text(),
        Needs.of(NEEDS, history, material, wishes),
        history,
        material,
        stance.isEmpty() ? arguments.step() : arguments.step() + "\n\n" + stance,
        wishes,
        null,
        arguments.continuationId(),
        "{}");
  }

  private List<Seat> named(Arguments arguments) throws BadArguments {
    List<Seat> seats =
        arguments.models().stream()
            .map(chair -> new Seat(chair.model().strip(), chair.stance(), chair.stancePrompt()))
            .toList();
    Optional<String> problem = Seats.problem(seats, parts.models().get(), parts.router());
    if (problem.isPresent()) {
      throw BadArguments.of(NAME, List.of(problem.get()));
    }
    return seats;
  }

  private static int quorum(Arguments arguments, int asked) throws BadArguments {
    Integer quorum = arguments.quorum();
    if (quorum == null) {
      return asked / 2 + 1;
    }
    if (quorum > asked) {
      throw BadArguments.of(
          NAME, List.of("quorum is %d, but %d are asked: lower it".formatted(quorum, asked)));
    }
    return quorum;
  }

  private ToolResult result(
      Arguments arguments,
      Consultation.Matter matter,
      String thread,
      Minutes minutes,
      Optional<String> choice) {
    String text = minutes.text();
    List<String> notes = new ArrayList<>();
    choice.ifPresent(notes::add);
    minutes
        .said()
        .forEach(each -> each.heard().notes().forEach(n -> notes.add(each.name() + ": " + n)));
    notes.addAll(consultation.notes(matter));
    boolean heard = !minutes.said().isEmpty();
    String kept =
        heard ? consultation.keep(matter, thread, asked(arguments, minutes), text) : thread;
    Consultation.branched(thread, kept).ifPresent(notes::add);
    if (minutes.status() == ToolResult.Status.NEEDS_FILES) {
      notes.add("Call again with these files and continuation_id " + kept);
    }
    if (arguments.oldSteps().goOn()) {
      notes.add("All were asked in this one call: no further step is needed");
    }
    String end = notes.isEmpty() ? "" : "\n\n---\n" + String.join("\n", notes);
    return ToolResult.ofSeveral(
        minutes.status(),
        text + end,
        minutes.statements().stream().map(Statement::decision).toList(),
        heard ? kept : arguments.continuationId());
  }

  /** What all saw, and what the caller kept from them; a stance is one model's alone. */
  private String asked(Arguments arguments, Minutes minutes) {
    Statement.Said first = minutes.said().getFirst();
    String asked = first.heard().asked();
    String stance = masked(first.seat().told());
    String shared =
        asked.endsWith(stance)
            ? asked.substring(0, asked.length() - stance.length()).strip()
            : asked;
    return arguments.findings() == null
        ? shared
        : shared + "\n\nThe caller's own view, not shown: " + masked(arguments.findings());
  }

  private String masked(String text) {
    return parts.gate().secrets().mask(text).text();
  }
}
