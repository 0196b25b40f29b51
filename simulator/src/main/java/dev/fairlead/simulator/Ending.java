package dev.fairlead.simulator;

/** How a request ended. */
public enum Ending {
  /** It has not: the answer is being made or sent. */
  OPEN,
  /** The whole answer was handed to the network. */
  ANSWERED,
  /** The client closed its connection first. */
  CLIENT_GONE,
  /** A scripted fault broke it off. */
  CUT
}
