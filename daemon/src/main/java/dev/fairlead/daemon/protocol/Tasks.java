package dev.fairlead.daemon.protocol;

import dev.fairlead.tools.Job;
import dev.fairlead.tools.Jobs;
import dev.fairlead.tools.ToolResult;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.Implementation;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The jobs as the tasks extension of the modern era has them: a client that takes tasks is given
 * one as soon as a call lasts, and looks after it instead of waiting. Thread-safe.
 */
final class Tasks {
  /** How long a call is waited for by a client that takes tasks. */
  static final Duration AFTER = Duration.ofSeconds(10);

  private static final Duration KEPT = Duration.ofHours(1);
  private static final Duration LOOK = Duration.ofSeconds(2);

  private final Jobs jobs;
  private final InstantSource wall;
  private final ModernResults results;
  private final Written written;
  private final Set<String> cancelled = ConcurrentHashMap.newKeySet();
  private final Map<String, Instant> ended = new ConcurrentHashMap<>();

  /** How a result is written for a client, or for one that does not say who it is. */
  @FunctionalInterface
  interface Written {
    Object of(@Nullable Implementation client, ToolResult result);
  }

  Tasks(Jobs jobs, InstantSource wall, ModernResults results, Written written) {
    this.jobs = jobs;
    this.wall = wall;
    this.results = results;
    this.written = written;
  }

  /** The job that has just begun, as a task. */
  Map<String, Object> created(String id) {
    return jobs.find(id).map(job -> fields(job, "working")).orElseThrow();
  }

  /** The job of that id as a task, with its result if it has ended; empty if there is none. */
  Optional<Map<String, Object>> find(String id, @Nullable Implementation client) {
    return jobs.find(id)
        .map(job -> {
          ToolResult result = job.result();
          if (job.state() == Job.State.BROKEN) {
            Map<String, Object> broken = fields(job, "failed");
            broken.put(
                "error",
                Map.of(
                    "code",
                    McpSchema.ErrorCodes.INTERNAL_ERROR,
                    "message",
                    "the daemon that ran it has ended; call result with {\"job\": \"%s\", \"resume\": true}"
                        .formatted(id)));
            return broken;
          }
          if (result == null) {
            return fields(job, "working");
          }
          if (cancelled.contains(id) && result.status().isError()) {
            return fields(job, "cancelled");
          }
          Map<String, Object> fields = fields(job, "completed");
          fields.put("result", results.typed("complete", results.map(written.of(client, result))));
          return fields;
        });
  }

  /** Whether there is a task of that id. */
  boolean exists(String id) {
    return jobs.find(id).isPresent();
  }

  /** Ends that task soon; says whether there is one. */
  boolean cancel(String id) {
    Optional<Job> job = jobs.find(id);
    if (job.isPresent() && job.get().result() == null) {
      cancelled.add(id);
      jobs.cancel(id);
    }
    return job.isPresent();
  }

  /** What has become of a job. */
  void changed(Job job, Jobs.Change change) {
    switch (change) {
      case BEGUN -> {}
      case ENDED -> ended.put(job.id(), wall.instant());
      case GONE -> {
        ended.remove(job.id());
        cancelled.remove(job.id());
      }
    }
  }

  private Map<String, Object> fields(Job job, String status) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("taskId", job.id());
    fields.put("status", status);
    if (!job.doing().isEmpty()) {
      fields.put("statusMessage", job.doing());
    }
    fields.put("createdAt", job.started().toString());
    Instant now = job.result() == null ? wall.instant() : job.started();
    fields.put("lastUpdatedAt", ended.getOrDefault(job.id(), now).toString());
    fields.put("ttlMs", KEPT.toMillis());
    fields.put("pollIntervalMs", LOOK.toMillis());
    return fields;
  }
}
