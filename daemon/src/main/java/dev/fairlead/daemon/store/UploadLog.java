package dev.fairlead.daemon.store;

import dev.fairlead.providers.Upload;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** The uploads of all daemons, for people; for platform threads. */
public final class UploadLog {
  private final Database database;

  /** The log in that database. */
  public UploadLog(Database database) {
    this.database = database;
  }

  /**
   * All uploads that are remembered, the oldest first.
   *
   * @throws StoreException if the store cannot be read
   */
  public List<Upload> all() throws StoreException {
    try (Connection connection = database.open()) {
      return UploadRows.all(connection);
    } catch (SQLException e) {
      throw new StoreException(
          "the store " + database.file() + " cannot be read: " + e.getMessage(), e);
    }
  }

  /**
   * Forgets an upload.
   *
   * @throws StoreException if the store cannot be written
   */
  public void forget(Upload upload) throws StoreException {
    try (Connection connection = database.open()) {
      UploadRows.hide(connection, upload);
    } catch (SQLException e) {
      throw new StoreException(
          "the store " + database.file() + " cannot be written: " + e.getMessage(), e);
    }
  }
}
