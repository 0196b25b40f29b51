package dev.fairlead.tools.result;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.routing.Progress.SoFar;
import dev.fairlead.tools.Bench;
import dev.fairlead.tools.Job;
import dev.fairlead.tools.Jobs;
import dev.fairlead.tools.ToolResult;
import dev.fairlead.tools.ToolResult.Status;
import dev.fairlead.tools.jobs.MemoryJobs;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ResultToolTest {
  private static final Instant STARTED = Instant.parse("2026-01-02T03:03:35Z");

  private final Bench bench = new Bench(Path.of("nowhere"));
  private final ResultTool tool = new ResultTool(bench.parts);
  private final List<String> cancelled = new ArrayList<>();

  private Jobs.Going begin(String tool) {
    return bench.jobs.begin(
        tool,
        STARTED,
        new Jobs.Call() {
          @Override
          public String doing() {
            return "kimi-k3 is thinking";
          }

          @Override
          public SoFar soFar() {
            return new SoFar("kimi-k3", "Half an answer", "");
          }

          @Override
          public void cancel() {
            cancelled.add(tool);
          }
        });
  }

  @Test
  void without_a_job_it_says_so() throws Exception {
    ToolResult result = bench.call(tool);
    assertThat(result.status()).isEqualTo(Status.REFUSED);
    assertThat(result.text()).contains("there is no job");
  }

  @Test
  void an_ended_job_brings_what_its_call_would_have_brought() throws Exception {
    ToolResult answer = ToolResult.complete("The answer");
    Jobs.Going going = begin("chat");
    going.ended(answer);
    assertThat(bench.call(tool)).isEqualTo(answer);
    assertThat(bench.call(tool, "job_id", " " + going.id())).isEqualTo(answer);
  }

  @Test
  void the_newest_is_meant_where_none_is_named() throws Exception {
    begin("chat").ended(ToolResult.complete("old"));
    begin("debug").ended(ToolResult.complete("new"));
    assertThat(bench.call(tool).text()).isEqualTo("new");
  }

  @Test
  void what_there_is_so_far_is_told_on_request_without_waiting() throws Exception {
    String id = begin("chat").id();
    ToolResult result = bench.call(tool, "partial", true);
    assertThat(result.status()).isEqualTo(Status.RUNNING);
    assertThat(result.text())
        .contains(
            "chat goes on as job " + id + " after 30 s: kimi-k3 is thinking.", "Half an answer");
  }

  @Test
  void a_job_can_be_ended_by_name_and_only_while_it_goes_on() throws Exception {
    Jobs.Going going = begin("chat");
    bench.call(tool, "job", going.id(), "cancel", true, "partial", true);
    assertThat(cancelled).containsExactly("chat");
    going.ended(ToolResult.refused("chat was cancelled"));
    bench.call(tool, "job", going.id(), "cancel", true);
    assertThat(cancelled).containsExactly("chat");
  }

  @Test
  void one_that_does_not_exist_is_refused_with_those_that_do() throws Exception {
    String id = begin("chat").id();
    begin("debug").ended(ToolResult.complete("x"));
    assertThat(bench.call(tool, "job", "gone").text())
        .contains("gone", id + " (chat of 2026-01-02T03:03:35Z, goes on)", "ended");
  }

  @Test
  void the_oldest_that_has_ended_gives_way_and_changes_are_told() {
    List<String> told = new ArrayList<>();
    MemoryJobs jobs = new MemoryJobs(2, (job, change) -> told.add(job.tool() + " " + change));
    Jobs.Call call =
        new Jobs.Call() {
          @Override
          public String doing() {
            return "";
          }

          @Override
          public SoFar soFar() {
            return SoFar.NOTHING;
          }

          @Override
          public void cancel() {}
        };
    Jobs.Going first = jobs.begin("one", STARTED, call);
    jobs.begin("two", STARTED, call).ended(ToolResult.complete("2"));
    jobs.begin("three", STARTED, call);
    assertThat(jobs.list()).extracting(Job::tool).containsExactly("three", "one");
    assertThat(jobs.find(first.id())).isPresent();
    assertThat(told)
        .containsExactly("one BEGUN", "two BEGUN", "two ENDED", "three BEGUN", "two GONE");
  }
}
