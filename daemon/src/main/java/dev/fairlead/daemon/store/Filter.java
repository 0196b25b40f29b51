package dev.fairlead.daemon.store;

import dev.fairlead.tools.Past;
import java.io.File;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which decisions are wanted; a part that is null leaves that open.
 *
 * @param since made at that moment or later, to the second
 * @param tool of that tool
 * @param model that asked that model, in whichever attempt
 * @param provider that asked a model of that provider, in whichever attempt
 * @param outcome that ended so, such as {@code answered}
 * @param error with an attempt that failed so, such as {@code Overloaded}; {@code any} for any
 * @param path that ran so, such as {@code vision}
 * @param workspace of that directory or one below it, absolute
 */
public record Filter(
    @Nullable Instant since,
    @Nullable String tool,
    @Nullable String model,
    @Nullable String provider,
    @Nullable String outcome,
    @Nullable String error,
    @Nullable String path,
    @Nullable String workspace) {
  /** All decisions. */
  public static final Filter ALL = new Filter(null, null, null, null, null, null, null, null);

  /** What matches any failure. */
  public static final String ANY_ERROR = "any";

  /** The decisions of that workspace and those below it, or all for null. */
  public static Filter of(@Nullable String workspace) {
    return new Filter(null, null, null, null, null, null, null, workspace);
  }

  /** The decisions since that moment. */
  public static Filter since(Instant moment) {
    return new Filter(moment, null, null, null, null, null, null, null);
  }

  /** Those that are like that, too; what it says comes first. */
  public Filter and(Past.Which which) {
    return new Filter(
        which.since() == null ? since : which.since(),
        which.tool() == null ? tool : which.tool(),
        which.model() == null ? model : which.model(),
        provider,
        which.outcome() == null ? outcome : which.outcome(),
        error,
        path,
        workspace);
  }

  /** A condition on the table of decisions, named {@code d}, and what is bound to it in order. */
  record Condition(String sql, List<String> values) {
    /** A statement with this condition in the place of its {@code %s}. */
    PreparedStatement prepared(Connection connection, String statement) throws SQLException {
      PreparedStatement prepared = connection.prepareStatement(statement.formatted(sql));
      for (int i = 0; i < values.size(); i++) {
        prepared.setString(i + 1, values.get(i));
      }
      return prepared;
    }
  }

  Condition condition() {
    List<String> terms = new ArrayList<>(List.of("1 = 1"));
    List<String> values = new ArrayList<>();
    // without its last letter, the text of a second comes before those of all its parts
    String second = since == null ? null : since.truncatedTo(ChronoUnit.SECONDS).toString();
    add("d.at >= ?", second == null ? null : second.replace("Z", ""), terms, values);
    add("d.tool = ?", tool, terms, values);
    add("d.outcome = ?", outcome, terms, values);
    add("d.path = ?", path, terms, values);
    add(attempt("a.model = ?"), model, terms, values);
    add(attempt("a.provider = ?"), provider, terms, values);
    if (ANY_ERROR.equals(error)) {
      terms.add(attempt("a.error IS NOT NULL"));
    } else {
      add(attempt("a.error = ?"), error, terms, values);
    }
    if (workspace != null) {
      String below = workspace.endsWith(File.separator) ? workspace : workspace + File.separator;
      terms.add("(d.workspace = ? OR substr(d.workspace, 1, length(?)) = ?)");
      values.addAll(List.of(workspace, below, below));
    }
    return new Condition(String.join(" AND ", terms), values);
  }

  private static String attempt(String condition) {
    return "EXISTS (SELECT 1 FROM attempts a WHERE a.decision = d.id AND " + condition + ")";
  }

  private static void add(
      String term, @Nullable String value, List<String> terms, List<String> values) {
    if (value != null) {
      terms.add(term);
      values.add(value);
    }
  }
}
