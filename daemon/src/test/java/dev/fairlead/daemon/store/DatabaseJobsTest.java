package dev.fairlead.daemon.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.routing.Progress.SoFar;
import dev.fairlead.tools.Job;
import dev.fairlead.tools.Jobs;
import dev.fairlead.tools.ToolResult;
import dev.fairlead.tools.jobs.MemoryJobs;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class DatabaseJobsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Instant STARTED = Instant.parse("2026-11-20T09:59:00Z");

  @TempDir private Path directory;
  private final List<String> retaken = new ArrayList<>();

  private static final class Calling implements Jobs.Call {
    private volatile SoFar soFar = new SoFar("kimi-k3", "Half an answer", "because");

    @Override
    public String doing() {
      return "kimi-k3 is answering";
    }

    @Override
    public SoFar soFar() {
      return soFar;
    }

    @Override
    public Map<String, Object> arguments() {
      return Map.of("prompt", "my key is sk-secret", "images", List.of("data:image/png,sk-secret"));
    }

    @Override
    public List<Path> roots() {
      return List.of(Path.of("/projects/one"));
    }

    @Override
    public void cancel() {}
  }

  private Jobs jobs(Contents contents) {
    Store store = Stores.in(directory, Stores.terms(directory, PATIENCE, "ann", contents));
    return store.jobs(
        new MemoryJobs(10, (_, _) -> {}),
        (tool, arguments, roots, begun, begin) -> {
          retaken.add(tool + " " + arguments.get("prompt") + " " + roots + " " + begun.text());
          begin.as(new Calling()).ended(ToolResult.complete("The whole answer"));
          return Optional.empty();
        });
  }

  /** As if the process that has the jobs were gone. */
  private void endTheOthers() throws Exception {
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("fairlead.db"));
        Statement statement = connection.createStatement()) {
      statement.execute("UPDATE jobs SET process = '999999999-1'");
    }
  }

  @Test
  void the_result_of_one_daemon_is_another_s_to_tell() {
    Jobs one = jobs(Contents.FULL);
    Jobs.Going going = one.begin("chat", STARTED, new Calling());
    Jobs other = jobs(Contents.FULL);
    Job running = other.find(going.id()).orElseThrow();
    assertThat(running.state()).isEqualTo(Job.State.RUNNING);
    assertThat(running.doing()).isEqualTo("kimi-k3 is answering");
    assertThat(other.list()).extracting(Job::id).containsExactly(going.id());

    going.ended(
        new ToolResult(ToolResult.Status.COMPLETE, "Said: sk-secret", null, null, "thread-1"));

    Job ended = other.find(going.id()).orElseThrow();
    assertThat(ended.state()).isEqualTo(Job.State.ENDED);
    assertThat(ended.result())
        .isEqualTo(new ToolResult(ToolResult.Status.COMPLETE, "Said: ***", null, null, "thread-1"));
    assertThat(other.resume(going.id())).as("it has ended").isEmpty();
    assertThat(retaken).isEmpty();
  }

  @Test
  void a_job_whose_process_is_gone_tells_what_there_was_and_goes_on_when_asked() throws Exception {
    Jobs.Going going = jobs(Contents.FULL).begin("chat", STARTED, new Calling());
    endTheOthers();
    Jobs other = jobs(Contents.FULL);
    Job broken = other.find(going.id()).orElseThrow();
    assertThat(broken.state()).isEqualTo(Job.State.BROKEN);
    assertThat(broken.soFar()).isEqualTo(new SoFar("kimi-k3", "Half an answer", "because"));
    assertThat(broken.result()).isNull();

    assertThat(other.resume(going.id())).isEmpty();

    assertThat(retaken).containsExactly("chat my key is *** [/projects/one] Half an answer");
    assertThat(other.await(going.id(), PATIENCE).orElseThrow().result())
        .isEqualTo(ToolResult.complete("The whole answer"));
    assertThat(jobs(Contents.FULL).find(going.id()).orElseThrow().state())
        .isEqualTo(Job.State.ENDED);
  }

  @Test
  void without_contents_nothing_of_it_is_kept_and_it_cannot_go_on() throws Exception {
    Jobs.Going going = jobs(Contents.NONE).begin("chat", STARTED, new Calling());
    endTheOthers();
    Jobs other = jobs(Contents.NONE);

    assertThat(other.find(going.id()).orElseThrow().soFar().text()).isEmpty();
    assertThat(other.resume(going.id()).orElseThrow()).contains("is not kept", "call chat again");
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("fairlead.db"));
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT so_far, reasoning, arguments FROM jobs")) {
      row.next();
      assertThat(row.getString(1) + row.getString(2) + row.getString(3)).isEqualTo("[]");
    }
  }

  @Test
  void one_that_nobody_knows_is_not_resumed() {
    Jobs jobs = jobs(Contents.FULL);
    assertThat(jobs.find("nope")).isEmpty();
    assertThat(jobs.resume("nope").orElseThrow()).contains("there is no job nope");
  }
}
