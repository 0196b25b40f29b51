package dev.fairlead.daemon.store;

import dev.fairlead.routing.Progress.SoFar;
import dev.fairlead.tools.Job;
import dev.fairlead.tools.RoutingNote;
import dev.fairlead.tools.ToolResult;
import dev.fairlead.tools.text.DataBinding;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Jobs as rows, for one user. */
final class JobRows {
  private static final int MOST_LISTED = 200;
  private static final String COLUMNS =
      "id, tool, started, state, doing, so_far, reasoning, result, process, machine, changed,"
          + " arguments, roots";

  private final Who who;
  private final Processes processes;
  private final Supplier<Contents> contents;
  private final Clean clean;

  /**
   * Rows of theirs.
   *
   * @param contents what is kept of what was said
   * @param clean takes secrets out of it
   */
  JobRows(Who who, Processes processes, Supplier<Contents> contents, Clean clean) {
    this.who = who;
    this.processes = processes;
    this.contents = contents;
    this.clean = clean;
  }

  /**
   * What is needed to take a call up again.
   *
   * @param job as it was left
   * @param arguments what the tool was called with; null if that was not kept
   * @param roots the directories whose files it may read
   */
  record Kept(Job job, @Nullable Map<String, Object> arguments, List<Path> roots) {}

  /** The job as it is then. */
  Row of(Job job, Map<String, Object> arguments, List<Path> roots, Instant now) {
    Contents kept = contents.get();
    ToolResult result = job.result();
    SoFar soFar = job.soFar();
    return Row.of(
        Table.JOBS,
        job.id(),
        job.tool(),
        job.started().toString(),
        result == null ? null : now.toString(),
        job.state().name().toLowerCase(Locale.ROOT),
        clean.of(job.doing()),
        kept == Contents.FULL
            ? DataBinding.plain().writeValueAsString(List.of(soFar.model(), clean.of(soFar.text())))
            : "[]",
        kept.of(clean.of(soFar.reasoning())),
        kept == Contents.FULL
            ? DataBinding.plain().writeValueAsString(clean.of((Object) arguments))
            : "",
        DataBinding.plain().writeValueAsString(roots.stream().map(Path::toString).toList()),
        result == null || kept != Contents.FULL ? null : written(result),
        processes.own(),
        Micros.of(now),
        who.user(),
        who.machine(),
        who.workspace(),
        who.client().get());
  }

  /** With its routing line in its text: what was decided has a row of its own. */
  private String written(ToolResult result) {
    Map<String, Object> map = new LinkedHashMap<>();
    String line = RoutingNote.of(result).map(note -> "\n\n" + note.line()).orElse("");
    map.put("status", result.status().name());
    map.put("text", clean.of(result.text() + line));
    if (result.thread() != null) {
      map.put("thread", result.thread());
    }
    return DataBinding.plain().writeValueAsString(map);
  }

  private static ToolResult read(String json) {
    JsonNode node = DataBinding.plain().readTree(json);
    return new ToolResult(
        ToolResult.Status.valueOf(node.path("status").asString()),
        node.path("text").asString(),
        null,
        null,
        node.has("thread") ? node.path("thread").asString() : null);
  }

  Optional<Kept> find(Connection connection, String id, Instant now) throws SQLException {
    return select(connection, "id = ?", id, now).stream().findFirst();
  }

  /** The newest jobs. */
  List<Kept> list(Connection connection, Instant now) throws SQLException {
    return select(connection, "'' = ?", "", now);
  }

  private List<Kept> select(Connection connection, String where, String value, Instant now)
      throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT "
                + COLUMNS
                + " FROM jobs WHERE "
                + where
                + " AND user_name = ? ORDER BY started DESC, id LIMIT "
                + MOST_LISTED)) {
      select.setString(1, value);
      select.setString(2, who.user());
      List<Kept> jobs = new ArrayList<>();
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          jobs.add(kept(row, now));
        }
      }
      return jobs;
    }
  }

  private Kept kept(ResultSet row, Instant now) throws SQLException {
    String result = row.getString("result");
    JsonNode said = DataBinding.plain().readTree(row.getString("so_far"));
    SoFar soFar =
        new SoFar(said.path(0).asString(""), said.path(1).asString(""), row.getString("reasoning"));
    Job.State state = state(row, now);
    Job job =
        new Job(
            row.getString("id"),
            row.getString("tool"),
            Instant.parse(row.getString("started")),
            state,
            state == Job.State.RUNNING ? row.getString("doing") : "",
            state == Job.State.ENDED ? SoFar.NOTHING : soFar,
            state == Job.State.ENDED ? ended(result) : null);
    String arguments = row.getString("arguments");
    List<Path> roots =
        DataBinding.plain()
            .readTree(row.getString("roots"))
            .valueStream()
            .map(JsonNode::asString)
            .map(Path::of)
            .toList();
    return new Kept(job, arguments.isEmpty() ? null : map(arguments), roots);
  }

  private static ToolResult ended(@Nullable String result) {
    return result == null
        ? ToolResult.refused("the job has ended, but what is said is not kept: ask again")
        : read(result);
  }

  private Job.State state(ResultSet row, Instant now) throws SQLException {
    Job.State state = Job.State.valueOf(row.getString("state").toUpperCase(Locale.ROOT));
    boolean here = who.machine().equals(row.getString("machine"));
    boolean broken =
        state == Job.State.RUNNING
            && (here
                ? !processes.lives(row.getString("process"))
                : row.getLong("changed") < Micros.of(now.minus(DatabaseJobs.SILENCE)));
    return broken ? Job.State.BROKEN : state;
  }

  @SuppressWarnings("unchecked") // an object in JSON is such a map
  private static Map<String, Object> map(String json) {
    return DataBinding.plain().readValue(json, Map.class);
  }
}
