package dev.fairlead.simulator;

import dev.fairlead.simulator.http.Multipart;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** GLM's parser: a task is made, is asked for until it is done, and is done the second time. */
final class GlmParser implements Desk {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final Set<String> TOOLS = Set.of("lite", "expert", "prime");
  private static final String RESULT = "/files/parser/result/";

  private record Task(Upload upload, AtomicInteger asked) {}

  private final World world;
  private final Map<String, Task> tasks = new ConcurrentHashMap<>();
  private final AtomicInteger count = new AtomicInteger();

  GlmParser(World world) {
    this.world = world;
  }

  @Override
  public boolean serve(Visit visit) throws IOException {
    Call call = visit.call();
    switch (call.method() + " " + call.path()) {
      case "POST /files/parser/create" -> create(visit);
      case "POST /files/parser/sync" -> sync(visit);
      default -> {
        if (!call.method().equals("GET") || !call.path().startsWith(RESULT)) {
          return false;
        }
        result(visit, call.path().substring(RESULT.length()));
      }
    }
    return true;
  }

  private void create(Visit visit) throws IOException {
    Multipart form = Multipart.of(visit.exchange().request());
    Optional<Upload> upload = upload(form);
    if (upload.isEmpty() || !TOOLS.contains(form.text("tool_type"))) {
      visit.send(GlmErrors.status(400));
      return;
    }
    String id = "t-" + count.incrementAndGet() + "-" + world.ids().hex16();
    tasks.put(id, new Task(upload.get(), new AtomicInteger()));
    visit.send(
        JSON.createObjectNode().put("task_id", id).put("message", "任务创建成功").put("success", true));
  }

  private void sync(Visit visit) throws IOException {
    Multipart form = Multipart.of(visit.exchange().request());
    Optional<Upload> upload = upload(form);
    if (upload.isEmpty() || !form.text("tool_type").equals("prime-sync")) {
      visit.send(GlmErrors.status(400));
      return;
    }
    visit.send(done("t-" + count.incrementAndGet(), upload.get(), true));
  }

  private void result(Visit visit, String rest) throws IOException {
    int slash = rest.indexOf('/');
    String id = slash < 0 ? rest : rest.substring(0, slash);
    Task task = tasks.get(id);
    if (task == null) {
      visit.send(GlmErrors.of(404, "1214", "The task " + id + " does not exist"));
    } else if (task.asked().getAndIncrement() == 0) {
      visit.send(
          JSON.createObjectNode()
              .put("task_id", id)
              .put("message", "任务处理中")
              .put("status", "processing")
              .putNull("content")
              .putNull("parsing_result_url"));
    } else {
      visit.send(done(id, task.upload(), !rest.endsWith("/download_link")));
    }
  }

  private static ObjectNode done(String id, Upload upload, boolean text) {
    Optional<String> parsed = upload.text();
    ObjectNode node = JSON.createObjectNode().put("task_id", id).put("message", "结果获取成功");
    node.put("status", parsed.isPresent() ? "succeeded" : "failed");
    if (text && parsed.isPresent()) {
      node.put("content", parsed.get());
    } else {
      node.putNull("content");
    }
    return text
        ? node.putNull("parsing_result_url")
        : node.put("parsing_result_url", "https://example.com/parsed/" + id + ".zip");
  }

  private static Optional<Upload> upload(Multipart form) {
    return form.part("file")
        .map(part ->
            new Upload(
                "",
                part.filename().orElse("file"),
                "parser",
                Instant.now().getEpochSecond(),
                part.content()));
  }
}
