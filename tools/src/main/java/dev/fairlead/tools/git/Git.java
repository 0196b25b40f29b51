package dev.fairlead.tools.git;

import dev.fairlead.routing.resilience.Deadline;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * Runs the git program for reading alone: no lock, hook, pager, prompt, network or program of the
 * repository's choice, bounded in bytes and time. No process outlives its call. Immutable.
 */
public final class Git {
  /** How long all commands for one call may take together. */
  static final Duration LONGEST = Duration.ofSeconds(20);

  private static final int MOST_COMPLAINT = 4_096;

  /** What of our own environment git gets to see. */
  private static final List<String> KEPT =
      List.of(
          "PATH",
          "HOME",
          "XDG_CONFIG_HOME",
          "TMPDIR",
          "TMP",
          "TEMP",
          "USERPROFILE",
          "HOMEDRIVE",
          "HOMEPATH",
          "APPDATA",
          "LOCALAPPDATA",
          "PROGRAMDATA",
          "SYSTEMROOT");

  private static final Map<String, String> SET =
      Map.of(
          "GIT_OPTIONAL_LOCKS", "0",
          "GIT_TERMINAL_PROMPT", "0",
          "GIT_PAGER", "cat",
          "GIT_NO_LAZY_FETCH", "1",
          "GIT_ALLOW_PROTOCOL", "none",
          "LC_ALL", "C");

  private static final List<String> ALWAYS =
      List.of(
          "--no-pager",
          "--literal-pathspecs",
          "-c",
          "core.fsmonitor=false",
          "-c",
          "core.hooksPath=/dev/null",
          "-c",
          "core.quotePath=false",
          "-c",
          "diff.external=",
          "-c",
          "submodule.recurse=false",
          "-c",
          "safe.bareRepository=explicit");

  private final Path program;
  private final Map<String, String> environment;
  private final Deadline deadline;
  private final Duration longest;

  Git(Path program, Map<String, String> environment, Deadline deadline, Duration longest) {
    this.program = program;
    this.environment = Map.copyOf(environment);
    this.deadline = deadline;
    this.longest = longest;
  }

  /**
   * The git that is installed.
   *
   * @param environment of this process
   * @param notIn directories that no program is taken from
   * @param deadline by when all has ended
   * @throws GitException if there is none
   */
  public static Git installed(Map<String, String> environment, List<Path> notIn, Deadline deadline)
      throws GitException {
    Map<String, String> reduced = new TreeMap<>(SET);
    environment.forEach((name, value) -> {
      if (KEPT.stream().anyMatch(name::equalsIgnoreCase)) {
        reduced.put(name, value);
      }
    });
    Deadline own = Deadline.in(LONGEST, deadline.ticker());
    Deadline first = own.left().compareTo(deadline.left()) < 0 ? own : deadline;
    return new Git(Program.find(environment, notIn), reduced, first, LONGEST);
  }

  /** The same with these settings besides, which are stronger than any file's. */
  Git with(Map<String, String> settings) {
    Map<String, String> more = new TreeMap<>(environment);
    int count = 0;
    for (Map.Entry<String, String> setting : settings.entrySet()) {
      more.put("GIT_CONFIG_KEY_" + count, setting.getKey());
      more.put("GIT_CONFIG_VALUE_" + count, setting.getValue());
      count++;
    }
    more.put("GIT_CONFIG_COUNT", String.valueOf(count));
    return new Git(program, more, deadline, longest);
  }

  /**
   * What a command wrote.
   *
   * @param cut whether it would have written more
   * @param exit its exit code; says nothing if it was cut
   * @param complaint the first line of its errors
   */
  @SuppressWarnings("ArrayRecordComponent") // read once, never compared
  record Output(byte[] bytes, boolean cut, int exit, String complaint) {
    String text() {
      return new String(bytes, StandardCharsets.UTF_8);
    }
  }

  /**
   * Runs a command there.
   *
   * @param most the bytes that are read of what it writes
   * @throws GitException if it cannot be started or takes too long
   */
  Output run(Path directory, int most, List<String> command)
      throws GitException, InterruptedException {
    Process process = start(directory, command);
    try {
      Pipe out = Pipe.reading(process.getInputStream(), most, process::destroyForcibly);
      Pipe errors = Pipe.reading(process.getErrorStream(), MOST_COMPLAINT, () -> {});
      Duration left = deadline.left().compareTo(longest) < 0 ? deadline.left() : longest;
      if (!process.waitFor(left.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new GitException(
            "git "
                + command.getFirst()
                + " took too long ("
                + longest.toSeconds()
                + " s at most for all of it): try again, or commit in smaller parts");
      }
      if (!out.ended() || !errors.ended()) {
        throw new GitException("git " + command.getFirst() + " left another process behind");
      }
      String said = new String(errors.bytes(), StandardCharsets.UTF_8).strip();
      String complaint = said.lines().findFirst().orElse("");
      return new Output(out.bytes(), out.cut(), process.exitValue(), complaint);
    } finally {
      end(process);
    }
  }

  private Process start(Path directory, List<String> command) throws GitException {
    List<String> whole = new ArrayList<>();
    whole.add(program.toString());
    whole.addAll(ALWAYS);
    whole.addAll(command);
    ProcessBuilder builder = new ProcessBuilder(whole).directory(directory.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    try {
      Process process = builder.start();
      process.getOutputStream().close();
      return process;
    } catch (IOException e) {
      throw new GitException("git cannot be started: " + e.getMessage());
    }
  }

  private static void end(Process process) {
    if (process.isAlive()) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }
}
