package dev.fairlead.tools;

import dev.fairlead.routing.RoutingException;
import dev.fairlead.routing.journal.Decision;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a tool returns.
 *
 * @param status how the call stands
 * @param text what the agent reads; the routing line is added to it later
 * @param data the same as structured data, for tools that declare an output schema; else null
 * @param decision how a model was chosen, or null if none was asked, or several were
 * @param thread the thread that goes on, or null
 * @param several how each of several models was chosen that were asked at once, else empty
 */
public record ToolResult(
    Status status,
    String text,
    @Nullable Map<String, Object> data,
    @Nullable Decision decision,
    @Nullable String thread,
    List<Decision> several) {
  public ToolResult {
    several = List.copyOf(several);
  }

  /** What comes of one model at most. */
  public ToolResult(
      Status status,
      String text,
      @Nullable Map<String, Object> data,
      @Nullable Decision decision,
      @Nullable String thread) {
    this(status, text, data, decision, thread, List.of());
  }

  /** How a call stands; one list for all tools. */
  public enum Status {
    /** Not final: the text says what to look at next and how to go on. */
    INVESTIGATE,
    /** Final. */
    COMPLETE,
    /** The expert wants to see more files first. */
    NEEDS_FILES,
    /** It goes on as a job. */
    RUNNING,
    /** The call cannot be done as it is; the text says what to change. */
    REFUSED,
    /** It was tried and failed; the text says what happened. */
    FAILED;

    /** Whether the result is marked as an error. */
    public boolean isError() {
      return this == REFUSED || this == FAILED;
    }
  }

  /** The same with a note at its end. */
  public ToolResult noting(String note) {
    return new ToolResult(status, text + "\n\n---\n" + note, data, decision, thread, several);
  }

  /** Text alone. */
  public static ToolResult complete(String text) {
    return new ToolResult(Status.COMPLETE, text, null, null, null);
  }

  /** A refusal whose text says what to change. */
  public static ToolResult refused(String text) {
    return new ToolResult(Status.REFUSED, text, null, null, null);
  }

  /** What comes of several models that were asked at once. */
  public static ToolResult ofSeveral(
      Status status, String text, List<Decision> decisions, @Nullable String thread) {
    return new ToolResult(status, text, null, null, thread, decisions);
  }

  /** A failure of the router, with its message and decision. */
  public static ToolResult failed(RoutingException failure, @Nullable String thread) {
    Decision decision = failure.decision();
    Status status = decision.outcome() == Decision.Outcome.REFUSED ? Status.REFUSED : Status.FAILED;
    String message = failure.getMessage();
    String text = message == null ? "no model answered" : message;
    return new ToolResult(status, text, null, decision, thread);
  }
}
