package dev.fairlead.tools.threads;

import dev.fairlead.tools.Field;
import dev.fairlead.tools.Threads;
import dev.fairlead.tools.text.Ago;
import dev.fairlead.tools.text.Beginning;
import dev.fairlead.tools.text.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A thread in a list. */
record Line(
    @Field("to go on with, as continuation_id") String id,
    @Field("the tool that began it") String tool,
    @Field("when it was begun") String started,
    @Field("how long ago it was used") String age,
    @Field("how many turns it has") int turns,
    @Field("what was asked first, its beginning") String about) {
  private static final int MOST = 80;

  static Line of(Threads.Head head, Instant now) {
    return new Line(
        head.id(),
        head.tool(),
        head.started().toString(),
        Ago.of(Duration.between(head.last(), now)),
        head.turns(),
        Beginning.inOneLine(head.about(), MOST));
  }

  static String table(List<Line> lines) {
    Table table = new Table("THREAD", "TOOL", "BEGUN", "USED AGO", "TURNS", "ASKED FIRST");
    lines.forEach(line ->
        table.row(
            line.id,
            line.tool,
            second(line.started),
            line.age,
            Integer.toString(line.turns),
            line.about));
    return table.toString();
  }

  String inWords() {
    return "Thread %s, begun by %s at %s, used %s ago, turns: %d."
        .formatted(id, tool, second(started), age, turns);
  }

  Map<String, Object> data() {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("id", id);
    data.put("tool", tool);
    data.put("started", started);
    data.put("age", age);
    data.put("turns", turns);
    data.put("about", about);
    return data;
  }

  private static String second(String at) {
    return at.replaceFirst("\\..*", "Z");
  }
}
