package dev.fairlead.daemon.protocol;

import dev.fairlead.tools.BadArguments;
import dev.fairlead.tools.Call;
import dev.fairlead.tools.Tool;
import dev.fairlead.tools.ToolResult;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a call comes to, whatever the tool throws. */
public final class Outcome {
  private static final Logger LOG = LoggerFactory.getLogger(Outcome.class);

  private Outcome() {}

  /** The call's result; a fault of the tool becomes one, too. */
  @SuppressWarnings("IllegalCatch") // the edge: a tool's fault becomes its result
  public static ToolResult of(Tool tool, Call call) {
    String name = tool.definition().name();
    try {
      return tool.call(call);
    } catch (BadArguments e) {
      return ToolResult.refused(String.valueOf(e.getMessage()));
    } catch (InterruptedException _) {
      return ToolResult.refused(name + " was cancelled");
    } catch (InputRequired e) {
      throw e; // no outcome yet: the call is made again, with the answers
    } catch (RuntimeException | LinkageError | StackOverflowError e) {
      LOG.error("{} failed", name, e);
      return new ToolResult(
          ToolResult.Status.FAILED,
          name + " failed inside the daemon; its log says why",
          null,
          null,
          null);
    }
  }
}
