package dev.fairlead.daemon.store;

import dev.fairlead.routing.Ids;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** Makes rows of what happened beside calls: to breakers, flags, the catalog, the store itself. */
record Events(Who who, InstantSource clock) {
  /** Something that happens now. */
  Row now(String what, String subject, String state, String why) {
    Instant now = clock.instant();
    return row(Ids.of(now, ThreadLocalRandom.current()).toString(), now, what, subject, state, why);
  }

  /**
   * Something that several processes see: whoever tells it first tells it for all.
   *
   * @param since tells it from the same thing at another time
   */
  Row once(String what, String subject, String state, String why, Instant since) {
    String told = String.join("\n", who.machine(), what, subject, state, since.toString());
    String id = UUID.nameUUIDFromBytes(told.getBytes(StandardCharsets.UTF_8)).toString();
    return row(id, clock.instant(), what, subject, state, why);
  }

  private Row row(String id, Instant at, String what, String subject, String state, String why) {
    return Row.of(
        Table.EVENTS,
        id,
        at.toString(),
        what,
        subject,
        state,
        why,
        who.user(),
        who.machine(),
        who.workspace(),
        who.client().get());
  }
}
