package dev.fairlead.tools;

import dev.fairlead.routing.selection.Policy;
import dev.fairlead.routing.selection.Requirements;
import org.jspecify.annotations.Nullable;

/**
 * What a tool is and needs.
 *
 * @param name of {@code [a-z0-9_]}, at most 40 characters
 * @param title for people
 * @param description for agents, in few words
 * @param input its arguments: a flat, closed object, properties in a fixed order
 * @param output its structured data, or null where there is none
 * @param requirements what it needs of a model; null if it never asks one
 * @param readOnly whether it changes nothing
 * @param policy what it favours among models where neither the call nor the user says; null if it
 *     leaves that open
 */
public record Definition(
    String name,
    String title,
    String description,
    Schema<?> input,
    @Nullable Schema<?> output,
    @Nullable Requirements requirements,
    boolean readOnly,
    @Nullable Policy policy) {
  /** A tool that favours nothing of its own. */
  public Definition(
      String name,
      String title,
      String description,
      Schema<?> input,
      @Nullable Schema<?> output,
      @Nullable Requirements requirements,
      boolean readOnly) {
    this(name, title, description, input, output, requirements, readOnly, null);
  }
}
