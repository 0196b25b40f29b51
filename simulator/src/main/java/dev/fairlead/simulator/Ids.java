package dev.fairlead.simulator;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** Names for what is made, in each vendor's manner; never the same twice. */
final class Ids {
  /** The clock that GLM writes its times by. */
  static final ZoneOffset BEIJING = ZoneOffset.ofHours(8);

  private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyyMMddHHmmss");
  private static final String LETTERS =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

  private final AtomicLong counter = new AtomicLong();

  /** A number that looks random and comes from a counter. */
  long number() {
    long z = counter.addAndGet(0x9E3779B97F4A7C15L);
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  String hex16() {
    return "%016x".formatted(number());
  }

  String uuid() {
    return new UUID(number(), number()).toString();
  }

  /** As on Kimi's coding plan. */
  String kimiCode() {
    return "chatcmpl-" + letters(24);
  }

  String kimi(long created) {
    return "chatcmpl-" + Long.toHexString(created) + hex16();
  }

  String kimiDocumented() {
    return "cmpl-" + hex16() + hex16();
  }

  String glm(Instant now) {
    return glm(now, hex16());
  }

  private static String glm(Instant now, String mark) {
    return STAMP.format(now.atOffset(BEIJING)) + mark;
  }

  /** The one id of that answer. */
  static String glm(Said said) {
    return glm(said.at(), said.mark());
  }

  String letters(int count) {
    StringBuilder text = new StringBuilder(count);
    long number = number();
    for (int i = 0; i < count; i++) {
      if (i % 8 == 7) {
        number = number();
      }
      text.append(LETTERS.charAt((int) Math.floorMod(number, 62L)));
      number /= 62;
    }
    return text.toString();
  }
}
