package dev.fairlead.daemon.store;

import dev.fairlead.routing.rollout.Agreement;
import dev.fairlead.routing.rollout.Arm;
import dev.fairlead.routing.rollout.Figures;
import dev.fairlead.routing.rollout.Mode;
import dev.fairlead.routing.rollout.Standing;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/** How the roll-out goes, for people. */
public final class RolloutLog {
  private final Database database;

  /** The log in that database. */
  public RolloutLog(Database database) {
    this.database = database;
  }

  /**
   * What was recorded of the arms.
   *
   * @param standing the last turn, empty if there was none
   * @param fixed how the calls of the set model went
   * @param router how those of the router went
   * @param agreement how choices in shadow compare
   */
  public record Comparison(
      Optional<Standing> standing, Figures fixed, Figures router, Agreement agreement) {}

  /**
   * What was recorded since then.
   *
   * @throws StoreException if the store cannot be read
   */
  public Comparison since(Instant since) throws StoreException {
    return read(open ->
        new Comparison(
            RolloutRows.newest(open),
            Figures.of(RolloutRows.samples(open, Arm.FIXED, since)),
            Figures.of(RolloutRows.samples(open, Arm.ROUTER, since)),
            RolloutRows.agreement(open, since)));
  }

  /**
   * The last turn, empty if there was none.
   *
   * @throws StoreException if the store cannot be read
   */
  public Optional<Standing> standing() throws StoreException {
    return read(RolloutRows::newest);
  }

  /**
   * Has calls in that mode go through the router again, and returns what had kept them from it;
   * empty, and nothing is changed, if nothing had.
   *
   * @throws StoreException if the store cannot be written
   */
  public Optional<Standing> resume(Mode mode, Instant now) throws StoreException {
    return read(open -> {
      Optional<Standing> held = RolloutRows.newest(open).filter(turn -> turn.holds(mode));
      if (held.isPresent()) {
        RolloutRows.insert(open, RolloutRows.Turn.RESUME, mode, now, "");
      }
      return held;
    });
  }

  private interface Work<T> {
    T with(Connection open) throws SQLException;
  }

  private <T> T read(Work<T> work) throws StoreException {
    try (Connection open = database.open()) {
      return work.with(open);
    } catch (SQLException e) {
      throw new StoreException(
          "the store " + database.file() + " cannot be used: " + e.getMessage(), e);
    }
  }
}
