package dev.fairlead.simulator.answer;

import java.util.List;

/**
 * What the model says.
 *
 * @param reasoning its thoughts, empty where it does not think
 * @param text its words, empty beside calls
 * @param calls the tools it wants called
 * @param length whether it was cut at the caller's limit
 */
public record Answer(String reasoning, String text, List<ToolCall> calls, boolean length) {
  /** Keeps its own list. */
  public Answer {
    calls = List.copyOf(calls);
  }

  /** The tokens of the reasoning. */
  public int reasoningTokens() {
    return Tokens.of(reasoning);
  }

  /** All tokens that are made, reasoning included. */
  public int tokens() {
    int tokens = Tokens.of(reasoning) + Tokens.of(text);
    for (ToolCall call : calls) {
      tokens += 4 + Tokens.of(call.name()) + Tokens.of(call.arguments());
    }
    return tokens;
  }

  /** The same within a limit that reasoning counts against; a call that does not fit is lost. */
  public Answer within(int limit) {
    if (tokens() <= limit) {
      return this;
    }
    String thought = Tokens.first(reasoning, limit);
    int left = limit - Tokens.of(thought);
    boolean fits = thought.length() == reasoning.length();
    return new Answer(thought, fits ? Tokens.first(text, left) : "", List.of(), true);
  }
}
