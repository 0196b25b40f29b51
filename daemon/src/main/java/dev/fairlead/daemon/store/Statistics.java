package dev.fairlead.daemon.store;

import dev.fairlead.daemon.store.Filter.Condition;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Counts what was decided; for platform threads. */
public final class Statistics {
  private static final int DAY = 10;
  private static final double MEDIAN = 0.5;
  private static final double LATE = 0.95;

  private final Source source;

  /** Those of that database. */
  public Statistics(Source source) {
    this.source = source;
  }

  /** What calls are put together by. */
  public enum By {
    TOOL,
    MODEL,
    DAY,
    USER,
    CLIENT;

    private String column() {
      return switch (this) {
        case TOOL -> "tool";
        case MODEL -> "model";
        case DAY -> "at";
        case USER -> "user_name";
        case CLIENT -> "client";
      };
    }

    /** Its name in a table. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * What some calls came to.
   *
   * @param name what they have in common; empty where that is not known
   * @param calls that were about a model
   * @param answered how many of them were
   * @param fallbacks how many asked more than one model
   * @param rejected how many no model could take
   * @param promptTokens with those that a cache knew
   * @param cachedTokens those that a cache knew
   * @param completionTokens with those of thinking
   * @param cost in USD
   * @param p50 the time of the middle one of those answered, in milliseconds
   * @param p95 the time that one in twenty of them took longer than, in milliseconds
   */
  public record Group(
      String name,
      long calls,
      long answered,
      long fallbacks,
      long rejected,
      long promptTokens,
      long cachedTokens,
      long completionTokens,
      double cost,
      long p50,
      long p95) {
    /** The share of the prompt that a cache knew, from 0 to 1. */
    public double cachedShare() {
      return promptTokens == 0 ? 0 : (double) cachedTokens / promptTokens;
    }
  }

  private static final class Sum {
    private long calls;
    private long fallbacks;
    private long rejected;
    private long prompt;
    private long cached;
    private long completion;
    private double cost;
    private final List<Long> times = new ArrayList<>();

    private void add(ResultSet row) throws SQLException {
      calls++;
      fallbacks += row.getLong("models") > 1 ? 1 : 0;
      prompt += row.getLong("prompt_tokens");
      cached += row.getLong("cached_tokens");
      completion += row.getLong("completion_tokens");
      cost += row.getDouble("cost_usd");
      switch (row.getString("outcome")) {
        case "answered" -> times.add(row.getLong("took_ms"));
        case "refused" -> rejected++;
        default -> {
          // failed or cancelled
        }
      }
    }

    private Group of(String name) {
      long[] sorted = times.stream().mapToLong(Long::longValue).sorted().toArray();
      return new Group(
          name,
          calls,
          sorted.length,
          fallbacks,
          rejected,
          prompt,
          cached,
          completion,
          cost,
          quantile(sorted, MEDIAN),
          quantile(sorted, LATE));
    }
  }

  private static long quantile(long[] sorted, double share) {
    return sorted.length == 0
        ? 0
        : sorted[Math.clamp((long) Math.ceil(share * sorted.length) - 1, 0, sorted.length - 1)];
  }

  /**
   * The calls that the filter lets through and that were about a model, put together; the last
   * group is all of them, if there are any.
   *
   * @throws StoreException if the store cannot be read
   */
  public List<Group> of(Filter filter, By by) throws StoreException {
    Map<String, Sum> sums = new TreeMap<>();
    Sum all = new Sum();
    Condition condition = filter.condition();
    try (Connection connection = source.open();
        PreparedStatement statement =
            condition.prepared(
                connection,
                "SELECT d."
                    + by.column()
                    + " AS by_what, d.outcome, d.prompt_tokens, d.cached_tokens, d.completion_tokens,"
                    + " d.cost_usd, d.took_ms, (SELECT COUNT(DISTINCT a.model) FROM attempts a"
                    + " WHERE a.decision = d.id) AS models"
                    + " FROM decisions d WHERE d.path <> 'direct' AND %s");
        ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        String name = row.getString("by_what");
        String known = name == null ? "" : name;
        String group = by == By.DAY ? known.substring(0, Math.min(DAY, known.length())) : known;
        sums.computeIfAbsent(group, _ -> new Sum()).add(row);
        all.add(row);
      }
    } catch (SQLException e) {
      throw new StoreException(
          "the store " + source.name() + " cannot be read: " + e.getMessage(), e);
    }
    List<Group> groups = new ArrayList<>();
    sums.forEach((name, sum) -> groups.add(sum.of(name)));
    if (all.calls > 0) {
      groups.add(all.of("all"));
    }
    return groups;
  }

  /** The names of all ways to put calls together. */
  public static List<String> ways() {
    return Arrays.stream(By.values()).map(By::label).toList();
  }
}
