package dev.fairlead.tools.precommit;

import dev.fairlead.tools.expert.Gathering;
import dev.fairlead.tools.expert.Held;
import dev.fairlead.tools.files.Gate;
import dev.fairlead.tools.files.GatedFile;
import dev.fairlead.tools.files.Location;
import dev.fairlead.tools.files.Workspace;
import dev.fairlead.tools.git.Change;
import dev.fairlead.tools.git.GitException;
import dev.fairlead.tools.git.Repository;
import dev.fairlead.tools.git.Scope;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Brings changed files to an expert: of each that the gate lets through the difference, then what
 * it is now. Of the others git is not even asked for a difference.
 */
final class Changed {
  /** The most files whose differences are read; each takes a run of git. */
  static final int MOST_FILES = 200;

  /** Git's own word on a file that it takes for binary. */
  private static final Pattern BINARY = Pattern.compile("(?m)^Binary files .* differ$");

  private final Gate gate;
  private final Workspace workspace;
  private final Repository repository;
  private final List<String> listed = new ArrayList<>();
  private final Map<String, List<String>> withheld = new LinkedHashMap<>();
  private final List<Path> now = new ArrayList<>();
  private final List<Difference> undecided = new ArrayList<>();
  private int read;
  private int shown;

  /**
   * A difference, with the file as it is now, or null where that is not shown.
   *
   * @param path of the file in its repository
   */
  private record Difference(String path, GatedFile.Text text, @Nullable Path now) {}

  Changed(Gate gate, Workspace workspace, Repository repository) {
    this.gate = gate;
    this.workspace = workspace;
    this.repository = repository;
  }

  /** Every changed file in a few words. */
  List<String> listed() {
    return listed;
  }

  /** How many files are shown. */
  int shown() {
    return shown;
  }

  /** Which changed files are not shown, and why, a sentence for each reason. */
  List<String> withheld() {
    return withheld.entrySet().stream()
        .map(entry ->
            "Not sent, %s: %d changed %s (%s)."
                .formatted(
                    entry.getKey(),
                    entry.getValue().size(),
                    entry.getValue().size() == 1 ? "file" : "files",
                    String.join(", ", entry.getValue())))
        .toList();
  }

  /** Reads them all, by path. */
  void read(Map<String, List<Change>> changes, Gathering gathering)
      throws GitException, InterruptedException {
    for (Map.Entry<String, List<Change>> entry : changes.entrySet()) {
      String path = entry.getKey();
      List<Change> those = entry.getValue();
      listed.add(path + " (" + inWords(those) + ")");
      Optional<String> refused = refused(those);
      if (refused.isPresent()) {
        withhold(refused.get(), path);
      } else if (read >= MOST_FILES) {
        withhold("more than " + MOST_FILES + " changed", path);
      } else {
        read++;
        difference(path, those, gathering);
      }
    }
    decide(gathering);
    if (!withheld.isEmpty()) {
      int count = withheld.values().stream().mapToInt(List::size).sum();
      String said =
          count + " more changed files are not shown: they may hold secrets, or lie elsewhere";
      gathering.text(
          gate.difference(
              Gathering.DIFFERENCE + "other files", said.getBytes(StandardCharsets.UTF_8)));
    }
    for (Path file : now) {
      switch (gate.open(workspace, file.toString())) {
        case GatedFile.Text text -> gathering.beside(text);
        case GatedFile.Attachment _ -> {}
        case GatedFile.Refused refused -> gathering.note(refused.message());
      }
    }
  }

  /** Has it decided, at once for all files, whether what holds secrets may be shown. */
  private void decide(Gathering gathering) throws InterruptedException {
    if (!gathering.asks()) {
      undecided.forEach(difference -> show(difference, gathering));
      return;
    }
    List<Held> held =
        new ArrayList<>(undecided.stream().map(difference -> Held.of(difference.text())).toList());
    List<Path> files =
        Stream.concat(now.stream(), undecided.stream().flatMap(d -> Stream.ofNullable(d.now())))
            .toList();
    for (Path file : files) {
      if (gate.open(workspace, file.toString()) instanceof GatedFile.Text text) {
        held.add(Held.of(text)); // read again when it is shown: all at once may be too much
      }
    }
    gathering.decide(held);
    for (Difference difference : undecided) {
      Optional<String> why = gathering.withheld(difference.text());
      if (why.isPresent()) {
        withhold("with secrets in them, and " + why.get(), difference.path());
      } else {
        show(difference, gathering);
      }
    }
  }

  private void show(Difference difference, Gathering gathering) {
    shown++;
    if (difference.now() != null) {
      now.add(difference.now());
    }
    gathering.text(difference.text());
  }

  private void withhold(String why, String path) {
    withheld.computeIfAbsent(why, _ -> new ArrayList<>()).add(path);
  }

  /** Why a file stays here under its name of now or that of before, whatever is in it. */
  private Optional<String> refused(List<Change> changes) {
    for (Change change : changes) {
      Optional<String> why = refused(change.path()).or(() -> refused(change.from()));
      if (why.isPresent()) {
        return why;
      }
    }
    return Optional.empty();
  }

  private Optional<String> refused(@Nullable String path) {
    Optional<Path> file = file(path);
    if (path == null) {
      return Optional.empty();
    }
    if (file.isEmpty()) {
      return Optional.of("names that cannot be read");
    }
    return switch (gate.locate(workspace, file.get().toString())) {
      case Location.Found _ -> Optional.empty();
      case Location.Nowhere(GatedFile.Refused refused) ->
          switch (refused.why()) {
            case MISSING -> Optional.empty(); // deleted, here or in the index
            case SECRET -> Optional.of("names that say secrets");
            case OUTSIDE -> Optional.of("outside of the workspace");
            case NOT_REGULAR, BINARY, TOO_LARGE, UNREADABLE -> Optional.of("unreadable");
          };
    };
  }

  private Optional<Path> file(@Nullable String path) {
    try {
      return path == null ? Optional.empty() : Optional.of(repository.top().resolve(path));
    } catch (InvalidPathException _) {
      return Optional.empty();
    }
  }

  private void difference(String path, List<Change> changes, Gathering gathering)
      throws GitException, InterruptedException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    boolean gone = false;
    boolean readable = true;
    for (Change change : changes) {
      all.writeBytes(utf8(inWords(change) + "\n"));
      gone = change.how() == Change.How.DELETED;
      readable &= change.what() == Change.What.FILE;
      if (!change.scope().equals(Scope.UNTRACKED)) {
        Repository.Difference difference = repository.difference(change);
        all.writeBytes(difference.bytes());
        all.writeBytes(utf8(difference.cut() ? "\n[cut here]\n" : ""));
        readable &= !BINARY.matcher(text(difference.bytes())).find();
      }
    }
    Path file = repository.top().resolve(path);
    GatedFile.Text text =
        gate.difference(Gathering.DIFFERENCE + workspace.shown(file), all.toByteArray());
    if (gate.refusal(text.masked()).isPresent()) {
      withhold("with secrets in them, which files.secrets refuses", path);
      return;
    }
    Difference difference = new Difference(path, text, gone || !readable ? null : file);
    if (gathering.asks() && !text.masked().isEmpty()) {
      undecided.add(difference);
    } else {
      show(difference, gathering);
    }
  }

  private static String inWords(List<Change> changes) {
    return changes.stream().map(Changed::inWords).collect(Collectors.joining("; "));
  }

  private static String inWords(Change change) {
    String what = change.what() == Change.What.FILE ? "" : " " + word(change.what());
    if (change.scope().equals(Scope.UNTRACKED)) {
      return "untracked: new" + (what.isEmpty() ? ", all of it" : what);
    }
    String before = change.from() == null ? "" : " from " + change.from();
    return change.scope().label() + ": " + word(change.how()) + before + what;
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }
}
