package dev.fairlead.tools.precommit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.providers.Capability;
import dev.fairlead.routing.selection.Ask;
import dev.fairlead.tools.BadArguments;
import dev.fairlead.tools.Bench;
import dev.fairlead.tools.Consent;
import dev.fairlead.tools.ToolResult;
import dev.fairlead.tools.ToolResult.Status;
import dev.fairlead.tools.files.OnSecret;
import dev.fairlead.tools.git.GitSandbox;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class PrecommitToolTest {
  private static final String KEY = "q8Zr2LmX0vTn5KpW7yBd";

  @TempDir private Path temp;
  private Bench bench = Bench.UNUSED;
  private PrecommitTool precommit = new PrecommitTool(bench.parts);

  private GitSandbox sandbox() throws Exception {
    return GitSandbox.in(bench.root(), temp.toRealPath().resolve("home"));
  }

  @BeforeEach
  void sit_down() throws Exception {
    bench = new Bench(Files.createDirectories(temp.toRealPath().resolve("work")));
    precommit = new PrecommitTool(bench.parts, environment());
  }

  private Map<String, String> environment() throws Exception {
    return Map.of("PATH", System.getenv("PATH"), "HOME", temp.toRealPath().resolve("home") + "");
  }

  private String question(Object... arguments) throws Exception {
    ToolResult result = bench.call(precommit, arguments);
    assertThat(result.status()).as(result.text()).isEqualTo(Status.COMPLETE);
    return bench.router.lastQuestion();
  }

  @Test
  void one_call_shows_the_expert_what_changed_and_the_files_as_they_are() throws Exception {
    GitSandbox sandbox = sandbox();
    sandbox.file("src/a.java", "class A {\n  int x = 0;\n}\n").file("b.java", "b\n").commit();
    sandbox.file("b.java", "b2\n").git("add", "b.java");
    sandbox.file("src/a.java", "class A {\n  int x = 1;\n}\n").file("new.txt", "fresh\n");
    bench.router.answers("Bad: `a.java:2` `int x = 1;`");
    ToolResult result = bench.call(precommit, "step", "Counts from one now");

    assertThat(bench.router.lastQuestion())
        .startsWith("Your part: the last reader")
        .containsSubsequence(
            "--- BEGIN FILE diff of b.java ---",
            "staged: modified",
            "| -b",
            "| +b2",
            "--- BEGIN FILE diff of src/a.java ---",
            "not staged: modified",
            "| -  int x = 0;",
            "| +  int x = 1;",
            "--- BEGIN FILE diff of new.txt ---",
            "untracked: new",
            "--- BEGIN FILE b.java ---",
            "   1| b2",
            "--- BEGIN FILE src/a.java ---",
            "   2|   int x = 1;",
            "--- BEGIN FILE new.txt ---",
            "   1| fresh",
            "Counts from one now");
    assertThat(result.text()).contains("Citations: 1 of 1 verified");
    assertThat(bench.router.asks.getFirst().requirements().preferred())
        .containsExactlyInAnyOrder(Capability.THINKING, Capability.STREAMING);
    assertThat(bench.router.asks.getFirst().leaving())
        .extracting(Ask.Sent::path)
        .containsExactly(
            "diff of b.java",
            "diff of src/a.java",
            "diff of new.txt",
            "b.java",
            "src/a.java",
            "new.txt");
  }

  @Test
  void either_side_of_the_index_can_be_left_out() throws Exception {
    GitSandbox sandbox = sandbox();
    sandbox.file("a.txt", "one\n").commit().file("a.txt", "two\n").git("add", "a.txt");
    sandbox.file("a.txt", "three\n").file("new.txt", "fresh\n");

    assertThat(question("step", "S", "include_unstaged", false))
        .contains("| -one", "| +two")
        .doesNotContain("| +three", "new.txt");
    assertThat(question("step", "S", "include_staged", false))
        .contains("| -two", "| +three", "diff of new.txt")
        .doesNotContain("| -one");
    assertThatThrownBy(() ->
            bench.call(precommit, "step", "S", "include_staged", false, "include_unstaged", false))
        .isInstanceOf(BadArguments.class)
        .hasMessageStartingWith("precommit: include_staged and include_unstaged are both false");
  }

  @Test
  void a_branch_is_compared_from_where_it_was_left() throws Exception {
    GitSandbox sandbox = sandbox();
    sandbox.file("a.txt", "one\n").commit().git("checkout", "-q", "-b", "topic");
    sandbox.file("a.txt", "two\n").commit().git("checkout", "-q", "main");
    sandbox.file("elsewhere.txt", "main went on\n").commit().git("checkout", "-q", "topic");
    sandbox.file("a.txt", "three\n");

    assertThat(question("step", "S", "compare_to", "main"))
        .contains("since it left main: modified", "| -one", "| +three")
        .doesNotContain("elsewhere");
    assertThat(
            question(
                "step",
                "S",
                "compare_to",
                "main",
                "include_staged",
                false,
                "include_unstaged",
                false))
        .contains("| -one", "| +two")
        .doesNotContain("| +three");
  }

  @Test
  void a_reference_that_is_none_is_refused_by_name() throws Exception {
    sandbox().file("a.txt", "one\n").commit();
    for (String reference : new String[] {"nowhere", "--output=pwned", "-h", "HEAD:a.txt"}) {
      assertThatThrownBy(() -> bench.call(precommit, "step", "S", "compare_to", reference))
          .isInstanceOf(BadArguments.class)
          .hasMessageStartingWith("precommit: compare_to " + reference + " is no commit");
    }
    assertThat(bench.root().resolve("pwned")).doesNotExist();
    assertThat(bench.router.asks).isEmpty();
  }

  @Test
  void files_whose_names_say_secrets_stay_here_also_as_a_difference() throws Exception {
    GitSandbox sandbox = sandbox();
    sandbox.file(".env", "A=old-value\n").file("was.pem", "inside-the-pem\n1\n2\n3\n4\n").commit();
    sandbox.file(".env", "A=new-value\n").file("a.txt", "x\n").file("id_rsa", "rsa\n");
    sandbox.git("mv", "was.pem", "now.txt");
    sandbox.file("now.txt", "inside-the-pem\n1\n2\n3\n5\n");
    ToolResult result = bench.call(precommit, "step", "S");

    assertThat(bench.router.conversations.getLast().toString())
        .contains("3 more changed files are not shown")
        .doesNotContain("old-value", "new-value", "inside-the-pem", "rsa", ".env");
    assertThat(result.text())
        .contains("Not sent, names that say secrets: 3 changed files (")
        .contains(".env", "id_rsa", "now.txt");
    assertThat(bench.router.asks.getFirst().leaving())
        .extracting(Ask.Sent::path)
        .containsExactly("diff of a.txt", "diff of other files", "a.txt");
  }

  @Test
  void a_change_with_a_secret_in_it_stays_here_where_that_is_wanted() throws Exception {
    GitSandbox sandbox = sandbox();
    sandbox.file("run.sh", "x=1\n").file("plain.sh", "y=1\n").commit();
    sandbox.file("run.sh", "API_KEY=q8Zr2LmX0vTn5KpW7yBd\n").file("plain.sh", "y=2\n");
    bench.onSecret = OnSecret.REFUSE;

    ToolResult result = bench.call(precommit, "step", "Look");

    assertThat(bench.router.lastQuestion())
        .contains("+y=2")
        .doesNotContain("q8Zr2LmX0vTn5KpW7yBd", "API_KEY");
    assertThat(result.text()).contains("which files.secrets refuses", "run.sh");
  }

  @Test
  void where_all_changes_hold_secrets_and_none_may_go_no_model_is_asked() throws Exception {
    GitSandbox sandbox = sandbox();
    sandbox.file("run.sh", "x=1\n").commit();
    sandbox.file("run.sh", "API_KEY=" + KEY + "\n");
    for (OnSecret wanted : List.of(OnSecret.REFUSE, OnSecret.ASK)) {
      bench.onSecret = wanted;

      assertThatThrownBy(() -> bench.call(precommit, "step", "Look"))
          .isInstanceOf(BadArguments.class)
          .hasMessageContaining("nothing of what changed may be sent")
          .hasMessageContaining("run.sh");
    }
    assertThat(bench.router.asks).isEmpty();
  }

  @Test
  void the_user_is_asked_once_about_differences_files_and_what_else_was_named() throws Exception {
    GitSandbox sandbox = sandbox();
    sandbox.file("run.sh", "x=1\n").file("plain.sh", "y=1\n" + "#\n".repeat(20));
    sandbox.file("old.sh", "API_KEY=" + KEY + "\nmain\n" + "#\n".repeat(20) + "z=1\n").commit();
    sandbox.file("run.sh", "API_KEY=" + KEY + "\n").file("plain.sh", "y=2\n");
    sandbox.file("old.sh", "API_KEY=" + KEY + "\nmain\n" + "#\n".repeat(20) + "z=2\n");
    bench.onSecret = OnSecret.ASK;
    List<String> questions = new ArrayList<>();
    AtomicReference<Consent.Answer> answer = new AtomicReference<>(Consent.Answer.YES);
    bench.consent =
        (question, _) -> {
          questions.add(question);
          return answer.get();
        };

    bench.call(precommit, "step", "Look");

    assertThat(questions)
        .singleElement()
        .asString()
        .contains("- diff of run.sh: assigned-secret", "- old.sh: assigned-secret (line 1)")
        .contains("- run.sh: assigned-secret (line 1)")
        .doesNotContain("plain.sh", "diff of old.sh", KEY);
    assertThat(bench.router.lastQuestion())
        .contains("+API_KEY=[masked assigned-secret", "+y=2", "+z=2")
        .doesNotContain(KEY);

    answer.set(Consent.Answer.NO);
    ToolResult without = bench.call(precommit, "step", "Look");

    assertThat(questions).hasSize(2);
    assertThat(bench.router.lastQuestion())
        .contains("+y=2", "+z=2", "1 more changed files are not shown")
        .doesNotContain("API_KEY", KEY);
    assertThat(without.text())
        .contains("Not sent, with secrets in them, and the user, who was asked, said no: 1 changed")
        .contains("said no: old.sh, assigned-secret (line 1)");
  }

  @Test
  void a_step_that_asks_no_model_asks_no_user() throws Exception {
    sandbox().file("run.sh", "API_KEY=" + KEY + "\n");
    bench.onSecret = OnSecret.ASK;
    bench.consent =
        (question, _) -> {
          throw new AssertionError(question);
        };

    ToolResult result =
        bench.call(
            precommit,
            Map.of("step", "S", "relevant_files", List.of("run.sh"), "use_assistant_model", false));

    assertThat(result.status()).isEqualTo(Status.COMPLETE);
    assertThat(result.text())
        .contains("The user is asked about files with secrets before they are sent")
        .doesNotContain(KEY);
  }

  @Test
  void secrets_in_a_difference_are_masked() throws Exception {
    GitSandbox sandbox = sandbox();
    sandbox.file("run.sh", "API_KEY=" + KEY + "\necho\n").commit();
    sandbox.file("run.sh", "echo\n");
    ToolResult result = bench.call(precommit, "step", "S");

    assertThat(bench.router.lastQuestion())
        .contains("| -API_KEY=[masked assigned-secret, line ")
        .doesNotContain(KEY);
    assertThat(result.text()).contains("Masked in diff of run.sh: assigned-secret");
  }

  @Test
  void nothing_may_be_sent_is_said() throws Exception {
    sandbox().file(".env", "A=1\n");
    assertThatThrownBy(() -> bench.call(precommit, "step", "S"))
        .isInstanceOf(BadArguments.class)
        .hasMessageContaining("nothing of what changed may be sent")
        .hasMessageContaining("1 changed file (.env)");
    assertThat(bench.router.asks).isEmpty();
  }

  @Test
  void renamed_deleted_binary_and_strangely_named_files_are_told() throws Exception {
    GitSandbox sandbox = sandbox();
    sandbox.file("old name.txt", "1\n2\n3\n4\n5\n6\n").file("gone.txt", "bye\n");
    sandbox.file("b.bin", "\0\1").commit();
    sandbox.git("mv", "old name.txt", "new name.txt");
    Files.delete(bench.root().resolve("gone.txt"));
    sandbox.file("b.bin", "\0\2");
    sandbox.file(":(top)*.txt", "magic\n").git("add", "-N", "--", ":(literal):(top)*.txt");

    assertThat(question("step", "S"))
        .contains("staged: renamed from old name.txt", "rename to new name.txt")
        .contains("--- BEGIN FILE diff of gone.txt ---", "| -bye")
        .contains("--- BEGIN FILE diff of b.bin ---", "Binary files a/b.bin and b/b.bin differ")
        .contains("--- BEGIN FILE diff of :(top)*.txt ---", "| +magic")
        .doesNotContain("--- BEGIN FILE b.bin", "--- BEGIN FILE gone.txt");
  }

  /** The names are made by a shell, since a JVM in an ASCII locale cannot write them. */
  @Test
  void names_beyond_ascii_are_shown_or_told() throws Exception {
    GitSandbox sandbox = sandbox();
    sandbox.file("a.txt", "a\n").file("make.sh", "echo $1 > \"$(printf 'caf\\303\\251.txt')\"\n");
    sandbox.git("-c", "alias.make=!sh make.sh", "make", "one");
    sandbox.commit().git("-c", "alias.make=!sh make.sh", "make", "two");
    sandbox.file("a.txt", "b\n");
    boolean writable = "UTF-8".equals(System.getProperty("sun.jnu.encoding"));
    ToolResult result = bench.call(precommit, "step", "S");

    if (writable) {
      assertThat(bench.router.lastQuestion())
          .contains("--- BEGIN FILE diff of caf\u00e9.txt ---", "| -one", "| +two")
          .contains("--- BEGIN FILE caf\u00e9.txt ---");
    } else {
      assertThat(result.text()).contains("Not sent, names that cannot be read: 1 changed file");
    }
  }

  @Test
  void a_submodule_is_told_by_its_commits() throws Exception {
    GitSandbox.in(temp.toRealPath().resolve("lib"), temp.toRealPath().resolve("home")).commit();
    GitSandbox sandbox = sandbox();
    sandbox.commit();
    sandbox.git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", "../lib", "lib");
    sandbox
        .commit()
        .git(
            "-C",
            "lib",
            "-c",
            "user.name=A",
            "-c",
            "user.email=a@example.org",
            "commit",
            "-q",
            "--allow-empty",
            "-m",
            "more");

    assertThat(question("step", "S"))
        .contains("--- BEGIN FILE diff of lib ---", "not staged: modified submodule")
        .contains("| -Subproject commit", "| +Subproject commit")
        .doesNotContain("--- BEGIN FILE lib");
  }

  @Test
  void a_repository_without_a_commit_shows_what_the_first_would_bring() throws Exception {
    sandbox().file("a.txt", "first\n").git("add", "a.txt");
    assertThat(question("step", "S")).contains("staged: added", "| +first");
  }

  @Test
  void a_conflict_is_shown_as_one() throws Exception {
    GitSandbox sandbox = sandbox();
    sandbox.file("a.txt", "base\n").commit().git("checkout", "-q", "-b", "topic");
    sandbox.file("a.txt", "theirs\n").commit().git("checkout", "-q", "main");
    sandbox.file("a.txt", "ours\n").commit();
    assertThatThrownBy(() -> sandbox.git("merge", "topic")).hasMessageContaining("CONFLICT");

    assertThat(question("step", "S")).contains("not staged: conflicting", "++<<<<<<< HEAD");
  }

  @Test
  void the_repository_can_be_named_by_a_directory_in_it() throws Exception {
    GitSandbox sandbox =
        GitSandbox.in(bench.root().resolve("inner"), temp.toRealPath().resolve("home"));
    sandbox.file("deep/a.txt", "one\n").commit().file("b.txt", "two\n");
    assertThat(question("step", "S", "path", "inner/deep")).contains("diff of inner/b.txt");
  }

  @Test
  void changes_outside_of_the_workspace_stay_there() throws Exception {
    GitSandbox sandbox =
        GitSandbox.in(temp.toRealPath().resolve("around"), temp.toRealPath().resolve("home"));
    sandbox.file("work/a.txt", "one\n").file("other/b.txt", "private\n").commit();
    sandbox.file("work/a.txt", "two\n").file("other/b.txt", "secretive\n");
    sandbox.file("other/new.txt", "unseen\n");
    bench = new Bench(sandbox.top().resolve("work"));
    precommit = new PrecommitTool(bench.parts, environment());
    ToolResult result = bench.call(precommit, "step", "S");

    assertThat(bench.router.lastQuestion())
        .contains("diff of a.txt", "| +two")
        .doesNotContain("private", "secretive", "unseen");
    assertThat(result.text())
        .contains("Not sent, outside of the workspace: 1 changed file (other/b.txt)");
    assertThatThrownBy(() -> bench.call(precommit, "step", "S", "path", ".."))
        .isInstanceOf(BadArguments.class)
        .hasMessageStartingWith("precommit: path .. is outside of the workspace");
  }

  @Test
  void what_cannot_be_read_is_said_with_the_remedy() throws Exception {
    assertThatThrownBy(() -> bench.call(precommit, "step", "S"))
        .isInstanceOf(BadArguments.class)
        .hasMessageStartingWith("precommit: there is no git repository")
        .hasMessageContaining("in path");
    sandbox().file("a.txt", "one\n").commit();
    assertThatThrownBy(() -> bench.call(precommit, "step", "S"))
        .isInstanceOf(BadArguments.class)
        .hasMessageStartingWith("precommit: nothing changed on branch main")
        .hasMessageContaining("compare_to");
    PrecommitTool without = new PrecommitTool(bench.parts, Map.of("PATH", "/nowhere"));
    assertThatThrownBy(() -> bench.call(without, "step", "S"))
        .isInstanceOf(BadArguments.class)
        .hasMessageStartingWith("precommit: git is not installed");
    assertThat(bench.threads.list()).isEmpty();
  }

  @Test
  void of_several_steps_the_last_one_reads() throws Exception {
    GitSandbox sandbox = sandbox();
    sandbox.file("a.txt", "one\n").commit();
    ToolResult first = bench.call(precommit, "step", "S1", "total_steps", 2);
    assertThat(first.status()).isEqualTo(Status.INVESTIGATE);
    assertThat(first.text()).contains("next_call", "- git status and git diff");
    sandbox.file("a.txt", "two\n");

    assertThat(question("step", "S2", "continuation_id", Objects.requireNonNull(first.thread())))
        .contains("## Step 1 of 2", "| +two");
  }

  @Test
  void without_a_model_the_changes_are_listed() throws Exception {
    GitSandbox sandbox = sandbox();
    sandbox.file("a.txt", "one\n").commit().file("a.txt", "two\n").git("add", "a.txt");
    sandbox.file("new.txt", "x\n").file(".env", "A=1\n");
    ToolResult result = bench.call(precommit, "step", "S", "use_assistant_model", false);

    assertThat(result.status()).isEqualTo(Status.COMPLETE);
    assertThat(result.text())
        .contains("Changed on branch main of " + bench.root() + ": staged, not staged:")
        .contains("- a.txt (staged: modified)")
        .contains("- new.txt (untracked: new, all of it)")
        .contains("Not sent, names that say secrets: 1 changed file (.env)");
    assertThat(bench.router.asks).isEmpty();
  }
}
