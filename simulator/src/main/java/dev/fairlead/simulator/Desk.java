package dev.fairlead.simulator;

import java.io.IOException;

/** A vendor's endpoints beside chat and models. */
interface Desk {
  /** Answers, unless there is no such endpoint. */
  boolean serve(Visit visit) throws IOException;
}
