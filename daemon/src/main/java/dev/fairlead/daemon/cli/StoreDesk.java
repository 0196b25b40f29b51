package dev.fairlead.daemon.cli;

import dev.fairlead.daemon.store.Database;
import dev.fairlead.daemon.store.SharedDatabase;
import dev.fairlead.daemon.store.Source;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * What the commands about what is kept work with.
 *
 * @param database the file of this user
 * @param shared the database of the team, or null
 * @param user whose conversations are meant
 * @param clock tells what a stretch of time means
 */
public record StoreDesk(
    Database database, @Nullable SharedDatabase shared, String user, InstantSource clock) {
  /** Where to look: in the file, or in the team's database. */
  Source source(boolean all) throws BadValue {
    if (!all) {
      return database;
    }
    if (shared == null) {
      throw new BadValue("--shared: there is no shared database: set database.url");
    }
    return shared;
  }
}
