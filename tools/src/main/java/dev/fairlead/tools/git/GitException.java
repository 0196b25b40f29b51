package dev.fairlead.tools.git;

/** What changed cannot be read; the message says why and what to do. */
public final class GitException extends Exception {
  /** With that message. */
  public GitException(String message) {
    super(message);
  }
}
