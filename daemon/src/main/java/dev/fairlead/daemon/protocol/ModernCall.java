package dev.fairlead.daemon.protocol;

import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema.ElicitFormRequest;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A request of the modern era while a handler works for it. What the handler asks the client is
 * answered from what the client sent along; if it sent no answer, the questions become the result,
 * and the client makes the same request again, with the answers. A handler is then run again from
 * its beginning. Used by the thread of its request, {@link #early} by any.
 */
final class ModernCall {
  /** The one that the current thread works for; unbound in the other era. */
  static final ScopedValue<ModernCall> CURRENT = ScopedValue.newInstance();

  private static final Map<String, String> CAPABILITIES =
      Map.of(
          "elicitation/create", "elicitation",
          "sampling/createMessage", "sampling",
          "roots/list", "roots");

  private final Frame.Request request;
  private final RunningRequest running;
  private final ModernMeta meta;
  private final ModernResults results;
  private final Tasks tasks;
  private final Map<String, Object> answers;
  private final Map<String, Object> open = new LinkedHashMap<>();
  private int asked;

  /**
   * A request.
   *
   * @param answers what the client has answered so far
   */
  ModernCall(
      Frame.Request request,
      RunningRequest running,
      ModernMeta meta,
      ModernResults results,
      Tasks tasks,
      Map<String, Object> answers) {
    this.request = request;
    this.running = running;
    this.meta = meta;
    this.results = results;
    this.tasks = tasks;
    this.answers = answers;
  }

  /** The one that the current thread works for, or null in the other era. */
  static @Nullable ModernCall current() {
    return CURRENT.isBound() ? CURRENT.get() : null;
  }

  Frame.Request request() {
    return request;
  }

  RunningRequest running() {
    return running;
  }

  ModernMeta meta() {
    return meta;
  }

  /** Whether its tool may read files, so that it matters whose. */
  boolean readsFiles() {
    return request.method().equals("tools/call");
  }

  /** The answer to one question; throws {@link InputRequired} if there is none yet. */
  Object ask(String method, @Nullable Object params) {
    asked++;
    String key = method.replace('/', '-') + (asked == 1 ? "" : "-" + asked);
    return Objects.requireNonNull(ask(Map.of(key, question(method, params))).get(key));
  }

  /** A question as {@link #ask(Map)} takes it. */
  static Map<String, Object> question(String method, @Nullable Object params) {
    Map<String, Object> question = new LinkedHashMap<>();
    question.put("method", method);
    question.put(
        "params",
        params instanceof ElicitFormRequest form
            ? PlainMessages.question(form)
            : Objects.requireNonNullElse(params, Map.of()));
    return question;
  }

  /**
   * The answers to questions under keys of the handler's own; throws {@link InputRequired} if some
   * are missing, and an {@link McpError} if the client cannot be asked.
   */
  Map<String, Object> ask(Map<String, Map<String, Object>> questions) {
    questions.forEach((key, question) -> {
      if (!answers.containsKey(key)) {
        require(String.valueOf(question.get("method")));
        open.put(key, question);
      }
    });
    if (!open.isEmpty()) {
      throw new InputRequired();
    }
    return answers;
  }

  private void require(String method) {
    String capability = Objects.requireNonNull(CAPABILITIES.get(method), method);
    if (!results.map(meta.capabilities()).containsKey(capability)) {
      throw McpError.builder(Frame.MISSING_CAPABILITY)
          .message(
              "%s has to ask the client, which does not offer %s"
                  .formatted(request.method(), capability))
          .data(Map.of("requiredCapabilities", Map.of(capability, Map.of())))
          .build();
    }
  }

  /** What a handler answered, as the result of the request. */
  Map<String, Object> result(Object handled, Showing shown) {
    return request.method().endsWith("/list")
        ? results.complete(request, Pages.page(handled, running.cursor(), shown))
        : results.complete(request, handled);
  }

  /** What is to be asked before the request can be done; empty if nothing is. */
  Map<String, Object> open() {
    return open;
  }

  /** The result that asks it. */
  Map<String, Object> questions(RequestState state) {
    return results.typed(
        "input_required",
        Map.of("inputRequests", open, "requestState", state.seal(request, answers)));
  }

  /** How long the call is waited for, where its client's patience is that. */
  Duration patience(Duration clients) {
    return meta.takesTasks() && Tasks.AFTER.compareTo(clients) < 0 ? Tasks.AFTER : clients;
  }

  /** The answer to a call that goes on as that job: a task where the client takes one. */
  Map<String, Object> early(String job, Object told) {
    return meta.takesTasks()
        ? results.typed("task", tasks.created(job))
        : results.complete(request, told);
  }
}
