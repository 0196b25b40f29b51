package dev.fairlead.tools.result;

import dev.fairlead.routing.Progress.SoFar;
import dev.fairlead.routing.resilience.Deadline;
import dev.fairlead.tools.BadArguments;
import dev.fairlead.tools.Call;
import dev.fairlead.tools.Definition;
import dev.fairlead.tools.Field;
import dev.fairlead.tools.Job;
import dev.fairlead.tools.Job.State;
import dev.fairlead.tools.Jobs;
import dev.fairlead.tools.Parts;
import dev.fairlead.tools.Schema;
import dev.fairlead.tools.Tool;
import dev.fairlead.tools.ToolResult;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Brings the answer of a call that became a job: waits for it almost as long as the client does, so
 * that an agent need not poll. It may be asked for again and again.
 */
public final class ResultTool implements Tool {
  private static final String NAME = "result";
  private static final Schema<Arguments> SCHEMA = Schema.of(NAME, Arguments.class);

  /** What is left of the client's patience for the way back. */
  private static final Duration WAY_BACK = Duration.ofSeconds(2);

  private static final Duration BETWEEN_WORDS = Duration.ofSeconds(1);
  private static final int MOST_LISTED = 10;
  private static final Pattern CURSOR = Pattern.compile("([0-9a-f-]{36}):(\\d{1,9})");

  private final Parts parts;

  /** The jobs among these parts. */
  public ResultTool(Parts parts) {
    this.parts = parts;
  }

  record Arguments(
      @Field(
              value = "which; without it the newest",
              aka = {"job_id", "id"})
          @Nullable String job,
      @Field("where a long result goes on, as its end says") @Nullable String cursor,
      @Field(value = "do not wait: what there is so far", fallback = "false") boolean partial,
      @Field(value = "end the job", fallback = "false") boolean cancel,
      @Field(value = "take up again a job whose daemon ended", fallback = "false")
          boolean resume) {}

  @Override
  public Definition definition() {
    return new Definition(
        NAME,
        "Result of a job",
        "Waits for a call that went on as a job and brings its answer, or the rest of a long one.",
        SCHEMA,
        null,
        null,
        true);
  }

  @Override
  public ToolResult call(Call call) throws BadArguments, InterruptedException {
    Arguments arguments = SCHEMA.read(call.arguments());
    if (arguments.cursor() != null) {
      return rest(arguments.cursor().strip());
    }
    Jobs jobs = parts.jobs();
    List<Job> all = jobs.list();
    if (all.isEmpty()) {
      return ToolResult.refused(
          "there is no job: calls that end in time bring their answers themselves");
    }
    String id = arguments.job() == null ? all.getFirst().id() : arguments.job().strip();
    if (jobs.find(id).isEmpty()) {
      return ToolResult.refused("there is no job " + id + ". Jobs there are: " + listed(all));
    }
    if (arguments.cancel()) {
      jobs.cancel(id);
    }
    if (arguments.resume()) {
      Optional<String> refused = jobs.resume(id);
      if (refused.isPresent()) {
        return ToolResult.refused(refused.get());
      }
    }
    boolean waits = !arguments.partial();
    Optional<Job> job = waits ? awaited(id, call) : jobs.find(id);
    return job.map(found -> rendered(found, arguments.partial()))
        .orElseGet(() -> ToolResult.refused("the job " + id + " was given up for newer ones"));
  }

  /** What follows that place; a cursor is a result's id and a place in it. */
  private ToolResult rest(String cursor) throws BadArguments {
    Matcher matcher = CURSOR.matcher(cursor);
    if (!matcher.matches()) {
      throw BadArguments.of(
          NAME, List.of("cursor is none that a result ended with: give it as it stands there"));
    }
    int from = Integer.parseInt(matcher.group(2));
    return parts
        .results()
        .find(matcher.group(1))
        .filter(text -> from < text.length())
        .map(text -> ToolResult.complete(text.substring(from)))
        .orElseGet(() ->
            ToolResult.refused(
                "cursor leads to a result that was given up for newer ones, or beyond its end: "
                    + "ask again for what is missing, in the same thread"));
  }

  private Optional<Job> awaited(String id, Call call) throws InterruptedException {
    Duration patience = call.patience().minus(WAY_BACK);
    Deadline end =
        call.deadline().left().compareTo(patience) < 0
            ? call.deadline()
            : Deadline.in(patience, call.deadline().ticker());
    Optional<Job> job = parts.jobs().find(id);
    while (job.isPresent() && job.get().state() == State.RUNNING && !end.passed()) {
      call.progress().report(job.get().tool() + ": " + job.get().doing());
      Duration left = end.left();
      job = parts.jobs().await(id, left.compareTo(BETWEEN_WORDS) < 0 ? left : BETWEEN_WORDS);
    }
    return job;
  }

  private ToolResult rendered(Job job, boolean partial) {
    if (job.result() != null) {
      return job.result();
    }
    if (job.state() == State.BROKEN) {
      return broken(job);
    }
    String standing =
        "%s goes on as job %s after %d s: %s."
            .formatted(
                job.tool(),
                job.id(),
                Duration.between(job.started(), parts.clock().instant()).toSeconds(),
                job.doing());
    String next = " Call result with {\"job\": \"" + job.id() + "\"} to wait for its answer.";
    String soFar =
        !partial || job.soFar().text().isBlank()
            ? ""
            : "\n\nSo far, not checked and perhaps begun anew by another model:\n\n"
                + job.soFar().text();
    return new ToolResult(ToolResult.Status.RUNNING, standing + next + soFar, null, null, null);
  }

  /** What a job left whose process ended, and the way on. */
  private static ToolResult broken(Job job) {
    SoFar soFar = job.soFar();
    StringBuilder text =
        new StringBuilder(
            """
            %s, which went on as job %s, has no answer: the daemon that ran it has ended. \
            Call result with {"job": "%s", "resume": true} to take it up again.\
            """
                .formatted(job.tool(), job.id(), job.id()));
    if (!soFar.text().isBlank()) {
      text.append("\n\nWhat there was of the answer, not checked:\n\n").append(soFar.text());
    }
    if (!soFar.reasoning().isBlank()) {
      text.append("\n\nWhat there was of the thinking:\n\n").append(soFar.reasoning());
    }
    return new ToolResult(ToolResult.Status.FAILED, text.toString(), null, null, null);
  }

  private static String standing(Job job) {
    return switch (job.state()) {
      case RUNNING -> "goes on";
      case BROKEN -> "broken off";
      case ENDED -> "ended";
    };
  }

  private String listed(List<Job> all) {
    return all.stream()
        .limit(MOST_LISTED)
        .map(job ->
            "%s (%s of %s, %s)"
                .formatted(
                    job.id(),
                    job.tool(),
                    Instant.ofEpochSecond(job.started().getEpochSecond()),
                    standing(job)))
        .collect(Collectors.joining("; "));
  }
}
