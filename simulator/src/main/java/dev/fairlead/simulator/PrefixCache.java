package dev.fairlead.simulator;

import dev.fairlead.simulator.answer.Conversation;
import dev.fairlead.simulator.answer.Turn;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * The beginnings of prompts that a vendor still has: whole messages, counted in blocks of 256
 * tokens; a prompt that came before in full is cached in full.
 */
final class PrefixCache {
  private static final int BLOCK = 256;
  private static final int ENTRIES = 50_000;
  private static final long SHORT = 5 * 60_000L;
  private static final long LONG = 60 * 60_000L;

  private record Prefix(long hash, int tokens) {}

  @SuppressWarnings("serial")
  private final Map<Prefix, Long> known =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Prefix, Long> eldest) {
          return size() > ENTRIES;
        }
      };

  synchronized void clear() {
    known.clear();
  }

  /**
   * How much of a prompt was cached; from now on all of it is.
   *
   * @param before tokens ahead of the messages
   * @param whole the tokens of the whole prompt
   */
  int hit(Call call, Conversation conversation, int before, int whole, boolean wholeOnly) {
    List<Prefix> prefixes = new ArrayList<>();
    JsonNode request = call.json();
    long hash = mix(0, call.vendor().label() + call.key());
    hash = mix(hash, call.model());
    hash = mix(hash, request.path("reasoning_effort").asString(""));
    hash = mix(hash, request.path("thinking").toString());
    hash = mix(hash, request.path("tools").toString());
    int tokens = before;
    for (Turn turn : conversation.turns()) {
      hash = mix(hash, turn.message().toString());
      tokens += turn.tokens();
      prefixes.add(new Prefix(hash, tokens));
    }
    boolean hour = request.path("prompt_cache_options").path("ttl").asString("").equals("1h");
    return remember(prefixes, whole, wholeOnly, hour ? LONG : SHORT);
  }

  private synchronized int remember(
      List<Prefix> prefixes, int whole, boolean wholeOnly, long lifetime) {
    long now = System.currentTimeMillis();
    int hit = 0;
    for (int i = 0; i < prefixes.size(); i++) {
      Prefix prefix = prefixes.get(i);
      boolean last = i == prefixes.size() - 1;
      if (known.getOrDefault(prefix, 0L) > now && (last || !wholeOnly)) {
        hit = last ? whole : prefix.tokens() / BLOCK * BLOCK;
      }
    }
    prefixes.forEach(prefix -> known.put(prefix, now + lifetime));
    return hit;
  }

  private static long mix(long hash, String text) {
    long mixed = hash * 31 + text.length();
    for (int i = 0; i < text.length(); i++) {
      mixed = (mixed ^ text.charAt(i)) * 0x100000001B3L;
    }
    return mixed;
  }
}
