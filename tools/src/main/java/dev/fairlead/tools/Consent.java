package dev.fairlead.tools;

/**
 * Has the user decide what only a user may. Used by the thread of its call, which it blocks until
 * there is an answer, until no more of the call's time may go into waiting, or until the call is
 * cancelled.
 */
@FunctionalInterface
public interface Consent {
  /** Of a call behind which nobody is who could be asked. */
  Consent NONE = (_, _) -> Answer.UNASKED;

  /**
   * The user's answer to a question that yes or no answers.
   *
   * @param question in plain words, a line for each thing it is about
   * @param waiting run once before a wait begins
   * @throws InterruptedException if the call was cancelled meanwhile
   */
  Answer ask(String question, Runnable waiting) throws InterruptedException;

  /** What comes of a question. */
  enum Answer {
    /** The user agrees. */
    YES,
    /** The user does not. */
    NO,
    /** There is nobody to ask. */
    UNASKED,
    /** There was no answer, or not in time. */
    UNANSWERED
  }
}
