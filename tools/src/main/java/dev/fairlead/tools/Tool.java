package dev.fairlead.tools;

/** Something an agent can call. Implementations keep no state of calls: that belongs to threads. */
public interface Tool {
  /** What an agent is told about it. */
  Definition definition();

  /**
   * Does the call.
   *
   * @throws BadArguments if the arguments are not what the schema says
   * @throws InterruptedException if the calling thread was interrupted, which is how a call is
   *     cancelled
   */
  ToolResult call(Call call) throws BadArguments, InterruptedException;
}
