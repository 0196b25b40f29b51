package dev.fairlead.daemon.store;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Takes secrets out of what is to be kept, wherever in it they stand. */
record Clean(UnaryOperator<String> text) {
  /** Images and documents that came as data are no text. */
  private static final String DATA = "data:";

  String of(String dirty) {
    return text.apply(dirty);
  }

  /** A document without secrets, its shape as it was. */
  @Nullable Object of(@Nullable Object value) {
    return switch (value) {
      case null -> null;
      case String words -> words.startsWith(DATA) ? words : text.apply(words);
      case List<?> list -> list.stream().map(each -> of((Object) each)).toList();
      case Map<?, ?> map -> {
        Map<Object, @Nullable Object> clean = new LinkedHashMap<>();
        map.forEach((key, each) -> clean.put(key, of((Object) each)));
        yield clean;
      }
      default -> value;
    };
  }
}
