package dev.fairlead.tools.threads;

import dev.fairlead.tools.Field;
import dev.fairlead.tools.Threads;
import dev.fairlead.tools.expert.History;
import dev.fairlead.tools.text.Ago;
import dev.fairlead.tools.text.Beginning;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A turn as it is told to who was not there. */
record Told(
    @Field("the tool that was called") String tool,
    @Field("when") String at,
    @Field("how long ago") String age,
    @Field("what the caller wrote, its beginning") String said,
    @Field("files, images and documents that came with it") List<String> files,
    @Field("what came back, its beginning; empty if no model was asked") String answered) {
  private static final int SAID = 500;
  private static final int ANSWERED = 1_000;

  static Told of(Threads.Turn turn, Instant now) {
    return new Told(
        turn.tool(),
        turn.at().truncatedTo(ChronoUnit.SECONDS).toString(),
        Ago.of(Duration.between(turn.at(), now)),
        Beginning.of(turn.said().strip(), SAID),
        History.files(turn),
        Beginning.of(turn.answered().strip(), ANSWERED));
  }

  String inWords() {
    return "## %s, %s (%s ago)\nAsked: %s%s\n%s"
        .formatted(
            tool,
            at,
            age,
            said,
            files.isEmpty() ? "" : "\nFiles: " + String.join(", ", files),
            answered.isEmpty() ? "No model was asked." : "Answered: " + answered);
  }

  Map<String, Object> data() {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("tool", tool);
    data.put("at", at);
    data.put("age", age);
    data.put("said", said);
    data.put("files", files);
    data.put("answered", answered);
    return data;
  }
}
