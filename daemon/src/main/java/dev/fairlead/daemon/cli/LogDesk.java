package dev.fairlead.daemon.cli;

import dev.fairlead.daemon.store.AskLog;
import dev.fairlead.daemon.store.DecisionLog;
import dev.fairlead.tools.BadArguments;
import dev.fairlead.tools.ToolResult;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What the commands about decisions work with.
 *
 * @param log the decisions as they are written
 * @param asks what the router was asked
 * @param explain explains a call, or a decision
 * @param tools the names of all tools
 * @param directory where the command was started, absolute
 */
public record LogDesk(
    DecisionLog log, AskLog asks, Explain explain, List<String> tools, Path directory) {
  /** The tool that explains. */
  public static final String EXPLAIN = "route_explain";

  public LogDesk {
    tools = List.copyOf(tools);
  }

  /** The tool that explains, called with its own arguments; it calls nobody. */
  @FunctionalInterface
  public interface Explain {
    /**
     * What it says.
     *
     * @throws BadArguments if the arguments are not what its schema says
     * @throws InterruptedException if the calling thread was interrupted
     */
    ToolResult of(Map<String, Object> arguments) throws BadArguments, InterruptedException;
  }
}
