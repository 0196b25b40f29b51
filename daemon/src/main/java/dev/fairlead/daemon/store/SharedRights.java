package dev.fairlead.daemon.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What the role of a daemon may do in a team's database, and whether it may. */
final class SharedRights {
  static final String OWNER = "fairlead_owner";
  static final String DAEMON = "fairlead_daemon";

  /** Tables whose rows are written once. */
  private static final Set<String> ONCE =
      Set.of("decisions", "attempts", "events", "turns", "attached");

  /** Tables whose rows change. */
  private static final Set<String> CHANGING = Set.of("threads", "jobs", "uploads", "cooldowns");

  /** Tables that only the file beside a daemon uses. */
  private static final Set<String> UNUSED = Set.of("spending", "rollout", "results", "outbox");

  private SharedRights() {}

  /** What gives those rights, and takes all others. */
  static String script() {
    StringBuilder script = new StringBuilder();
    script.append(
        """
        REVOKE ALL ON SCHEMA fairlead FROM PUBLIC;
        REVOKE ALL ON ALL TABLES IN SCHEMA fairlead FROM PUBLIC;
        GRANT USAGE ON SCHEMA fairlead TO %1$s;
        GRANT SELECT ON ALL TABLES IN SCHEMA fairlead TO %1$s;
        """
            .formatted(DAEMON));
    rights()
        .forEach((table, rights) ->
            script.append(
                "GRANT %s ON fairlead.%s TO %s;\n"
                    .formatted(String.join(", ", rights), table, DAEMON)));
    List<String> all = new ArrayList<>(rights().keySet());
    all.addAll(UNUSED.stream().sorted().toList());
    all.add("schema_version");
    for (String table : all) {
      script.append("ALTER TABLE fairlead.%s ENABLE ROW LEVEL SECURITY;\n".formatted(table));
      script.append(policy(table, OWNER, "ALL", "USING (true) WITH CHECK (true)"));
      script.append(policy(table, DAEMON, "SELECT", "USING (true)"));
      if (rights().containsKey(table)) {
        script.append(policy(table, DAEMON, "INSERT", "WITH CHECK (true)"));
      }
      if (CHANGING.contains(table)) {
        script.append(policy(table, DAEMON, "UPDATE", "USING (true) WITH CHECK (true)"));
      }
    }
    for (String view : List.of("days", "routes", "fallbacks", "rejections", "latency")) {
      // a view would look with its owner's eyes otherwise
      script.append("ALTER VIEW fairlead.view_%s SET (security_invoker = true);\n".formatted(view));
    }
    return script.toString();
  }

  private static String policy(String table, String role, String what, String condition) {
    String name = role + "_" + what.toLowerCase(Locale.ROOT);
    return """
    DROP POLICY IF EXISTS %1$s ON fairlead.%2$s;
    CREATE POLICY %1$s ON fairlead.%2$s FOR %3$s TO %4$s %5$s;
    """
        .formatted(name, table, what, role, condition);
  }

  private static Map<String, List<String>> rights() {
    Map<String, List<String>> rights = new TreeMap<>();
    ONCE.forEach(table -> rights.put(table, List.of("SELECT", "INSERT")));
    CHANGING.forEach(table -> rights.put(table, List.of("SELECT", "INSERT", "UPDATE")));
    return rights;
  }

  /** Whether a role may, and whether rows are kept from it that no policy lets it have. */
  private static final String MAY =
      """
      SELECT has_table_privilege(?, ?), row_security_active(?) AND NOT EXISTS (
        SELECT 1 FROM pg_policies WHERE schemaname = 'fairlead' AND tablename = ? AND cmd IN ('ALL', ?)
          AND EXISTS (SELECT 1 FROM unnest(roles) role
            WHERE CASE WHEN role = 'public' THEN true ELSE pg_has_role(role, 'MEMBER') END))
      """;

  /** What the role of that connection may not do though it has to, in words; nothing is well. */
  static List<String> missing(Connection connection) throws SQLException {
    List<String> missing = new ArrayList<>();
    try (PreparedStatement ask = connection.prepareStatement(MAY)) {
      for (Map.Entry<String, List<String>> table : rights().entrySet()) {
        String name = SharedDatabase.SCHEMA + "." + table.getKey();
        for (String right : table.getValue()) {
          ask.setString(1, name);
          ask.setString(2, right);
          ask.setString(3, name);
          ask.setString(4, table.getKey());
          ask.setString(5, right);
          try (ResultSet row = ask.executeQuery()) {
            if (!row.next() || !row.getBoolean(1)) {
              missing.add(right + " on " + table.getKey());
            } else if (row.getBoolean(2)) {
              missing.add(right + " on " + table.getKey() + " (no policy)");
            }
          }
        }
      }
    }
    return missing;
  }
}
