package dev.fairlead.providers;

/**
 * What a model costs, in USD per million tokens.
 *
 * @param input for a prompt token that was not cached
 * @param cached for a prompt token that was
 * @param output for a token of answer or reasoning
 */
public record Price(double input, double cached, double output) {
  /** Nothing to pay. */
  public static final Price FREE = new Price(0, 0, 0);

  public Price {
    if (input < 0 || cached < 0 || output < 0) {
      throw new IllegalArgumentException("a price cannot be negative");
    }
  }

  /** What that usage costs, in USD. */
  public double of(Usage usage) {
    double fresh = usage.promptTokens() - usage.cachedTokens();
    return (fresh * input + usage.cachedTokens() * cached + usage.completionTokens() * output)
        / 1e6;
  }
}
