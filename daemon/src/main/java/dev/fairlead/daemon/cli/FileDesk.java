package dev.fairlead.daemon.cli;

import dev.fairlead.daemon.store.UploadLog;
import dev.fairlead.providers.Access;
import dev.fairlead.providers.Provider;
import dev.fairlead.providers.Upload;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What {@code files} works with.
 *
 * @param log the uploads that are remembered
 * @param access the ways to the accounts that they are kept for
 * @param providers by name
 * @param clock tells what has expired
 */
public record FileDesk(
    UploadLog log, List<Access> access, Map<String, Provider> providers, InstantSource clock) {
  /** The way in to the account that keeps it, if a key for it is configured. */
  Optional<Access> wayTo(Upload upload) {
    return access.stream().filter(way -> upload.place().belongsTo(way)).findFirst();
  }
}
