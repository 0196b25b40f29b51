package dev.fairlead.providers;

/**
 * A vendor's rules for the fields of a request to one model; data, so that a new model needs no
 * code.
 *
 * @param outputLimit the field that limits the answer
 * @param sampling whether temperature and its like may be sent
 * @param continues whether it goes on from the beginning of an answer
 */
public record Parameters(OutputLimit outputLimit, Sampling sampling, boolean continues) {
  /** The rules of a model that begins each answer anew. */
  public Parameters(OutputLimit outputLimit, Sampling sampling) {
    this(outputLimit, sampling, false);
  }

  /** The name of the field that limits the answer's tokens. */
  public enum OutputLimit {
    MAX_TOKENS,
    MAX_COMPLETION_TOKENS
  }

  /** Whether a request may set temperature. */
  public enum Sampling {
    /** The vendor fixes it: sending another value is an error, so nothing is sent. */
    FIXED,
    /** From 0 to 1. */
    FREE
  }
}
