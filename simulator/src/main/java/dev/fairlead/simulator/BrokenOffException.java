package dev.fairlead.simulator;

import java.io.IOException;

/** A scripted fault ended the answer; nothing more is to be sent. */
final class BrokenOffException extends IOException {
  private static final long serialVersionUID = 1L;

  BrokenOffException() {
    super("broken off by script");
  }
}
