package dev.fairlead.daemon.store;

import dev.fairlead.providers.MemoryUploads;
import dev.fairlead.providers.Upload;
import dev.fairlead.providers.Uploads;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Remembers uploads in the database that all of the user's daemons share, by one platform thread.
 * What the database does not tell in time is answered from what this process did itself; what it
 * does not take is written as soon as it takes something again.
 */
public final class DatabaseUploads implements Uploads {
  private final Writer writer;
  private final Clerk reader;
  private final Who who;
  private final InstantSource clock;
  private final MemoryUploads own = new MemoryUploads();

  /** Those that came into the store later than their call ended, or have yet to. */
  private final MemoryUploads late = new MemoryUploads();

  /** The uploads that this writer writes and that clerk looks up, as theirs. */
  DatabaseUploads(Writer writer, Clerk reader, Who who, InstantSource clock) {
    this.writer = writer;
    this.reader = reader;
    this.who = who;
    this.clock = clock;
  }

  @Override
  public Optional<Upload> find(Upload.Place place, Instant now) {
    Optional<Optional<Upload>> told =
        reader.ask(connection -> UploadRows.find(connection, place, now));
    return told.map(found ->
            Stream.concat(found.stream(), late.find(place, now).stream())
                .max(Comparator.comparing(Upload::at)))
        .orElseGet(() -> own.find(place, now));
  }

  @Override
  public void keep(Upload upload) {
    own.keep(upload);
    if (!writer.write(List.of(UploadRows.of(upload, false, upload.at(), who))).stored()) {
      late.keep(upload);
    }
  }

  @Override
  public void forget(Upload upload) {
    own.forget(upload);
    late.forget(upload);
    var _ = writer.write(List.of(UploadRows.of(upload, true, clock.instant(), who)));
  }

  @Override
  public List<Upload> of(String provider, String account) {
    Optional<List<Upload>> told =
        reader.ask(connection -> UploadRows.of(connection, provider, account));
    return told.map(found ->
            Stream.concat(found.stream(), late.of(provider, account).stream())
                .distinct()
                .sorted(Comparator.comparing(Upload::at))
                .toList())
        .orElseGet(() -> own.of(provider, account));
  }
}
