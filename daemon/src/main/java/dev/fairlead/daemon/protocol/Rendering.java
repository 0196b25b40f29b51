package dev.fairlead.daemon.protocol;

import static java.util.stream.Collectors.toList;

import dev.fairlead.daemon.log.Redaction;
import dev.fairlead.tools.Results;
import dev.fairlead.tools.RoutingNote;
import dev.fairlead.tools.ToolResult;
import dev.fairlead.tools.text.Portion;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Writes a result as its client shows it: no longer than that client passes on to its model, with
 * the way to the rest, and the line on routing last. Thread-safe.
 */
final class Rendering {
  private static final String ROUTING = "dev.fairlead/routing";
  private static final String STATUS = "dev.fairlead/status";
  private static final String NOTES = "\n\n---\n";
  private static final int MOST_NOTES = 2_000;
  private static final String CURSOR = "dev.fairlead/cursor";

  private final Results results;

  Rendering(Results results) {
    this.results = results;
  }

  CallToolResult of(ToolResult result, Portion portion) {
    Optional<RoutingNote> note = RoutingNote.of(result);
    String line = note.map(n -> "\n\n" + n.line()).orElse("");
    String text = Redaction.of(result.text());
    Map<String, Object> meta = new LinkedHashMap<>();
    meta.put(STATUS, result.status().name().toLowerCase(Locale.ROOT));
    note.ifPresent(n -> meta.put(ROUTING, n.data()));
    Portion room = portion.less(line.length());
    if (!room.holds(text)) {
      String id = results.keep(text);
      String notes = notes(text);
      String longest = way(id, text.length(), text.length()) + notes;
      int end = room.less(longest.length()).end(text.substring(0, text.length() - notes.length()));
      String way = way(id, end, text.length());
      text = text.substring(0, end).stripTrailing() + way + notes;
      meta.put(CURSOR, id + ":" + end);
    }
    return new CallToolResult(
        List.of(TextContent.builder(text + Redaction.of(line)).build()),
        result.status().isError(),
        result.data() == null ? null : redacted(result.data()),
        meta);
  }

  /** Data without what must not be told, wherever in it that stands. */
  private static Object redacted(Object data) {
    return switch (data) {
      case String text -> Redaction.of(text);
      case List<?> list ->
          list.stream().map(each -> each == null ? null : redacted(each)).collect(toList());
      case Map<?, ?> map -> {
        Map<Object, @Nullable Object> clean = new LinkedHashMap<>();
        map.forEach((key, value) -> clean.put(key, value == null ? null : redacted(value)));
        yield clean;
      }
      default -> data;
    };
  }

  /** What a result ends with, such as what was left out: its first part says it too. */
  private static String notes(String text) {
    int begin = text.lastIndexOf(NOTES);
    return begin < 0 || text.length() - begin > MOST_NOTES ? "" : text.substring(begin);
  }

  private static String way(String id, int end, int all) {
    return String.format(
        Locale.ROOT,
        "\n\n[%,d of %,d characters; for the rest call result with {\"cursor\": \"%s:%d\"}]",
        end,
        all,
        id,
        end);
  }
}
