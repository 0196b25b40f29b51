package dev.fairlead.simulator;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What the simulator saw of one request, at the time of asking.
 *
 * @param id counted from 1
 * @param vendor whose service it was for
 * @param coding whether it came by the base of a coding plan
 * @param method the verb
 * @param path without the query
 * @param model the model asked for, empty where there is none
 * @param stream whether a stream was asked for
 * @param key the last four characters of the key, after {@code ***}
 * @param headers as sent, without the key
 * @param body the body, or its length and hash
 * @param arrived when its last byte was read
 * @param firstByte when the first byte of the answer was sent
 * @param ended when it ended; for {@link Ending#CLIENT_GONE}, when the close was noticed
 * @param ending how it ended
 * @param status the HTTP status sent, 0 for none
 * @param events how many events of a stream were sent, without {@code [DONE]}
 * @param faults the scripted faults that struck it
 */
public record SeenRequest(
    long id,
    Vendor vendor,
    boolean coding,
    String method,
    String path,
    String model,
    boolean stream,
    String key,
    Map<String, String> headers,
    SeenBody body,
    Instant arrived,
    @Nullable Instant firstByte,
    @Nullable Instant ended,
    Ending ending,
    int status,
    int events,
    List<Fault> faults) {

  /** The body as JSON, where it is that and was kept. */
  public Optional<JsonNode> json() {
    return body.json();
  }

  /** Whether it was a chat request. */
  public boolean chat() {
    return path.endsWith("/chat/completions");
  }

  /** How long after an instant the client's close was noticed; empty where it did not close. */
  public Optional<Duration> goneAfter(Instant cancelled) {
    return ending == Ending.CLIENT_GONE && ended != null
        ? Optional.of(Duration.between(cancelled, ended))
        : Optional.empty();
  }
}
