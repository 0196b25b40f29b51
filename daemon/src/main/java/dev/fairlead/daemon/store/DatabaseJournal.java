package dev.fairlead.daemon.store;

import dev.fairlead.routing.journal.Decision;
import dev.fairlead.routing.journal.Journal;
import dev.fairlead.routing.selection.Path;
import java.util.List;

/** Keeps decisions in a database, which is opened while the first call runs. */
public final class DatabaseJournal implements Journal {
  private final Writer writer;
  private final Who who;
  private final Runnable begun;

  /**
   * A journal whose decisions that writer writes, as theirs.
   *
   * @param begun is told of every call that begins
   */
  DatabaseJournal(Writer writer, Who who, Runnable begun) {
    this.writer = writer;
    this.who = who;
    this.begun = begun;
  }

  @Override
  public void prepare() {
    writer.prepare();
    begun.run();
  }

  @Override
  public void record(Decision decision) {
    List<Row> rows = DecisionRows.of(decision, who);
    if (decision.path() == Path.DIRECT) {
      writer.postUnsettled(
          rows); // no model was asked: nothing was spent or said that must not be lost
    } else {
      writer.post(rows);
    }
  }

  @Override
  public void settle() {
    writer.settle();
  }
}
