package dev.fairlead.daemon.store;

import dev.fairlead.providers.Upload;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Uploads as rows. */
final class UploadRows {
  private static final String COLUMNS =
      "provider, account, purpose, digest, id, name, bytes, at, expires";

  private UploadRows() {}

  static Row of(Upload upload, boolean gone, Instant changed, Who who) {
    Upload.Place place = upload.place();
    return Row.of(
        Table.UPLOADS,
        place.provider(),
        place.account(),
        upload.id(),
        place.purpose(),
        place.digest(),
        upload.name(),
        upload.bytes(),
        upload.at().toString(),
        upload.expires().toString(),
        gone ? 1 : 0,
        Micros.of(changed),
        who.user(),
        who.machine(),
        who.workspace(),
        who.client().get());
  }

  /** Takes it out of what can be found. */
  static void hide(Connection connection, Upload upload) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "UPDATE uploads SET gone = 1 WHERE provider = ? AND account = ? AND id = ?")) {
      bind(statement, upload.place().provider(), upload.place().account(), upload.id());
      statement.executeUpdate();
    }
  }

  /** The newest that can be used then. */
  static Optional<Upload> find(Connection connection, Upload.Place place, Instant now)
      throws SQLException {
    return select(
            connection,
            "AND provider = ? AND account = ? AND purpose = ? AND digest = ?",
            place.provider(),
            place.account(),
            place.purpose(),
            place.digest())
        .stream()
        .filter(upload -> upload.usable(now))
        .max(Comparator.comparing(Upload::at));
  }

  static List<Upload> of(Connection connection, String provider, String account)
      throws SQLException {
    return select(connection, "AND provider = ? AND account = ?", provider, account);
  }

  /** All there are, the oldest first. */
  static List<Upload> all(Connection connection) throws SQLException {
    return select(connection, "");
  }

  private static List<Upload> select(Connection connection, String where, String... values)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "SELECT " + COLUMNS + " FROM uploads WHERE gone = 0 " + where)) {
      bind(statement, values);
      List<Upload> uploads = new ArrayList<>();
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          uploads.add(
              new Upload(
                  new Upload.Place(
                      row.getString(1), row.getString(2), row.getString(3), row.getString(4)),
                  row.getString(5),
                  row.getString(6),
                  row.getLong(7),
                  Instant.parse(row.getString(8)),
                  Instant.parse(row.getString(9))));
        }
      }
      uploads.sort(Comparator.comparing(Upload::at));
      return uploads;
    }
  }

  private static void bind(PreparedStatement statement, String... values) throws SQLException {
    for (int i = 0; i < values.length; i++) {
      statement.setString(i + 1, values[i]);
    }
  }
}
