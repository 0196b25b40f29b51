package dev.fairlead.simulator;

import dev.fairlead.simulator.answer.Answer;
import dev.fairlead.simulator.answer.Directive;
import java.time.Instant;
import tools.jackson.databind.node.ArrayNode;

/**
 * An answer, ready to be put into a vendor's shape.
 *
 * @param ask what was asked
 * @param model the name it is given under
 * @param answer what is said
 * @param usage what it costs
 * @param finish the reason for its end
 * @param filtered whether the vendor's filter ended it
 * @param found what a search found, empty for none
 * @param at when it was made
 * @param mark what tells it from every other, in hexadecimal
 */
record Said(
    Ask ask,
    String model,
    Answer answer,
    Usage usage,
    String finish,
    boolean filtered,
    ArrayNode found,
    Instant at,
    String mark) {
  private static final int CHUNK = 16;
  private static final int ARGUMENTS = 8;

  long created() {
    return at.getEpochSecond();
  }

  Directive directive() {
    return ask.conversation().directive();
  }

  /** Whether the usage is left out, as GLM does where it had to stop. */
  boolean usageUnknown() {
    return filtered || finish.equals("model_context_window_exceeded");
  }

  /** Arguments come in smaller pieces than words. */
  int argumentChunk() {
    return Math.min(chunk(), ARGUMENTS);
  }

  int chunk() {
    return directive().chunk() > 0 ? directive().chunk() : CHUNK;
  }
}
