package dev.fairlead.daemon.cli;

import dev.fairlead.daemon.store.StoreException;
import dev.fairlead.providers.Access;
import dev.fairlead.providers.Provider;
import dev.fairlead.providers.ProviderException;
import dev.fairlead.providers.Upload;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Prints and removes the files that vendors keep. */
@Command(
    name = "files",
    description = {
      "Print the files that went up to the vendors and are kept there, or remove them.",
      "Exit code 0: done; 1: some could not be removed; 2: bad usage, or the store cannot be used."
    })
final class FilesCommand implements Callable<Integer> {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int FINGERPRINT = 8;

  private final Console console;
  private final FileDesk desk;

  @Option(names = "--json", description = "Print JSON instead of a table.")
  private boolean json;

  @ArgGroup private @Nullable Removal removal;

  /** Which files to remove. */
  private static final class Removal {
    @Option(
        names = "--clean",
        required = true,
        description = "Remove those that have expired, at the vendor and here.")
    private boolean clean;

    @Option(
        names = "--delete",
        required = true,
        paramLabel = "ID|all",
        description = "Remove that one, or all.")
    private @Nullable String which;

    private boolean takes(Upload upload, Instant now) {
      return clean ? upload.expired(now) : "all".equals(which) || upload.id().equals(which);
    }

    /** Whether it names a file that has to be there. */
    private boolean namesOne() {
      return !clean && !"all".equals(which);
    }
  }

  FilesCommand(Console console, FileDesk desk) {
    this.console = console;
    this.desk = desk;
  }

  @Override
  public Integer call() throws StoreException, InterruptedException {
    List<Upload> uploads = desk.log().all();
    if (removal == null) {
      print(uploads);
      return 0;
    }
    Instant now = desk.clock().instant();
    List<Upload> victims = uploads.stream().filter(u -> removal.takes(u, now)).toList();
    if (victims.isEmpty() && removal.namesOne()) {
      console.err().println("no file has that id: the ids are in the last column of daemon files");
      return 2;
    }
    int failed = 0;
    for (Upload victim : victims) {
      failed += removed(victim) ? 0 : 1;
    }
    int done = victims.size() - failed;
    if (json) {
      console.json(Map.of("removed", done, "failed", failed));
    } else {
      console.say("removed " + done + (done == 1 ? " file" : " files"));
    }
    return failed == 0 ? 0 : 1;
  }

  private boolean removed(Upload upload) throws StoreException, InterruptedException {
    Access access = desk.wayTo(upload).orElse(null);
    Provider provider = desk.providers().get(upload.place().provider());
    if (access == null || provider == null) {
      console
          .err()
          .println(
              upload.name()
                  + " stays: the key that it went up with ("
                  + key(upload)
                  + ") is not configured, set it and try again");
      return false;
    }
    try {
      if (!provider.remove(upload, access, PATIENCE)) {
        console
            .err()
            .println(
                upload.name()
                    + " is forgotten here: "
                    + provider.name()
                    + " has no way to remove what its parser was given");
      }
    } catch (ProviderException e) {
      console.err().println(upload.name() + " stays: " + e.getMessage());
      return false;
    }
    desk.log().forget(upload);
    return true;
  }

  private void print(List<Upload> uploads) {
    if (json) {
      console.json(uploads.stream().map(this::map).toList());
    } else if (uploads.isEmpty()) {
      console.say("no files are kept at a vendor");
    } else {
      Table table =
          new Table("FILE", "PROVIDER", "KEY", "PURPOSE", "BYTES", "WHEN", "EXPIRES", "ID");
      for (Upload upload : uploads) {
        table.row(
            upload.name(),
            upload.place().provider(),
            key(upload),
            upload.place().purpose(),
            Long.toString(upload.bytes()),
            second(upload.at()),
            second(upload.expires()),
            upload.id());
      }
      console.say(table.toString());
    }
  }

  private Map<String, @Nullable Object> map(Upload upload) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("file", upload.name());
    map.put("provider", upload.place().provider());
    map.put("key", key(upload));
    map.put("purpose", upload.place().purpose());
    map.put("bytes", upload.bytes());
    map.put("sha256", upload.place().digest());
    map.put("at", upload.at().toString());
    map.put("expires", upload.expires().toString());
    map.put("id", upload.id());
    return map;
  }

  /** The key's name in the settings; of one that is not there any more, its fingerprint. */
  private String key(Upload upload) {
    return desk.wayTo(upload)
        .map(Access::id)
        .orElseGet(() -> {
          String account = upload.place().account();
          return account.substring(0, Math.min(FINGERPRINT, account.length()));
        });
  }

  private static String second(Instant instant) {
    return instant.toString().replaceFirst("\\..*", "Z");
  }
}
