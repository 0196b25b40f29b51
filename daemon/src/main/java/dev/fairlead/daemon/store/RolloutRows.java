package dev.fairlead.daemon.store;

import dev.fairlead.routing.rollout.Agreement;
import dev.fairlead.routing.rollout.Arm;
import dev.fairlead.routing.rollout.Count;
import dev.fairlead.routing.rollout.Mode;
import dev.fairlead.routing.rollout.Result;
import dev.fairlead.routing.rollout.Sample;
import dev.fairlead.routing.rollout.Standing;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The turns of the roll-out as rows, and what the rows of decisions say about its arms. */
final class RolloutRows {
  /** What a turn was: another mode, the router given up, or taken up again. */
  enum Turn {
    SET,
    BACK,
    RESUME;

    String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private static final String NEWEST =
      "SELECT at, what, mode, why FROM rollout ORDER BY id DESC LIMIT 1";

  private static final String INSERT =
      "INSERT INTO rollout (at, what, mode, why) VALUES (?, ?, ?, ?)";

  private static final String COUNT =
      """
      SELECT count(*), total(result = 'error') FROM (
        SELECT result FROM decisions
        WHERE arm = ? AND at >= ? AND julianday(at) * 86400000 + took_ms >= julianday(?) * 86400000
          AND result <> 'aside' AND (? IS NULL OR mode = ?)
        ORDER BY at DESC LIMIT ?)
      """;

  /** No call takes longer: what began before that cannot end after a moment. */
  private static final Duration LONGEST = Duration.ofDays(1);

  private static final String SAMPLES =
      """
      SELECT result, took_ms, cost_usd, prompt_tokens + completion_tokens
      FROM decisions WHERE arm = ? AND at >= ?
      """;

  private static final String SHADOWS =
      """
      SELECT json_extract(candidates, '$[0].model'), json_extract(shadow, '$[0].model'),
        json_extract(candidates, '$[0].estimated_cost_usd'), json_extract(shadow, '$[0].estimated_cost_usd')
      FROM decisions WHERE arm = 'fixed' AND at >= ? AND shadow IS NOT NULL
      """;

  private RolloutRows() {}

  /** The last turn, if there was one. */
  static Optional<Standing> newest(Connection open) throws SQLException {
    try (PreparedStatement newest = open.prepareStatement(NEWEST);
        ResultSet row = newest.executeQuery()) {
      return row.next()
          ? Optional.of(
              new Standing(
                  Mode.valueOf(row.getString(3).toUpperCase(Locale.ROOT)),
                  row.getString(2).equals(Turn.BACK.label()),
                  Instant.parse(row.getString(1)),
                  row.getString(4)))
          : Optional.empty();
    }
  }

  static Standing insert(Connection open, Turn turn, Mode mode, Instant at, String why)
      throws SQLException {
    try (PreparedStatement insert = open.prepareStatement(INSERT)) {
      insert.setString(1, at.toString());
      insert.setString(2, turn.label());
      insert.setString(3, mode.label());
      insert.setString(4, why);
      insert.executeUpdate();
    }
    return new Standing(mode, turn == Turn.BACK, at, why);
  }

  /** The newest calls of that arm, so many at most; with a mode, only those made in it. */
  static Count count(Connection open, Arm arm, @Nullable Mode mode, Instant since, int most)
      throws SQLException {
    String only = mode == null ? null : mode.label();
    try (PreparedStatement count = open.prepareStatement(COUNT)) {
      count.setString(1, arm.label());
      count.setString(2, since.minus(LONGEST).toString());
      count.setString(3, since.toString());
      count.setString(4, only);
      count.setString(5, only);
      count.setInt(6, most);
      try (ResultSet row = count.executeQuery()) {
        row.next();
        return new Count(row.getInt(1), row.getInt(2));
      }
    }
  }

  /** All calls of that arm since then. */
  static List<Sample> samples(Connection open, Arm arm, Instant since) throws SQLException {
    List<Sample> samples = new ArrayList<>();
    try (PreparedStatement calls = open.prepareStatement(SAMPLES)) {
      calls.setString(1, arm.label());
      calls.setString(2, since.toString());
      try (ResultSet row = calls.executeQuery()) {
        while (row.next()) {
          samples.add(
              new Sample(
                  Result.valueOf(row.getString(1).toUpperCase(Locale.ROOT)),
                  Duration.ofMillis(row.getLong(2)),
                  row.getDouble(3),
                  row.getLong(4)));
        }
      }
    }
    return samples;
  }

  /** How the choices of calls in shadow since then compare. */
  static Agreement agreement(Connection open, Instant since) throws SQLException {
    int calls = 0;
    int same = 0;
    int both = 0;
    double fixedCost = 0;
    double routerCost = 0;
    try (PreparedStatement shadows = open.prepareStatement(SHADOWS)) {
      shadows.setString(1, since.toString());
      try (ResultSet row = shadows.executeQuery()) {
        while (row.next()) {
          calls++;
          String fixed = row.getString(1);
          String router = row.getString(2);
          if (Objects.equals(fixed, router)) {
            same++;
          }
          if (fixed != null && router != null) {
            both++;
            fixedCost += row.getDouble(3);
            routerCost += row.getDouble(4);
          }
        }
      }
    }
    return new Agreement(calls, same, both, fixedCost, routerCost);
  }
}
