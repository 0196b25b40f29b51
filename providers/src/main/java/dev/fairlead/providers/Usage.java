package dev.fairlead.providers;

/**
 * The tokens of one attempt, counted the same way for every vendor.
 *
 * @param promptTokens all tokens of the prompt, cached ones included
 * @param cachedTokens the part of the prompt that came from the vendor's prefix cache
 * @param completionTokens all tokens that were made, reasoning included
 * @param reasoningTokens the part of the completion that was reasoning
 */
public record Usage(
    long promptTokens, long cachedTokens, long completionTokens, long reasoningTokens) {
  /** No tokens at all. */
  public static final Usage NONE = new Usage(0, 0, 0, 0);

  /** Both together. */
  public Usage plus(Usage other) {
    return new Usage(
        promptTokens + other.promptTokens,
        cachedTokens + other.cachedTokens,
        completionTokens + other.completionTokens,
        reasoningTokens + other.reasoningTokens);
  }
}
