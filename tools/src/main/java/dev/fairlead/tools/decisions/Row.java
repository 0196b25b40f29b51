package dev.fairlead.tools.decisions;

import dev.fairlead.tools.Field;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A decision in a list, as programs see it: what its line in the table says. */
record Row(
    @Field("its id") String id,
    @Field("when the call came in") String at,
    @Field("tool") String tool,
    @Field("answered, refused, failed or cancelled") String outcome,
    @Field("how it ran") String path,
    @Field("the model that was asked last") @Nullable String model,
    @Field("how many attempts were made") int attempts,
    @Field("tokens of the prompt") int promptTokens,
    @Field("tokens of answer and reasoning") int completionTokens,
    @Field("USD") double costUsd,
    @Field("ms in all") double tookMs,
    @Field("ms of the daemon itself") @Nullable Double overheadMs,
    @Field("ms until the first word") @Nullable Double firstTokenMs) {
  static Map<String, Object> data(Map<String, @Nullable Object> columns) {
    Map<String, Object> data = new LinkedHashMap<>();
    for (String text : List.of("id", "at", "tool", "outcome", "path")) {
      data.put(text, String.valueOf(columns.get(text)));
    }
    if (columns.get("model") instanceof String model) {
      data.put("model", model);
    }
    data.put("attempts", columns.get("attempts") instanceof List<?> tried ? tried.size() : 0);
    for (String number : List.of("prompt_tokens", "completion_tokens", "cost_usd", "took_ms")) {
      data.put(number, columns.get(number) instanceof Number known ? known : 0);
    }
    for (String number : List.of("overhead_ms", "first_token_ms")) {
      if (columns.get(number) instanceof Number known) {
        data.put(number, known);
      }
    }
    return data;
  }
}
