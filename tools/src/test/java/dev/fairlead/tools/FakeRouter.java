package dev.fairlead.tools;

import dev.fairlead.providers.Access;
import dev.fairlead.providers.ApiKey;
import dev.fairlead.providers.ChatEvent;
import dev.fairlead.providers.Message;
import dev.fairlead.providers.Model;
import dev.fairlead.providers.Part;
import dev.fairlead.providers.ProviderError;
import dev.fairlead.providers.Usage;
import dev.fairlead.providers.catalog.Catalog;
import dev.fairlead.routing.Answer;
import dev.fairlead.routing.Progress;
import dev.fairlead.routing.Prompt;
import dev.fairlead.routing.Router;
import dev.fairlead.routing.RoutingException;
import dev.fairlead.routing.journal.Attempt;
import dev.fairlead.routing.journal.Decision;
import dev.fairlead.routing.journal.Timing;
import dev.fairlead.routing.resilience.Deadline;
import dev.fairlead.routing.selection.Ask;
import dev.fairlead.routing.selection.Candidate;
import dev.fairlead.routing.selection.Degradation;
import dev.fairlead.routing.selection.Path;
import dev.fairlead.routing.selection.Plan;
import dev.fairlead.routing.selection.Reason;
import dev.fairlead.routing.selection.Rejection;
import dev.fairlead.routing.selection.Requirements;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Answers with what it was told to, and remembers what it was asked; for many threads. */
public final class FakeRouter implements Router {
  /** What was asked, in order. */
  public final List<Ask> asks = Collections.synchronizedList(new ArrayList<>());

  /** The conversations as they were packed for the model that answered, in order. */
  public final List<List<Message>> conversations = Collections.synchronizedList(new ArrayList<>());

  /** The deadlines of what was asked, in order. */
  public final List<Deadline> deadlines = Collections.synchronizedList(new ArrayList<>());

  /** What was answered without a model. */
  public final List<Ask> direct = new ArrayList<>();

  private final Catalog catalog;
  private final Deque<String> answers = new ConcurrentLinkedDeque<>();
  private final Map<String, String> byModel = new ConcurrentHashMap<>();
  private final Map<String, ProviderError> failures = new ConcurrentHashMap<>();
  private final AtomicInteger decisions = new AtomicInteger();
  private Meanwhile meanwhile = _ -> {};
  private ChatEvent.Reason finish = ChatEvent.Reason.STOP;
  private @Nullable ProviderError failure;
  private List<Degradation> degradations = List.of();
  private List<ChatEvent.Page> pages = List.of();
  private List<ChatEvent.Adjusted> adjusted = List.of();

  /** A router to these models, all with a key. */
  public FakeRouter(Catalog catalog) {
    this.catalog = catalog;
  }

  /** Answers with these, then with "fine". */
  public FakeRouter answers(String... texts) {
    answers.addAll(List.of(texts));
    return this;
  }

  /** What goes on while a model is asked. */
  @FunctionalInterface
  public interface Meanwhile {
    /** Takes its time. */
    void passes(String model) throws InterruptedException;
  }

  /** Has that model always answer so. */
  public FakeRouter answering(String model, String text) {
    byModel.put(model, text);
    return this;
  }

  /** Has that model always fail so. */
  public FakeRouter failing(String model, ProviderError error) {
    failures.put(model, error);
    return this;
  }

  /** Does that after a model was asked, before it answers. */
  public FakeRouter meanwhile(Meanwhile what) {
    meanwhile = what;
    return this;
  }

  /** Ends its answers at the limit of length. */
  public FakeRouter cutting() {
    finish = ChatEvent.Reason.LENGTH;
    return this;
  }

  /** Fails every call so, or no more if null. */
  public FakeRouter failing(@Nullable ProviderError error) {
    failure = error;
    return this;
  }

  /** Its search finds these. */
  public FakeRouter finding(ChatEvent.Page... found) {
    pages = List.of(found);
    return this;
  }

  /** Does without these. */
  public FakeRouter degrading(Degradation... what) {
    degradations = List.of(what);
    return this;
  }

  /** Does not send these as they were wanted. */
  public FakeRouter adjusting(ChatEvent.Adjusted... fields) {
    adjusted = List.of(fields);
    return this;
  }

  /** The last text that the model was told by the user. */
  public String lastQuestion() {
    return conversations.getLast().getLast() instanceof Message.User user
        ? user.parts().stream()
            .map(part -> part instanceof Part.Text(String text) ? text : part.toString())
            .collect(Collectors.joining("\n"))
        : "";
  }

  @Override
  public Plan plan(Ask ask) {
    List<Candidate> candidates = new ArrayList<>();
    List<Rejection> rejections = new ArrayList<>();
    Requirements needs = ask.requirements();
    for (Model model : catalog.models()) {
      List<Reason> reasons = new ArrayList<>();
      if (ask.model() != null && !means(ask.model(), model)) {
        reasons.add(new Reason.NotAsked(ask.model()));
      }
      if (!model.can(needs.required())) {
        reasons.add(new Reason.Lacks(model.lacks(needs.required())));
      }
      long needed = needs.inputTokens() + needs.outputTokens();
      if (needed > model.context()) {
        reasons.add(new Reason.TooSmall(model.context(), needed));
      }
      if (reasons.isEmpty()) {
        candidates.add(candidate(model, needs));
      } else {
        rejections.add(new Rejection(model.id(), model.provider(), reasons));
      }
    }
    if (ask.model() != null && catalog.models().stream().noneMatch(m -> means(ask.model(), m))) {
      rejections.addFirst(
          new Rejection(ask.model(), "unknown", List.of(new Reason.NotInCatalog(List.of()))));
    }
    return new Plan(ask, candidates, rejections);
  }

  private boolean means(String words, Model model) {
    return words.equals(model.provider() + "/*")
        || catalog.find(words).map(model::equals).orElse(false);
  }

  private Candidate candidate(Model model, Requirements needs) {
    Access access =
        new Access(
            model.provider() + "-1",
            model.provider(),
            URI.create("http://localhost"),
            new ApiKey("fake"),
            Access.Billing.METERED);
    return new Candidate(
        model, access, needs.required(), needs.effort(), degradations, 0.0123, model.tier());
  }

  @Override
  public Answer run(Ask ask, Prompt prompt, Deadline deadline, Progress progress)
      throws RoutingException, InterruptedException {
    asks.add(ask);
    deadlines.add(deadline);
    Plan plan = plan(ask);
    if (plan.candidates().isEmpty()) {
      String why =
          plan.rejections().stream().map(Rejection::describe).collect(Collectors.joining("\n"));
      throw new RoutingException(
          "no model can do this call:\n" + why,
          decision(plan, List.of(), Decision.Outcome.REFUSED));
    }
    Candidate first = plan.candidates().getFirst();
    String model = first.model().id();
    conversations.add(prompt.packedFor(first.model()));
    progress.report("asking " + model);
    meanwhile.passes(model);
    ProviderError error = failures.getOrDefault(model, failure);
    Attempt attempt =
        new Attempt(
            first.model().id(),
            first.model().id(),
            first.model().provider(),
            first.access().id(),
            first.path(),
            error,
            new Usage(100, 10, 20, 5),
            0.0042,
            Duration.ofMillis(300),
            Duration.ofMillis(900),
            Timing.NONE,
            new Attempt.Thought("medium", "high"),
            adjusted,
            Attempt.Start.NEW);
    if (error != null) {
      throw new RoutingException(
          error.describe(), decision(plan, List.of(attempt), Decision.Outcome.FAILED));
    }
    String next = byModel.containsKey(model) ? byModel.get(model) : answers.poll();
    String text = next == null ? "fine" : next;
    progress.answering(() -> new Progress.SoFar("", text, ""));
    return new Answer(
        text, "", finish, decision(plan, List.of(attempt), Decision.Outcome.ANSWERED), pages);
  }

  @Override
  public synchronized Decision answeredDirectly(Ask ask) {
    direct.add(ask);
    return new Decision(
        new UUID(7, direct.size()),
        Instant.EPOCH,
        new Plan(ask, List.of(), List.of()),
        List.of(),
        Decision.Outcome.ANSWERED,
        Path.DIRECT,
        List.of(),
        Duration.ZERO,
        null);
  }

  private Decision decision(Plan plan, List<Attempt> attempts, Decision.Outcome outcome) {
    Path path =
        plan.candidates().isEmpty() ? Path.of(Set.of()) : plan.candidates().getFirst().path();
    return new Decision(
        new UUID(7, decisions.incrementAndGet()),
        Instant.EPOCH,
        plan,
        attempts,
        outcome,
        path,
        degradations,
        Duration.ofMillis(950),
        null);
  }
}
