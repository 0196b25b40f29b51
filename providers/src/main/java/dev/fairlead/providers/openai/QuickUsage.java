package dev.fairlead.providers.openai;

import dev.fairlead.providers.Usage;
import org.jspecify.annotations.Nullable;

/** Reads the counts of tokens as both vendors write them; anything else is left to {@link Json}. */
final class QuickUsage {
  private static final byte[] PROMPT = JsonCursor.name("prompt_tokens");
  private static final byte[] COMPLETION = JsonCursor.name("completion_tokens");
  private static final byte[] TOTAL = JsonCursor.name("total_tokens");
  private static final byte[] CACHED = JsonCursor.name("cached_tokens");
  private static final byte[] REASONING = JsonCursor.name("reasoning_tokens");
  private static final byte[] PROMPT_DETAILS = JsonCursor.name("prompt_tokens_details");
  private static final byte[] COMPLETION_DETAILS = JsonCursor.name("completion_tokens_details");

  private QuickUsage() {}

  /** The counts of the object that begins here, or null. */
  static @Nullable Usage read(JsonCursor json) {
    long prompt = 0;
    long completion = 0;
    long cached = 0;
    long thought = 0;
    if (!json.take('{')) {
      return null;
    }
    do {
      if (!json.takeName()) {
        return null;
      }
      long count;
      if (json.named(PROMPT)) {
        count = json.number();
        prompt = count;
      } else if (json.named(COMPLETION)) {
        count = json.number();
        completion = count;
      } else if (json.named(CACHED)) {
        count = json.number();
        cached = Math.max(cached, count);
      } else if (json.named(PROMPT_DETAILS)) {
        count = detail(json, CACHED);
        cached = Math.max(cached, count);
      } else if (json.named(COMPLETION_DETAILS)) {
        count = detail(json, REASONING);
        thought = count;
      } else {
        count = json.named(TOTAL) ? json.number() : -1;
      }
      if (count < 0) {
        return null;
      }
    } while (json.take(','));
    return json.take('}')
        ? new Usage(prompt, Math.min(cached, prompt), completion, Math.min(thought, completion))
        : null;
  }

  /** The count in an object that holds nothing else, or -1. */
  private static long detail(JsonCursor json, byte[] name) {
    if (!json.take('{') || !json.takeName() || !json.named(name)) {
      return -1;
    }
    long count = json.number();
    return json.take('}') ? count : -1;
  }
}
