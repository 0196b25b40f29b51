package dev.fairlead.tools.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.routing.resilience.Deadline;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class GitTest {
  private static final Deadline MINUTE = Deadline.in(Duration.ofSeconds(60), () -> 0);

  @TempDir private Path temp;

  private Path script(String name, String... lines) throws Exception {
    Path script = temp.resolve(name);
    Files.writeString(script, "#!/bin/sh\n" + String.join("\n", lines) + "\n");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    return script;
  }

  private Git git(Path program, Duration longest) {
    return new Git(program, Map.of("PATH", System.getenv("PATH")), MINUTE, longest);
  }

  private static boolean lives(String pid) {
    return ProcessHandle.of(Long.parseLong(pid.strip())).map(ProcessHandle::isAlive).orElse(false);
  }

  @Test
  void what_git_writes_is_bounded_and_the_process_ended() throws Exception {
    Path program = script("git", "echo $$ > pid", "yes 0123456789");
    Git.Output output = git(program, Duration.ofSeconds(20)).run(temp, 1_000, List.of("diff"));

    assertThat(output.cut()).isTrue();
    assertThat(new String(output.bytes(), StandardCharsets.UTF_8))
        .hasSize(1_000)
        .startsWith("0123456789\n");
    assertThat(lives(Files.readString(temp.resolve("pid")))).isFalse();
  }

  @Test
  void many_complaints_do_not_block_it() throws Exception {
    Path program = script("git", "yes warning | head -c 300000 >&2", "echo done");
    Git.Output output = git(program, Duration.ofSeconds(20)).run(temp, 1_000, List.of("diff"));

    assertThat(output.text()).isEqualTo("done\n");
    assertThat(output.complaint()).isEqualTo("warning");
  }

  @Test
  void a_git_that_hangs_is_ended_with_its_children() throws Exception {
    Path program = script("git", "sleep 600 &", "echo $! > child", "echo $$ > pid", "wait");
    assertThatThrownBy(
            () -> git(program, Duration.ofMillis(1_500)).run(temp, 1_000, List.of("diff")))
        .isInstanceOf(GitException.class)
        .hasMessageStartingWith("git diff took too long");
    assertGone("pid");
    assertGone("child");
  }

  @Test
  void an_interrupt_ends_it_and_its_children() throws Exception {
    Path program = script("git", "sleep 600 &", "echo $! > child", "echo $$ > pid", "wait");
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    Thread call =
        Thread.ofVirtual()
            .start(() -> {
              try {
                git(program, Duration.ofSeconds(20)).run(temp, 1_000, List.of("diff"));
              } catch (GitException | InterruptedException e) {
                thrown.set(e);
              }
            });
    Path pid = temp.resolve("pid");
    while (!Files.exists(pid) || Files.size(pid) == 0) {
      call.join(Duration.ofMillis(20));
    }
    call.interrupt();
    call.join();

    assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
    assertGone("pid");
    assertGone("child");
  }

  private void assertGone(String file) throws Exception {
    String pid = Files.readString(temp.resolve(file));
    for (int i = 0; i < 100 && lives(pid); i++) {
      Thread.currentThread().join(Duration.ofMillis(20));
    }
    assertThat(lives(pid)).as(file).isFalse();
  }

  @Test
  void a_program_is_taken_from_no_relative_directory_and_from_no_workspace() throws Exception {
    Path workspace = Files.createDirectories(temp.toRealPath().resolve("work"));
    Path real = script("git", "exit 0");
    Files.copy(real, workspace.resolve("git"), StandardCopyOption.COPY_ATTRIBUTES);
    String path = ".:work::" + workspace + ":" + temp;

    assertThat(Program.find(Map.of("PATH", path), List.of(workspace))).isEqualTo(real.toRealPath());
    assertThatThrownBy(() -> Program.find(Map.of("PATH", "" + workspace), List.of(workspace)))
        .isInstanceOf(GitException.class)
        .hasMessageStartingWith("git is not installed");
  }

  @Test
  void programs_that_a_repository_names_are_not_run() throws Exception {
    Path ran = temp.resolve("ran");
    Path evil = script("evil", "echo x >> " + ran, "cat");
    GitSandbox sandbox = GitSandbox.in(temp.resolve("r"), temp.resolve("h"));
    sandbox.file("a.txt", "one\n").file(".gitattributes", "*.txt filter=x diff=x\n").commit();
    for (String key :
        List.of(
            "filter.x.clean",
            "filter.x.smudge",
            "diff.x.textconv",
            "diff.x.command",
            "diff.external",
            "core.fsmonitor",
            "core.pager",
            "pager.diff")) {
      sandbox.git("config", key, evil.toString());
    }
    sandbox.git("config", "filter.x.required", "true");
    sandbox.file("a.txt", "two\n");
    Path index = sandbox.top().resolve(".git/index");
    byte[] before = Files.readAllBytes(index);
    Git git = Git.installed(sandbox.environment(), List.of(), MINUTE);
    Repository repository = Repository.of(git, sandbox.top());

    List<Change> changes = repository.changed(Scope.UNSTAGED);
    assertThat(changes).extracting(Change::path).containsExactly("a.txt");
    assertThat(
            new String(repository.difference(changes.getFirst()).bytes(), StandardCharsets.UTF_8))
        .contains("-one\n+two\n");
    assertThat(repository.untracked(sandbox.top())).isEmpty();
    assertThat(ran).doesNotExist();
    assertThat(Files.readAllBytes(index)).isEqualTo(before);
  }
}
