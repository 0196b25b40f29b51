package dev.fairlead.providers;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Remembers uploads for as long as the process lives. */
public final class MemoryUploads implements Uploads {
  private final List<Upload> kept = new ArrayList<>();

  @Override
  public synchronized Optional<Upload> find(Upload.Place place, Instant now) {
    return kept.stream()
        .filter(upload -> upload.place().equals(place) && upload.usable(now))
        .max(Comparator.comparing(Upload::at));
  }

  @Override
  public synchronized void keep(Upload upload) {
    kept.add(upload);
  }

  @Override
  public synchronized void forget(Upload upload) {
    kept.removeIf(other ->
        other.id().equals(upload.id())
            && other.place().provider().equals(upload.place().provider())
            && other.place().account().equals(upload.place().account()));
  }

  @Override
  public synchronized List<Upload> of(String provider, String account) {
    return kept.stream()
        .filter(upload ->
            upload.place().provider().equals(provider) && upload.place().account().equals(account))
        .sorted(Comparator.comparing(Upload::at))
        .toList();
  }
}
