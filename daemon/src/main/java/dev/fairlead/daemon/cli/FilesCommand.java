package dev.fairlead.daemon.cli;

import dev.fairlead.tools.KeptFiles.Kept;
import dev.fairlead.tools.KeptFiles.Removal;
import dev.fairlead.tools.Unreadable;
import dev.fairlead.tools.uploads.FileRow;
import java.time.Instant;
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
  private final Console console;
  private final FileDesk desk;

  @Option(names = "--json", description = "Print JSON instead of a table.")
  private boolean json;

  @ArgGroup private @Nullable Victims victims;

  /** Which files to remove. */
  private static final class Victims {
    @Option(
        names = "--clean",
        required = true,
        description = "Remove those that have expired, at the vendor and here.")
    private boolean clean;

    @Option(
        names = "--forget-orphaned",
        required = true,
        description = "Forget here those whose key is not there any more; the vendor keeps them.")
    private boolean forgets;

    @Option(
        names = "--delete",
        required = true,
        paramLabel = "ID|all",
        description = "Remove that one, or all.")
    private @Nullable String which;

    private boolean takes(Kept file, Instant now) {
      if (clean) {
        return file.upload().expired(now);
      }
      return forgets ? file.orphaned() : "all".equals(which) || file.upload().id().equals(which);
    }

    /** Whether it names a file that has to be there. */
    private boolean namesOne() {
      return which != null && !"all".equals(which);
    }
  }

  FilesCommand(Console console, FileDesk desk) {
    this.console = console;
    this.desk = desk;
  }

  @Override
  public Integer call() throws Unreadable, InterruptedException {
    List<Kept> files = desk.list();
    if (victims == null) {
      print(files.stream().map(FileRow::of).toList());
      return 0;
    }
    Instant now = desk.clock().instant();
    List<Kept> taken = files.stream().filter(file -> victims.takes(file, now)).toList();
    if (taken.isEmpty() && victims.namesOne()) {
      console.err().println("no file has that id: the ids are in the last column of daemon files");
      return 2;
    }
    int failed = 0;
    for (Kept file : taken) {
      Removal removal = victims.forgets ? desk.forget(file) : desk.remove(file);
      failed += removal.gone() ? 0 : 1;
      if (!removal.note().isEmpty()) {
        console.err().println(removal.note());
      }
    }
    int done = taken.size() - failed;
    if (json) {
      console.json(Map.of("removed", done, "failed", failed));
    } else {
      console.say("removed " + done + (done == 1 ? " file" : " files"));
    }
    return failed == 0 ? 0 : 1;
  }

  private void print(List<FileRow> files) {
    if (json) {
      console.json(files.stream().map(FileRow::data).toList());
    } else {
      console.say(files.isEmpty() ? "no files are kept at a vendor" : FileRow.table(files));
    }
  }
}
