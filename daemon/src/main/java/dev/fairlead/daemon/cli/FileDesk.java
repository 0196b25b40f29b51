package dev.fairlead.daemon.cli;

import dev.fairlead.daemon.store.Aside;
import dev.fairlead.daemon.store.UploadLog;
import dev.fairlead.providers.Access;
import dev.fairlead.providers.Provider;
import dev.fairlead.providers.ProviderException;
import dev.fairlead.providers.Upload;
import dev.fairlead.tools.KeptFiles;
import dev.fairlead.tools.Unreadable;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What the command and the tool {@code files} work with.
 *
 * @param log the uploads that are remembered
 * @param access the ways to the accounts that they are kept for; asked for each time
 * @param providers by name
 * @param clock tells what has expired
 */
public record FileDesk(
    UploadLog log,
    Supplier<List<Access>> access,
    Map<String, Provider> providers,
    InstantSource clock)
    implements KeptFiles {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int FINGERPRINT = 8;

  @Override
  public List<Kept> list() throws Unreadable, InterruptedException {
    return Aside.ask(log::all).stream().map(this::kept).toList();
  }

  private Kept kept(Upload upload) {
    Optional<Access> way = wayTo(upload);
    String account = upload.place().account();
    return new Kept(
        upload,
        way.map(Access::id).orElse(account.substring(0, Math.min(FINGERPRINT, account.length()))),
        way.isEmpty());
  }

  @Override
  public Removal remove(Kept file) throws Unreadable, InterruptedException {
    Upload upload = file.upload();
    Access way = wayTo(upload).orElse(null);
    Provider provider = providers.get(upload.place().provider());
    if (way == null || provider == null) {
      return new Removal(
          false,
          upload.name()
              + " stays: the key that it went up with ("
              + file.key()
              + ") is not configured, set it and try again");
    }
    try {
      boolean removed = provider.remove(upload, way, PATIENCE);
      forget(file);
      return new Removal(
          true,
          removed
              ? ""
              : upload.name()
                  + " is forgotten here: "
                  + provider.name()
                  + " has no way to remove what its parser was given");
    } catch (ProviderException e) {
      return new Removal(false, upload.name() + " stays: " + e.getMessage());
    }
  }

  @Override
  public Removal forget(Kept file) throws Unreadable, InterruptedException {
    Aside.ask(() -> {
      log.forget(file.upload());
      return true;
    });
    return new Removal(true, "");
  }

  /** The way in to the account that keeps it, if a key for it is configured. */
  private Optional<Access> wayTo(Upload upload) {
    return access.get().stream().filter(way -> upload.place().belongsTo(way)).findFirst();
  }
}
