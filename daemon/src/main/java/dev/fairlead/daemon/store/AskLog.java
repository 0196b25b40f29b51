package dev.fairlead.daemon.store;

import dev.fairlead.daemon.store.Filter.Condition;
import dev.fairlead.providers.Usage;
import dev.fairlead.routing.selection.Ask;
import dev.fairlead.routing.selection.Health.Speed;
import dev.fairlead.routing.selection.Switches.Bounds;
import dev.fairlead.tools.text.DataBinding;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What the router was asked in the past, to be asked again; for platform threads. */
public final class AskLog {

  private final Source database;

  /** The log in that database. */
  public AskLog(Source database) {
    this.database = database;
  }

  /**
   * A call of the past.
   *
   * @param id of its decision
   * @param at when it began, as it is written
   * @param workspace the directory it was made for
   * @param ask what the router was asked
   * @param bounds where it could go then
   * @param chosen the first choice then, or null if no model could be asked
   * @param answered how it was answered, or null if it was not
   */
  public record Logged(
      String id,
      String at,
      String workspace,
      Ask ask,
      Bounds bounds,
      @Nullable Choice chosen,
      @Nullable Answered answered) {}

  /** A model, and the id of the key to ask it with. */
  public record Choice(String model, String key) {}

  /** A model's answer: its tokens, and what it cost in USD. */
  public record Answered(String model, Usage usage, double cost) {}

  /**
   * What was found.
   *
   * @param calls that can be asked again, oldest first
   * @param older how many were made before it was written down what was asked
   * @param unread how many were written down in a way that is not understood
   * @param speeds how fast models were in these calls, by id
   */
  public record Found(List<Logged> calls, int older, int unread, Map<String, Speed> speeds) {
    public Found {
      calls = List.copyOf(calls);
      speeds = Map.copyOf(speeds);
    }
  }

  /**
   * The calls that the filter lets through and that were about a model.
   *
   * @throws StoreException if the store cannot be read
   */
  public Found find(Filter filter) throws StoreException {
    Condition condition = filter.condition();
    try (Connection connection = database.open()) {
      return found(connection, condition);
    } catch (SQLException e) {
      throw new StoreException(
          "the store " + database.name() + " cannot be read: " + e.getMessage(), e);
    }
  }

  private static Found found(Connection connection, Condition condition) throws SQLException {
    List<Logged> calls = new ArrayList<>();
    int older = 0;
    int unread = 0;
    try (PreparedStatement statement =
            condition.prepared(
                connection,
                """
                SELECT d.id, d.at, d.workspace, d.ask, d.candidates, l.model, l.prompt_tokens,
                  l.cached_tokens, l.completion_tokens, l.reasoning_tokens, l.cost_usd
                FROM decisions d LEFT JOIN attempts l ON l.decision = d.id AND l.error IS NULL
                  AND d.outcome = 'answered'
                WHERE d.path <> 'direct' AND %s ORDER BY d.id
                """);
        ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        String json = row.getString("ask");
        Optional<AskJson.Asked> asked = json == null ? Optional.empty() : AskJson.read(json);
        if (asked.isPresent()) {
          calls.add(logged(row, asked.get()));
        } else if (json == null) {
          older++;
        } else {
          unread++;
        }
      }
    }
    return new Found(calls, older, unread, SpeedRows.speeds(connection, condition));
  }

  private static Logged logged(ResultSet row, AskJson.Asked asked) throws SQLException {
    String model = row.getString("model");
    Usage usage =
        new Usage(
            row.getLong("prompt_tokens"),
            row.getLong("cached_tokens"),
            row.getLong("completion_tokens"),
            row.getLong("reasoning_tokens"));
    return new Logged(
        row.getString("id"),
        row.getString("at"),
        row.getString("workspace"),
        asked.ask(),
        asked.bounds(),
        first(row.getString("candidates")),
        model == null ? null : new Answered(model, usage, row.getDouble("cost_usd")));
  }

  private static @Nullable Choice first(String candidates) {
    JsonNode first = DataBinding.plain().readTree(candidates).path(0);
    return first.isMissingNode()
        ? null
        : new Choice(first.path("model").asString(), first.path("key").asString());
  }
}
