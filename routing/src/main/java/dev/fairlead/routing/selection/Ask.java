package dev.fairlead.routing.selection;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one tool call asks of the router; with a situation, all that a plan depends on.
 *
 * @param tool the tool's name
 * @param requirements what the call needs, declared and found in its content
 * @param policy what to favour
 * @param model who alone may answer: a model by id or alias, {@code provider/model}, or {@code
 *     provider/*} for any of a provider; null for any at all
 * @param thread the thread the call goes on with, or null
 * @param leaving what of the user's leaves the machine with the call
 * @param temperature how much the answer may vary, from 0 to 1, or null for the model's own; no
 *     plan depends on it
 * @param fanOut whether it is one of several asked at once, which leave room for single calls; no
 *     plan depends on it
 */
public record Ask(
    String tool,
    Requirements requirements,
    Policy policy,
    @Nullable String model,
    @Nullable String thread,
    List<Sent> leaving,
    @Nullable Double temperature,
    boolean fanOut) {
  public Ask {
    leaving = List.copyOf(leaving);
  }

  /** An ask of its own. */
  public Ask(
      String tool,
      Requirements requirements,
      Policy policy,
      @Nullable String model,
      @Nullable String thread,
      List<Sent> leaving,
      @Nullable Double temperature) {
    this(tool, requirements, policy, model, thread, leaving, temperature, false);
  }

  /** An ask that leaves the temperature to the model. */
  public Ask(
      String tool,
      Requirements requirements,
      Policy policy,
      @Nullable String model,
      @Nullable String thread,
      List<Sent> leaving) {
    this(tool, requirements, policy, model, thread, leaving, null);
  }

  /** An ask of that tool with those needs, balanced, for any model. */
  public static Ask of(String tool, Requirements requirements) {
    return new Ask(tool, requirements, Policy.BALANCED, null, null, List.of());
  }

  /** The same with those needs. */
  public Ask needing(Requirements other) {
    return new Ask(tool, other, policy, model, thread, leaving, temperature, fanOut);
  }

  /** The same with that to favour. */
  public Ask favouring(Policy other) {
    return new Ask(tool, requirements, other, model, thread, leaving, temperature, fanOut);
  }

  /** The same as one of several asked at once. */
  public Ask inFanOut() {
    return new Ask(tool, requirements, policy, model, thread, leaving, temperature, true);
  }

  /**
   * A file that leaves the machine.
   *
   * @param path as the user knows it
   * @param bytes its size
   * @param sha256 of its content, in hexadecimal
   */
  public record Sent(String path, long bytes, String sha256) {}
}
