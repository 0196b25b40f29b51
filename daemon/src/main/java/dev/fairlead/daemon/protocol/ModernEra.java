package dev.fairlead.daemon.protocol;

import dev.fairlead.tools.Job;
import dev.fairlead.tools.Jobs;
import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCResponse;
import io.modelcontextprotocol.spec.McpServerSession;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The era of revision 2026-07-28: every request says for itself who asks and in which revision, and
 * is served by itself. Thread-safe.
 */
final class ModernEra implements Era {
  /** What the SDK's sessions serve; all other methods are done here, or are gone in this era. */
  private static final Set<String> BY_THE_SDK =
      Set.of(
          "tools/list",
          "tools/call",
          "prompts/list",
          "prompts/get",
          "resources/list",
          "resources/templates/list",
          "resources/read",
          "completion/complete");

  private static final Set<String> OF_TASKS = Set.of("tasks/get", "tasks/update", "tasks/cancel");

  private final Discovery about;
  private final Showing shown;
  private final Function<Frame.Request, Optional<Frame.Bad>> check;
  private final Outbox outbox;
  private final FrameJson json;
  private final McpJsonMapper sdkJson;
  private final Tasks tasks;
  private final ModernResults results;
  private final RequestState state;
  private final Rounds rounds;
  private final Subscriptions subscriptions;
  private McpServerSession.@Nullable Factory factory;

  /**
   * The era on that server.
   *
   * @param check what a request cannot be in either era
   */
  ModernEra(
      Discovery about,
      Showing shown,
      Function<Frame.Request, Optional<Frame.Bad>> check,
      Outbox outbox,
      FrameJson json,
      McpJsonMapper sdkJson,
      Tasks tasks,
      ModernResults results,
      RequestState state) {
    this.about = about;
    this.shown = shown;
    this.check = check;
    this.outbox = outbox;
    this.json = json;
    this.sdkJson = sdkJson;
    this.tasks = tasks;
    this.state = state;
    this.rounds = new Rounds(state);
    this.results = results;
    this.subscriptions = new Subscriptions(outbox, results);
  }

  /** Where the SDK's sessions come from. */
  void uses(McpServerSession.Factory sessions) {
    factory = sessions;
  }

  @Override
  public boolean inOrder(Frame.Request request) {
    return false;
  }

  @Override
  public Optional<Frame.Bad> refusal(Frame.Request request) {
    return ModernMeta.refusal(request, json)
        .or(() -> ownRefusal(request))
        .or(() -> check.apply(request).map(bad -> ofThisEra(request, bad)))
        .or(() -> bad(request, rounds.problem(request)));
  }

  private Optional<Frame.Bad> ownRefusal(Frame.Request request) {
    String method = request.method();
    Map<?, ?> params = (Map<?, ?>) Objects.requireNonNull(request.params());
    if (BY_THE_SDK.contains(method) || method.equals("server/discover")) {
      return Optional.empty();
    }
    if (method.equals("subscriptions/listen")) {
      Object filter = params.get("notifications");
      boolean tasked = filter instanceof Map<?, ?> map && map.get(Subscriptions.TASK_IDS) != null;
      return bad(request, Subscriptions.problem(filter))
          .or(() -> tasked ? withoutTasks(request) : Optional.empty());
    }
    if (OF_TASKS.contains(method)) {
      return withoutTasks(request)
          .or(() ->
              bad(
                  request,
                  params.get("taskId") instanceof String
                      ? null
                      : "the field taskId must be a string; a tools/call that lasts has it"));
    }
    return Optional.of(
        new Frame.Bad(
            request.id(),
            Frame.METHOD_NOT_FOUND,
            "there is no method %s in revision %s".formatted(method, ModernMeta.REVISION)));
  }

  private Optional<Frame.Bad> withoutTasks(Frame.Request request) {
    return ModernMeta.of(request, json).takesTasks()
        ? Optional.empty()
        : Optional.of(
            new Frame.Bad(
                request.id(),
                Frame.MISSING_CAPABILITY,
                request.method() + " needs a client with the extension for tasks",
                Map.of("requiredCapabilities", ModernMeta.TASKS_CAPABILITY)));
  }

  private static Optional<Frame.Bad> bad(Frame.Request request, @Nullable String problem) {
    return Optional.ofNullable(problem)
        .map(words ->
            new Frame.Bad(request.id(), Frame.INVALID_PARAMS, request.method() + ": " + words));
  }

  private static Frame.Bad ofThisEra(Frame.Request request, Frame.Bad bad) {
    return bad.code() == Frame.RESOURCE_NOT_FOUND
            && request.params() instanceof Map<?, ?> params
            && params.get("uri") instanceof String uri
        ? new Frame.Bad(bad.id(), Frame.INVALID_PARAMS, bad.message(), Map.of("uri", uri))
        : bad;
  }

  @Override
  public void request(Frame.Request request) {
    RunningRequest running = RunningRequest.CURRENT.get();
    ModernMeta meta = ModernMeta.of(request, json);
    switch (request.method()) {
      case "server/discover" -> reply(running, results.complete(request, about.fields()));
      case "subscriptions/listen" -> subscriptions.listen(request, running, meta);
      case "tasks/get", "tasks/update", "tasks/cancel" -> task(request, running, meta);
      default -> {
        ModernCall call =
            new ModernCall(request, running, meta, results, tasks, rounds.answers(request));
        new ModernSession(call, sdkJson, outbox, state, shown).run(Objects.requireNonNull(factory));
      }
    }
  }

  private void task(Frame.Request request, RunningRequest running, ModernMeta meta) {
    String id =
        String.valueOf(((Map<?, ?>) Objects.requireNonNull(request.params())).get("taskId"));
    Optional<Map<String, Object>> answer =
        switch (request.method()) {
          case "tasks/get" -> tasks.find(id, meta.client());
          case "tasks/cancel" -> tasks.cancel(id) ? Optional.of(Map.of()) : Optional.empty();
          // what a tool asks, it asks before its call can be a task: there is nothing to update
          default -> tasks.exists(id) ? Optional.of(Map.of()) : Optional.empty();
        };
    answer.ifPresentOrElse(
        fields -> reply(running, results.typed("complete", fields)),
        () ->
            running.reply(() ->
                outbox.error(
                    new Frame.Bad(running.id(), Frame.INVALID_PARAMS, "there is no task " + id),
                    running.sink())));
  }

  private void reply(RunningRequest running, Map<String, Object> result) {
    running.reply(() ->
        outbox.send(JSONRPCResponse.result(running.id(), result), running.id(), running.sink()));
  }

  @Override
  public void notification(Frame.Notification notification) {
    // there is none of this era alone
  }

  @Override
  public void response(Frame.Response response) {
    // nothing is asked on the pipe in this era
  }

  /** A list has changed, as that notification says. */
  void changed(String method) {
    subscriptions.changed(method);
  }

  /** What has become of a job. */
  void changed(Job job, Jobs.Change change) {
    tasks.changed(job, change);
    if (change == Jobs.Change.ENDED) {
      subscriptions.updated(Resources.JOBS + job.id());
      subscriptions.task(job.id(), client -> tasks.find(job.id(), client));
    }
  }

  /** Nothing more will come from the client: what is open for it alone ends. */
  void end() {
    subscriptions.end();
  }
}
