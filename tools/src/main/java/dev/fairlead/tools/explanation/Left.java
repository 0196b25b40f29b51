package dev.fairlead.tools.explanation;

import dev.fairlead.routing.selection.Reason;
import dev.fairlead.routing.selection.Rejection;
import dev.fairlead.tools.Field;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A model that was left out. */
record Left(
    @Field("model id") String model,
    @Field("who serves it") String provider,
    @Field("why, each") List<String> reasons) {
  static Left of(Rejection rejection) {
    return new Left(
        rejection.model(),
        rejection.provider(),
        rejection.reasons().stream().map(Reason::describe).toList());
  }

  /** What the log says of those that were left out for the same. */
  static List<Left> of(Row row) {
    List<String> reasons = List.of(row.text("why").split("; ", -1));
    return row.texts("models").stream()
        .map(model -> new Left(model, row.text("provider"), reasons))
        .toList();
  }

  /** The same of another model, or of several. */
  Left named(String models) {
    return new Left(models, provider, reasons);
  }

  String inWords() {
    String by = provider.isEmpty() ? "" : " (" + provider + ")";
    return "- " + model + by + ": " + String.join("; ", reasons);
  }

  Map<String, Object> data() {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("model", model);
    data.put("provider", provider);
    data.put("reasons", reasons);
    return data;
  }
}
