package dev.fairlead.providers;

/** Whether a model calls functions in its answer. */
public sealed interface ToolChoice {
  /** The model decides. */
  ToolChoice AUTO = new Auto();

  /** The model decides; what holds where nothing is said. */
  record Auto() implements ToolChoice {}

  /** It calls none. */
  record None() implements ToolChoice {}

  /** It calls at least one. */
  record Required() implements ToolChoice {}

  /** It calls the function of that name. */
  record Named(String function) implements ToolChoice {}
}
