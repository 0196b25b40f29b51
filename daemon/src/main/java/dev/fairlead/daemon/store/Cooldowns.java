package dev.fairlead.daemon.store;

import dev.fairlead.providers.Access;
import dev.fairlead.routing.resilience.Breakers;
import dev.fairlead.routing.resilience.Breakers.Resting;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Tells the machines of a team which keys rest, and has this one's rest that others found to. A key
 * is known by a hash of it, which does not lead back to it. For one thread.
 */
final class Cooldowns {
  private static final int SHORTEST_MILLIS = 2_000;
  private static final int DIGITS = 32;

  private final Breakers breakers;
  private final Supplier<List<Access>> keys;
  private final Who who;
  private final InstantSource clock;
  private final Map<String, Instant> told = new HashMap<>();
  private final Map<String, Instant> heard = new HashMap<>();

  Cooldowns(Breakers breakers, Supplier<List<Access>> keys, Who who, InstantSource clock) {
    this.breakers = breakers;
    this.keys = keys;
    this.who = who;
    this.clock = clock;
  }

  /** Tells and hears, in one transaction. */
  void exchange(Connection connection) throws SQLException, StoreException {
    Instant now = clock.instant();
    Map<String, Access> known = new HashMap<>();
    keys.get().forEach(access -> known.put(hash(access), access));
    List<Row> rows = new ArrayList<>();
    for (Resting resting : breakers.resting()) {
      if (resting.model() == null && resting.until().isAfter(now.plusMillis(SHORTEST_MILLIS))) {
        known.forEach((hash, access) -> {
          boolean news =
              access.id().equals(resting.key())
                  && !resting.until().equals(told.get(hash))
                  && !resting.until().equals(heard.get(hash));
          if (news) {
            told.put(hash, resting.until());
            rows.add(row(hash, resting, now));
          }
        });
      }
    }
    SharedDatabase.in(
        connection,
        c -> {
          Rows.shared(c).write(rows);
          hear(c, known, now);
        });
  }

  private Row row(String hash, Resting resting, Instant now) {
    return Row.of(
        Table.COOLDOWNS,
        hash,
        "",
        Micros.of(resting.until()),
        resting.why(),
        Micros.of(now),
        who.user(),
        who.machine());
  }

  private void hear(Connection connection, Map<String, Access> known, Instant now)
      throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT until, why FROM cooldowns WHERE key = ? AND until > ? AND machine <> ?")) {
      for (Map.Entry<String, Access> key : known.entrySet()) {
        select.setString(1, key.getKey());
        select.setLong(2, Micros.of(now));
        select.setString(3, who.machine());
        try (ResultSet row = select.executeQuery()) {
          if (row.next()) {
            Instant until = Micros.moment(row.getLong(1));
            if (!until.equals(heard.put(key.getKey(), until))) {
              breakers.rest(new Resting(key.getValue().id(), null, row.getString(2), until));
            }
          }
        }
      }
    }
  }

  private static String hash(Access access) {
    try {
      String text = "fairlead key\n" + access.base() + "\n" + access.key().reveal();
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)))
          .substring(0, DIGITS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
