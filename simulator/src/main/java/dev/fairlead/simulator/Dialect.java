package dev.fairlead.simulator;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** A vendor's way of speaking: what it refuses, how it thinks, and the shape of its answers. */
interface Dialect {
  /** Why a caller is not let in. */
  Optional<Reply> keepOut(Call call);

  /** The words for a limit that is exceeded. */
  Reply exceeded(Limits.Exceeded exceeded);

  /** What is said with a bare status. */
  Reply status(int status);

  /** What is said of a model that is not there. */
  Reply noModel(String id);

  /** Why a request is refused. */
  Optional<Reply> refuse(Ask ask);

  /** How hard it thinks about it; empty for not at all. */
  String effort(Ask ask);

  /** What the vendor's own search does, before the model speaks. */
  Search search(Ask ask);

  /** A whole answer. */
  JsonNode plain(Said said);

  /** An answer in events, without the end mark. */
  void stream(Said said, EventSink sink) throws IOException;

  /** The headers of a whole answer or an error. */
  Map<String, String> headers(boolean error);

  /** The headers that belong to one answer. */
  Map<String, String> headers(Said said);

  /** The type of a stream. */
  String eventType();

  /** The most specific form of an error body. */
  String errorBody(String body);

  /** Models that a list shows. */
  JsonNode models(List<ModelCard> cards);
}
