package dev.fairlead.simulator;

import dev.fairlead.simulator.http.Multipart;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** GLM's files. */
final class GlmFiles implements Desk {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final String CONTENT = "/content";
  private static final Set<String> PURPOSES =
      Set.of(
          "user_data",
          "agent",
          "batch",
          "retrieval",
          "fine-tune",
          "voice-clone-input",
          "code-interpreter",
          "file-extract");

  private final World world;

  GlmFiles(World world) {
    this.world = world;
  }

  @Override
  public boolean serve(Visit visit) throws IOException {
    Call call = visit.call();
    String path = call.path();
    if (path.equals("/files")) {
      switch (call.method()) {
        case "POST" -> create(visit);
        case "GET" -> list(visit);
        default -> {
          return false;
        }
      }
      return true;
    }
    if (!path.startsWith("/files/") || path.startsWith("/files/parser/")) {
      return false;
    }
    boolean content = path.endsWith(CONTENT);
    String id = path.substring(7, path.length() - (content ? CONTENT.length() : 0));
    Optional<Upload> upload = world.uploads().find(call, id);
    if (upload.isEmpty()) {
      visit.send(GlmErrors.of(404, "1214", "The file " + id + " does not exist"));
    } else if (content) {
      content(visit, upload.get());
    } else if (call.method().equals("DELETE")) {
      world.uploads().remove(call, id);
      visit.send(JSON.createObjectNode().put("id", id).put("deleted", true).put("object", "file"));
    } else {
      visit.send(object(upload.get()));
    }
    return true;
  }

  private void create(Visit visit) throws IOException {
    Multipart form = Multipart.of(visit.exchange().request());
    Optional<Multipart.Part> file = form.part("file");
    if (file.isEmpty() || !PURPOSES.contains(form.text("purpose"))) {
      visit.send(GlmErrors.status(400));
    } else if (file.get().content().length > Uploads.LARGEST) {
      visit.send(GlmErrors.status(435));
    } else {
      long now = Instant.now().getEpochSecond();
      Upload upload =
          new Upload(
              now + "_" + world.ids().hex16(),
              file.get().filename().orElse("file"),
              form.text("purpose"),
              now,
              file.get().content());
      world.uploads().add(visit.call(), upload);
      visit.send(object(upload));
    }
  }

  private void list(Visit visit) throws IOException {
    Map<String, String> query = visit.exchange().request().query();
    String purpose = query.getOrDefault("purpose", "");
    ObjectNode root = JSON.createObjectNode().put("object", "list");
    ArrayNode data = root.putArray("data");
    world.uploads().all(visit.call()).stream()
        .filter(upload -> purpose.isEmpty() || upload.purpose().equals(purpose))
        .forEach(upload -> data.add(object(upload)));
    visit.send(root.put("has_more", false));
  }

  private static void content(Visit visit, Upload upload) throws IOException {
    if (upload.purpose().equals("file-extract")) {
      visit.send(Reply.of(200, upload.extract().orElse("{}")));
    } else {
      visit.sendBytes("application/octet-stream", upload.bytes());
    }
  }

  private static ObjectNode object(Upload upload) {
    return JSON.createObjectNode()
        .put("id", upload.id())
        .put("object", "file")
        .put("bytes", upload.bytes().length)
        .put("filename", upload.filename())
        .put("purpose", upload.purpose())
        .put("created_at", upload.created());
  }
}
