package dev.fairlead.daemon.protocol;

import dev.fairlead.daemon.protocol.Frame.Bad;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamConstraintsException;

/** Turns a line into a {@link Frame}; whatever the line is, the answer is a value. Thread-safe. */
final class FrameParser {
  private static final Pattern ID =
      Pattern.compile("\"id\"\\s*:\\s*(?:\"([^\"\\\\]{1,200})\"|(-?\\d{1,18})(?![\\d.eE]))");

  private final FrameJson json;

  FrameParser(FrameJson json) {
    this.json = json;
  }

  /** What that line says. */
  Frame parse(LineReader.Line line) {
    byte[] bytes = line.bytes();
    if (line.tooLong()) {
      return new Bad(
          sniffedId(bytes),
          Frame.INVALID_REQUEST,
          "the message is larger than "
              + LineReader.LARGEST_FRAME / (1024 * 1024)
              + " MiB; send files by path instead of by content");
    }
    if (new String(bytes, StandardCharsets.UTF_8).isBlank()) {
      return new Bad(
          null, Frame.PARSE_ERROR, "the line is empty; send one JSON-RPC message a line");
    }
    try {
      return classify(json.read(bytes));
    } catch (StreamConstraintsException _) {
      return new Bad(
          sniffedId(bytes),
          Frame.INVALID_REQUEST,
          "the message is nested too deeply; send at most 500 levels");
    } catch (JacksonException e) {
      String where = line.whole() ? "" : " (the line has no end)";
      return new Bad(
          null,
          Frame.PARSE_ERROR,
          "the line is not JSON" + at(e) + where + "; send one JSON-RPC message a line");
    }
  }

  private static String at(JacksonException e) {
    return e.getLocation() == null || e.getLocation().getColumnNr() < 1
        ? ""
        : ", column " + e.getLocation().getColumnNr();
  }

  private static Frame classify(@Nullable Object message) {
    if (message instanceof List<?> list) {
      return list.isEmpty()
          ? new Bad(null, Frame.INVALID_REQUEST, "a batch must not be empty")
          : new Frame.Several(list.stream().map(FrameParser::single).toList());
    }
    return single(message);
  }

  private static Frame single(@Nullable Object message) {
    if (!(message instanceof Map<?, ?> map)) {
      return new Bad(null, Frame.INVALID_REQUEST, "a message must be a JSON object");
    }
    Object id = map.get("id");
    Object usable = isId(id) ? id : null;
    if (!"2.0".equals(map.get("jsonrpc"))) {
      return new Bad(usable, Frame.INVALID_REQUEST, "the field jsonrpc must be \"2.0\"");
    }
    Object method = map.get("method");
    if (method == null && (map.containsKey("result") || map.containsKey("error"))) {
      return usable == null
          ? new Bad(null, Frame.INVALID_REQUEST, "a response must carry the id of its request")
          : new Frame.Response(usable, map.get("result"), map.get("error"));
    }
    if (!(method instanceof String name)) {
      return new Bad(usable, Frame.INVALID_REQUEST, "the field method must be a string");
    }
    Object params = map.get("params");
    if (params != null && !(params instanceof Map<?, ?>)) {
      return new Bad(usable, Frame.INVALID_PARAMS, name + ": the field params must be an object");
    }
    if (!map.containsKey("id")) {
      return new Frame.Notification(name, params);
    }
    return usable == null
        ? new Bad(
            null,
            Frame.INVALID_REQUEST,
            "the field id must be a string or a whole number of 64 bits")
        : new Frame.Request(usable, name, params);
  }

  private static boolean isId(@Nullable Object id) {
    return id instanceof String || id instanceof Integer || id instanceof Long;
  }

  private static @Nullable Object sniffedId(byte[] bytes) {
    int length = Math.min(bytes.length, 4096);
    Matcher found = ID.matcher(new String(bytes, 0, length, StandardCharsets.UTF_8));
    if (!found.find()) {
      return null;
    }
    return found.group(1) != null ? found.group(1) : Long.valueOf(found.group(2));
  }
}
