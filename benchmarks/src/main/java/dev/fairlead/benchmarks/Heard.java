package dev.fairlead.benchmarks;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** What a request came to. */
sealed interface Heard {
  /** It was answered. */
  record Answer() implements Heard {}

  /** It goes on as the job of that id. */
  record Job(String id) implements Heard {}

  /** An error of that kind, which a caller can tell from others without reading words. */
  record TypedError(String kind) implements Heard {}

  /** An error that says no kind, or an answer that is none. */
  record Untyped(String words) implements Heard {}

  /** What is refused before models are looked at: wrong arguments, or nothing of that name. */
  TypedError NO_NOTE = new TypedError("refused, " + Words.NO_NOTE);

  /** Where a result says how it was routed. */
  String ROUTING = "/_meta/dev.fairlead~1routing";

  /** What a reply says. */
  static Heard of(JsonNode reply) {
    JsonNode error = reply.path("error");
    if (error.isObject()) {
      int code = error.path("code").asInt(Words.INTERNAL);
      return code == Words.INTERNAL
          ? new Untyped(error.toString())
          : new TypedError("JSON-RPC " + code);
    }
    JsonNode result = reply.path("result");
    if (result.path("resultType").asString("").equals("task")) {
      return new Job(result.path("taskId").asString(""));
    }
    String status = result.at("/_meta/dev.fairlead~1status").asString("");
    String text = result.at("/content/0/text").asString("");
    if (status.equals("running")) {
      Matcher job = Words.JOB.matcher(text);
      return job.find() ? new Job(job.group(1)) : new Untyped(text);
    }
    if (!result.path("isError").asBoolean(false)) {
      boolean empty = result.isEmpty() || (result.has("content") && text.isBlank());
      return empty ? new Untyped("nothing: " + reply) : new Answer();
    }
    if (!Words.ERRORS.contains(status) || text.contains(Words.INSIDE)) {
      return new Untyped(text);
    }
    return new TypedError(status + ", " + Words.kind(result.at(ROUTING)));
  }

  /** What the daemon's words are. */
  final class Words {
    private static final int INTERNAL = -32603;
    private static final Pattern JOB = Pattern.compile("job ([0-9a-f-]{36})");
    private static final Set<String> ERRORS = Set.of("refused", "failed");
    private static final String INSIDE = "failed inside the daemon";

    /** No router was asked, or another daemon did it. */
    private static final String NO_NOTE = "without a routing note";

    private Words() {}

    private static String kind(JsonNode routing) {
      if (routing.isMissingNode()) {
        return NO_NOTE;
      }
      JsonNode decisions = routing.path("decisions");
      JsonNode attempts = last(decisions, routing).path("attempts");
      return last(attempts, attempts).path("error").asString("no model tried");
    }

    private static JsonNode last(JsonNode list, JsonNode otherwise) {
      return list.isEmpty() ? otherwise : list.path(list.size() - 1);
    }
  }
}
