package dev.fairlead.daemon.store;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The tables whose rows come in through the writer, with their columns in the order of a row. */
enum Table {
  DECISIONS(
      1,
      "",
      """
      id, at, tool, thread, outcome, path, model, provider, policy, asked_model,
      required, preferred, effort, input_tokens, output_tokens, candidates, rejections, degradations,
      sent, message, prompt_tokens, cached_tokens, completion_tokens, reasoning_tokens, cost_usd, took_ms,
      ask, first_token_ms, overhead_ms, lane_ms, pause_ms, ahead_ms, connect_ms, silence_ms, answer_ms,
      mode, arm, rolled_back, result, shadow, user_name, machine, workspace, client\
      """),
  ATTEMPTS(
      2,
      "",
      """
      decision, number, model, answered, provider, key, path, error, error_text,
      prompt_tokens, cached_tokens, completion_tokens, reasoning_tokens, cost_usd, first_event_ms, took_ms,
      effort_wanted, effort, adjusted, start,
      overhead_ms, lane_ms, pause_ms, ahead_ms, connect_ms, silence_ms, answer_ms\
      """),
  EVENTS(1, "", "id, at, what, subject, state, why, user_name, machine, workspace, client"),
  THREADS(
      1,
      "last, changed, client",
      """
      id, tool, started, last, fork_of, fork_at, shared, changed, user_name, machine, workspace, client\
      """),
  TURNS(
      1,
      "",
      """
      id, thread, number, parent, tool, at, said, asked, answered, state, contents, files,
      user_name, machine, workspace, client\
      """),
  ATTACHED(2, "", "turn, place, path, kind, media_type, sha256, content"),
  JOBS(
      1,
      "ended, state, doing, so_far, reasoning, result, process, changed",
      """
      id, tool, started, ended, state, doing, so_far, reasoning, arguments, roots, result, process, changed,
      user_name, machine, workspace, client\
      """),
  UPLOADS(
      3,
      "gone, changed",
      """
      provider, account, id, purpose, digest, name, bytes, at, expires, gone, changed,
      user_name, machine, workspace, client\
      """),
  RESULTS(1, "", "id, at, content"),
  COOLDOWNS(
      2,
      "until, why, changed, user_name, machine",
      "key, scope, until, why, changed, user_name, machine");

  @SuppressWarnings("ImmutableEnumChecker") // made by List.of
  private final List<String> columns;

  private final int keys;
  private final String insert;

  /**
   * A table with those columns.
   *
   * @param keys how many of the first columns tell a row from others
   * @param again the columns that are written again with a row that is there already; those that
   *     were changed last stay
   */
  Table(int keys, String again, String columns) {
    this.columns = List.of(columns.strip().split(",\\s+"));
    this.keys = keys;
    String name = name().toLowerCase(Locale.ROOT);
    String key = String.join(", ", this.columns.subList(0, keys));
    String onConflict =
        again.isEmpty()
            ? " ON CONFLICT DO NOTHING"
            : " ON CONFLICT (%s) DO UPDATE SET %s WHERE excluded.changed >= %s.changed"
                .formatted(
                    key,
                    Stream.of(again.split(", "))
                        .map(column -> column + " = excluded." + column)
                        .collect(Collectors.joining(", ")),
                    name);
    this.insert =
        "INSERT INTO %s (%s) VALUES (%s)%s"
            .formatted(
                name,
                String.join(", ", this.columns),
                this.columns.stream().map(_ -> "?").collect(Collectors.joining(", ")),
                onConflict);
  }

  /** Its name in SQL. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The columns, those of the key first. */
  List<String> columns() {
    return columns;
  }

  /** How many of the first columns are the key. */
  int keys() {
    return keys;
  }

  /** Whether other machines of the same user, or their team, may see the rows. */
  boolean shared() {
    return this != RESULTS && this != COOLDOWNS;
  }

  /** Writes a row; one that is there already stays, or gives way to a newer one. */
  String insert() {
    return insert;
  }

  /** Reads the row of a key. */
  String select() {
    return "SELECT %s FROM %s WHERE %s"
        .formatted(
            String.join(", ", columns),
            label(),
            columns.stream()
                .limit(keys)
                .map(column -> column + " = ?")
                .collect(Collectors.joining(" AND ")));
  }
}
