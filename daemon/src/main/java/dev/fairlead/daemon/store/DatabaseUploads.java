package dev.fairlead.daemon.store;

import dev.fairlead.providers.MemoryUploads;
import dev.fairlead.providers.Upload;
import dev.fairlead.providers.Uploads;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Remembers uploads in the database that all of the user's daemons share, by one platform thread.
 * What the database does not tell in time is answered from what this process did itself; what it
 * does not take is written as soon as it takes something again.
 */
public final class DatabaseUploads implements Uploads {
  private static final int ROOM = 1_000;

  private final Clerk clerk;
  private final MemoryUploads own = new MemoryUploads();
  private final List<Upload> unwritten = new ArrayList<>();

  /**
   * The uploads in that database.
   *
   * @param patience how long a call waits for it at most
   */
  public DatabaseUploads(Database database, Duration patience) {
    this.clerk = new Clerk(database, "uploads", patience, this::write);
  }

  @Override
  public Optional<Upload> find(Upload.Place place, Instant now) {
    Optional<Optional<Upload>> told =
        clerk.ask(connection -> UploadRows.find(connection, place, now));
    return told.orElseGet(() -> own.find(place, now));
  }

  @Override
  public void keep(Upload upload) {
    own.keep(upload);
    synchronized (unwritten) {
      if (unwritten.size() < ROOM) {
        unwritten.add(upload);
      }
    }
    clerk.ask(_ -> true);
  }

  @Override
  public void forget(Upload upload) {
    own.forget(upload);
    synchronized (unwritten) {
      unwritten.remove(upload);
    }
    clerk.ask(connection -> {
      UploadRows.delete(connection, upload);
      return true;
    });
  }

  @Override
  public List<Upload> of(String provider, String account) {
    Optional<List<Upload>> told =
        clerk.ask(connection -> UploadRows.of(connection, provider, account));
    return told.orElseGet(() -> own.of(provider, account));
  }

  private boolean write(Connection connection) throws SQLException, StoreException {
    List<Upload> missing;
    synchronized (unwritten) {
      missing = List.copyOf(unwritten);
    }
    if (!missing.isEmpty()) {
      Transaction.in(
          connection,
          c -> {
            for (Upload upload : missing) {
              UploadRows.insert(c, upload);
            }
          });
      synchronized (unwritten) {
        unwritten.removeAll(missing);
      }
    }
    return true;
  }
}
