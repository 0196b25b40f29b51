package dev.fairlead.tools.expert;

import dev.fairlead.providers.Effort;
import dev.fairlead.tools.Field;
import org.jspecify.annotations.Nullable;

/**
 * What a caller may say about who answers and how; part of the arguments of every tool that asks a
 * model.
 */
public record Wishes(
    @Field("id, alias or provider/*; default: best fit") @Nullable String model,
    @Field("how hard to think") @Nullable Effort thinkingMode,
    @Field(value = "0 to 1", min = 0, max = 1, hidden = true) @Nullable Double temperature) {
  /** No wishes. */
  public static final Wishes NONE = new Wishes(null, null, null);
}
