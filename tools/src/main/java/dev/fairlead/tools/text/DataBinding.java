package dev.fairlead.tools.text;

import dev.fairlead.providers.text.Late;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The library that turns records into JSON and back, made ready when it is first needed: a start
 * needs it for nothing and would pay a tenth of its time.
 */
public final class DataBinding {
  private static final Late<JsonMapper> PLAIN = new Late<>("data binding", JsonMapper::shared);
  private static final Late<JsonMapper> INDENTED =
      new Late<>(
          "data binding, indented",
          () -> JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build());

  private DataBinding() {}

  /** One document on one line. */
  public static JsonMapper plain() {
    return PLAIN.get();
  }

  /** The same on many lines. */
  public static JsonMapper indented() {
    return INDENTED.get();
  }
}
