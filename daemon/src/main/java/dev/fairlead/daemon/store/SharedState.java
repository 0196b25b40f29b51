package dev.fairlead.daemon.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;

/**
 * How a team's database is.
 *
 * @param name host, port and database
 * @param problem why it cannot be used, if so
 * @param version of its schema; 0 if it has none
 * @param newest the version that this daemon knows
 * @param missing what its role may not do though a daemon has to
 * @param waiting how many rows are still to go there
 */
public record SharedState(
    String name,
    Optional<String> problem,
    int version,
    int newest,
    List<String> missing,
    long waiting) {
  public SharedState {
    missing = List.copyOf(missing);
  }

  /** Looks; makes the schema, if its role may. For platform threads. */
  public static SharedState of(SharedDatabase shared, Database local) {
    long waiting = waiting(local);
    try (Connection connection = shared.connect()) {
      return new SharedState(
          shared.name(),
          Optional.empty(),
          SharedSchema.version(connection),
          Migrations.NEWEST_SHARED,
          SharedRights.missing(connection),
          waiting);
    } catch (StoreException | SQLException e) {
      return new SharedState(
          shared.name(),
          Optional.of(String.valueOf(e.getMessage())),
          0,
          Migrations.NEWEST_SHARED,
          List.of(),
          waiting);
    }
  }

  private static long waiting(Database local) {
    try (Connection connection = local.open();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT COUNT(*) FROM outbox")) {
      return row.next() ? row.getLong(1) : 0;
    } catch (StoreException | SQLException _) {
      return 0; // the finding about the store says so
    }
  }
}
