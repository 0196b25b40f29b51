package dev.fairlead.daemon.cli;

import dev.fairlead.daemon.log.Redaction;
import dev.fairlead.tools.text.Table;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Shows in what the vendors' lists differ from the catalog. */
final class RefreshReport {
  private RefreshReport() {}

  static void print(List<Difference> differences, Set<String> written, Path file, Console console) {
    if (differences.isEmpty()) {
      console.say("the vendors list what the catalog has");
      return;
    }
    Table table = new Table("KEY", "MODEL", "WHAT", "", "DETAIL");
    for (Difference one : differences) {
      table.row(
          one.key(),
          one.model(),
          one.kind().name().toLowerCase(Locale.ROOT),
          written.contains(one.model()) ? "written" : one.alarm() ? "" : "note",
          Redaction.of(one.detail()));
    }
    console.say(table.toString());
    if (!written.isEmpty()) {
      console.say("written to " + file + "; what it was is in " + file.getFileName() + ".bak");
    } else if (differences.stream().anyMatch(one -> !one.fields().isEmpty())) {
      console.say("nothing was written: --write puts new and changed models into " + file);
    }
  }

  static List<Map<String, Object>> data(List<Difference> differences, Set<String> written) {
    return differences.stream().map(one -> data(one, written)).toList();
  }

  private static Map<String, Object> data(Difference one, Set<String> written) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("key", one.key());
    data.put("provider", one.provider());
    data.put("model", one.model());
    data.put("kind", one.kind().name().toLowerCase(Locale.ROOT));
    data.put("detail", Redaction.of(one.detail()));
    data.put("alarm", one.alarm());
    data.put("fields", one.fields());
    data.put("written", written.contains(one.model()));
    return data;
  }
}
