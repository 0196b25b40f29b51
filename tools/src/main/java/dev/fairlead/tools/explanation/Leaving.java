package dev.fairlead.tools.explanation;

import dev.fairlead.routing.selection.Ask;
import dev.fairlead.tools.Field;
import dev.fairlead.tools.text.Sizes;
import java.util.LinkedHashMap;
import java.util.Map;

/** A file that leaves the machine with the call. */
record Leaving(
    @Field("as the user knows it") String path,
    @Field("its size") int bytes,
    @Field("of its content") String sha256) {
  static Leaving of(Ask.Sent sent) {
    return new Leaving(sent.path(), Math.clamp(sent.bytes(), 0, Integer.MAX_VALUE), sent.sha256());
  }

  /** What the log says of it. */
  static Leaving of(Row sent) {
    return new Leaving(
        sent.text("path"),
        Math.clamp((long) sent.numberOr0("bytes"), 0, Integer.MAX_VALUE),
        sent.text("sha256"));
  }

  String inWords() {
    return "%s (%s, sha256 %s)".formatted(path, Sizes.of(bytes), sha256);
  }

  Map<String, Object> data() {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("path", path);
    data.put("bytes", bytes);
    data.put("sha256", sha256);
    return data;
  }
}
