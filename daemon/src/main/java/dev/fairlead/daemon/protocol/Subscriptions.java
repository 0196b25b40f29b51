package dev.fairlead.daemon.protocol;

import io.modelcontextprotocol.spec.McpSchema.Implementation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Who wants to be told what, each under the id of a {@code subscriptions/listen} that stays open
 * for it. Thread-safe.
 */
final class Subscriptions {
  static final String TASK_IDS = "taskIds";
  private static final String ID = ModernMeta.PREFIX + "subscriptionId";
  private static final String RESOURCES = "resourceSubscriptions";

  /** Which notification stands behind which word of a filter. */
  private static final Map<String, String> CHANGES =
      Map.of(
          "toolsListChanged", "notifications/tools/list_changed",
          "promptsListChanged", "notifications/prompts/list_changed",
          "resourcesListChanged", "notifications/resources/list_changed");

  private final Set<Listener> open = ConcurrentHashMap.newKeySet();
  private final Outbox outbox;
  private final ModernResults results;

  /** One who listens, and what to. */
  private record Listener(
      RunningRequest request,
      Map<String, Object> filter,
      @Nullable Implementation client,
      CountDownLatch ended) {
    boolean wants(String method) {
      return CHANGES.entrySet().stream()
          .anyMatch(change ->
              change.getValue().equals(method) && Boolean.TRUE.equals(filter.get(change.getKey())));
    }

    boolean names(String field, String name) {
      return filter.get(field) instanceof List<?> names && names.contains(name);
    }
  }

  Subscriptions(Outbox outbox, ModernResults results) {
    this.outbox = outbox;
    this.results = results;
  }

  /** What is wrong with a filter, or null. */
  static @Nullable String problem(@Nullable Object filter) {
    if (!(filter instanceof Map<?, ?> fields)) {
      return "the field notifications must be an object, for example {\"toolsListChanged\": true}";
    }
    for (String field : CHANGES.keySet().stream().sorted().toList()) {
      Object value = fields.get(field);
      if (value != null && !(value instanceof Boolean)) {
        return "the field notifications." + field + " must be true or false";
      }
    }
    for (String field : List.of(RESOURCES, TASK_IDS)) {
      Object value = fields.get(field);
      if (value != null
          && !(value instanceof List<?> list && list.stream().allMatch(String.class::isInstance))) {
        return "the field notifications." + field + " must be a list of strings";
      }
    }
    return null;
  }

  /** Listens for that request until it is cancelled, or until the daemon ends. */
  void listen(Frame.Request request, RunningRequest running, ModernMeta meta) {
    Map<?, ?> params = (Map<?, ?>) request.params();
    Map<String, Object> filter = honoured(params == null ? null : params.get("notifications"));
    Listener listener = new Listener(running, filter, meta.client(), new CountDownLatch(1));
    running.beforeReply(() ->
        tell(
            listener, "notifications/subscriptions/acknowledged", Map.of("notifications", filter)));
    open.add(listener);
    try {
      listener.ended().await();
    } catch (InterruptedException _) {
      // cancelled, and then there is no reply; or the daemon ends
    } finally {
      open.remove(listener);
    }
    Map<String, Object> end = Map.of("_meta", Map.of(ID, running.id()));
    running.reply(() ->
        outbox.send(
            Map.of("jsonrpc", "2.0", "id", running.id(), "result", results.typed("complete", end)),
            running.id(),
            running.sink()));
  }

  private static Map<String, Object> honoured(@Nullable Object filter) {
    Map<String, Object> honoured = new LinkedHashMap<>();
    if (filter instanceof Map<?, ?> fields) {
      for (Map.Entry<?, ?> field : fields.entrySet()) {
        String name = String.valueOf(field.getKey());
        Object value = field.getValue();
        boolean change = CHANGES.containsKey(name) && Boolean.TRUE.equals(value);
        boolean names = Set.of(RESOURCES, TASK_IDS).contains(name) && value instanceof List<?>;
        if (change || names) {
          honoured.put(name, value);
        }
      }
    }
    return honoured;
  }

  /** A list has changed, as that notification says. */
  void changed(String method) {
    tell(method, Map.of(), listener -> listener.wants(method));
  }

  /** What is under that address is not what it was. */
  void updated(String uri) {
    tell(
        "notifications/resources/updated",
        Map.of("uri", uri),
        listener -> listener.names(RESOURCES, uri));
  }

  /** That task has changed; how it is now is written for each who listens. */
  void task(String id, Function<@Nullable Implementation, Optional<Map<String, Object>>> task) {
    open.stream()
        .filter(listener -> listener.names(TASK_IDS, id))
        .forEach(listener ->
            task.apply(listener.client())
                .ifPresent(fields -> tell(listener, "notifications/tasks", fields)));
  }

  /** Ends all of them, with a reply. */
  void end() {
    open.forEach(listener -> listener.ended().countDown());
  }

  private void tell(String method, Map<String, Object> params, Predicate<Listener> whom) {
    open.stream().filter(whom).forEach(listener -> tell(listener, method, params));
  }

  private void tell(Listener listener, String method, Map<String, Object> params) {
    RunningRequest request = listener.request();
    Map<String, Object> tagged = new LinkedHashMap<>(params);
    tagged.put("_meta", Map.of(ID, request.id()));
    request.beforeReply(() -> outbox.notify(method, tagged));
  }
}
