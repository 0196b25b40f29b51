package dev.fairlead.tools.git;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A repository with a working tree, read and never written. Immutable. */
public final class Repository {
  private static final int MOST_NAMES = 4 << 20;
  private static final int MOST_WORDS = 1 << 16;

  /** The most bytes of one difference. */
  public static final int MOST_DIFFERENCE = 256 << 10;

  private static final List<String> PLAIN =
      List.of(
          "--no-ext-diff",
          "--no-textconv",
          "--no-color",
          "--ignore-submodules=dirty",
          "--submodule=short",
          "--src-prefix=a/",
          "--dst-prefix=b/",
          "--find-renames");

  private final Git git;
  private final Path top;

  private Repository(Git git, Path top) {
    this.git = git;
    this.top = top;
  }

  /**
   * The repository that this directory is in.
   *
   * @throws GitException if there is none
   */
  public static Repository of(Git git, Path directory) throws GitException, InterruptedException {
    Git.Output found = git.run(directory, MOST_WORDS, List.of("rev-parse", "--show-toplevel"));
    if (found.exit() != 0) {
      throw new GitException(
          "there is no git repository with a working tree at "
              + directory
              + ": name one, or a directory in it, in path (git: "
              + found.complaint()
              + ")");
    }
    try {
      Path top = Path.of(line(found)).toRealPath();
      return new Repository(git.with(withoutFilters(git, top)), top);
    } catch (IOException | InvalidPathException e) {
      throw new GitException("the repository at " + directory + " cannot be reached: " + e);
    }
  }

  /** A filter is a program that git would run over files it compares: each is switched off. */
  private static Map<String, String> withoutFilters(Git git, Path top)
      throws GitException, InterruptedException {
    Git.Output named =
        git.run(
            top,
            MOST_NAMES,
            List.of("config", "--null", "--name-only", "--get-regexp", "^filter\\."));
    Map<String, String> off = new TreeMap<>();
    for (String name : named.text().split("\0", -1)) {
      if (!name.isEmpty()) {
        off.put(name, name.endsWith(".required") ? "false" : "");
      }
    }
    return off;
  }

  /** The top of the working tree, a real path. */
  public Path top() {
    return top;
  }

  /** The branch, or what stands in its place, in words. */
  public String branch() throws GitException, InterruptedException {
    Git.Output branch =
        git.run(top, MOST_WORDS, List.of("symbolic-ref", "--quiet", "--short", "HEAD"));
    return branch.exit() == 0 ? "branch " + line(branch) : "no branch (HEAD is detached)";
  }

  /**
   * The commit from which the history of HEAD has gone another way than that of the reference, or
   * the reference itself if they have nothing in common.
   *
   * @throws GitException if there is no such commit
   */
  public String base(String reference) throws GitException, InterruptedException {
    String commit = reference.startsWith("-") ? "" : commit(reference);
    if (commit.isEmpty()) {
      throw new GitException(
          "compare_to "
              + reference
              + " is no commit of this repository: give a branch, a tag or a commit that git knows"
              + " here, or leave it out");
    }
    Git.Output base = git.run(top, MOST_WORDS, List.of("merge-base", commit, "HEAD"));
    return base.exit() == 0 ? line(base) : commit;
  }

  private String commit(String reference) throws GitException, InterruptedException {
    String named = reference.strip() + "^{commit}";
    List<String> command = List.of("rev-parse", "--verify", "--quiet", "--end-of-options", named);
    Git.Output commit = git.run(top, MOST_WORDS, command);
    return commit.exit() == 0 ? line(commit) : "";
  }

  /** The files that changed, in git's order. */
  public List<Change> changed(Scope scope) throws GitException, InterruptedException {
    List<String> command = difference(scope);
    command.addAll(List.of("--raw", "-z", "--"));
    List<Change> changes = new ArrayList<>();
    Iterator<String> fields = names(command).iterator();
    while (fields.hasNext()) {
      String[] words = fields.next().split(" ", -1);
      if (words.length == 5 && fields.hasNext()) {
        Change.How how = Change.how(words[4].charAt(0));
        Change.What what =
            Change.what(how == Change.How.DELETED ? words[0].substring(1) : words[1]);
        String first = fields.next();
        boolean two = how == Change.How.RENAMED && fields.hasNext();
        changes.add(new Change(scope, how, what, two ? fields.next() : first, two ? first : null));
      }
    }
    return changes;
  }

  /** The files below that directory of the working tree that git does not know or ignore. */
  public List<Change> untracked(Path directory) throws GitException, InterruptedException {
    String below = top.relativize(directory).toString().replace('\\', '/');
    List<String> command =
        List.of(
            "ls-files",
            "-z",
            "--others",
            "--exclude-standard",
            "--",
            below.isEmpty() ? "." : below);
    return names(command).stream()
        .map(name ->
            name.endsWith("/")
                ? untracked(Change.What.SUBMODULE, name.substring(0, name.length() - 1))
                : untracked(Change.What.FILE, name))
        .toList();
  }

  private static Change untracked(Change.What what, String path) {
    return new Change(Scope.UNTRACKED, Change.How.ADDED, what, path, null);
  }

  /** The difference that a change made, cut at {@link #MOST_DIFFERENCE}. */
  @SuppressWarnings("ArrayRecordComponent") // read once, never compared
  public record Difference(byte[] bytes, boolean cut) {}

  /** What a change made of its file, and of no other. */
  public Difference difference(Change change) throws GitException, InterruptedException {
    List<String> command = difference(change.scope());
    command.addAll(List.of("--patch", "--"));
    if (change.from() != null) {
      command.add(change.from());
    }
    command.add(change.path());
    Git.Output output = git.run(top, MOST_DIFFERENCE, command);
    if (!output.cut() && output.exit() != 0) {
      throw new GitException("git diff failed for " + change.path() + ": " + output.complaint());
    }
    return new Difference(output.bytes(), output.cut());
  }

  private static List<String> difference(Scope scope) {
    return new ArrayList<>(
        Stream.of(List.of("diff"), PLAIN, scope.arguments()).flatMap(List::stream).toList());
  }

  private List<String> names(List<String> command) throws GitException, InterruptedException {
    Git.Output output = git.run(top, MOST_NAMES, command);
    if (output.cut()) {
      throw new GitException(
          "too many files changed to list them: have git ignore what is generated, or commit in"
              + " smaller parts");
    }
    if (output.exit() != 0) {
      throw new GitException("git " + command.getFirst() + " failed: " + output.complaint());
    }
    String text = new String(output.bytes(), StandardCharsets.UTF_8);
    return text.isEmpty() ? List.of() : List.of(text.split("\0"));
  }

  private static String line(Git.Output output) {
    return output.text().replaceFirst("\\R\\z", "");
  }
}
