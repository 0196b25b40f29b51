package dev.fairlead.daemon.config;

import dev.fairlead.daemon.store.Contents;
import java.time.Duration;
import java.util.Optional;

/**
 * What is remembered, where, and for how long.
 *
 * @param store where
 * @param patience how long a reply waits for the store at most
 * @param durable whether what is kept outlives a power cut, too
 * @param contents what is kept of conversations
 * @param time how long decisions, events and ended jobs are kept
 * @param rows how many decisions are kept
 * @param megabytes how large the file may grow before the oldest go
 * @param threads how long a conversation is kept that nobody goes on with
 * @param sharing whether others may go on with a conversation that is begun
 * @param user whose all of it is, if that is set
 * @param database the address of the database that a team shares, if there is one; a secret
 */
public record Keeping(
    Store store,
    Duration patience,
    boolean durable,
    Contents contents,
    Duration time,
    int rows,
    int megabytes,
    Duration threads,
    boolean sharing,
    Optional<String> user,
    Optional<String> database) {
  /** Where decisions are kept. */
  public enum Store {
    /** In a file, for all daemons of the user. */
    SQLITE,
    /** Nowhere but in the process. */
    MEMORY
  }

  /** Whether nothing outlives the process. */
  public boolean inMemory() {
    return store == Store.MEMORY;
  }

  /** The address is a secret. */
  @Override
  public String toString() {
    return "Keeping[%s, %s]".formatted(store, contents);
  }
}
