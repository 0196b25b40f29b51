package dev.fairlead.simulator;

import dev.fairlead.simulator.http.Multipart;
import java.io.IOException;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Kimi's files: sent once, then extracted to text or named in a message. */
final class KimiFiles implements Desk {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final Set<String> PURPOSES = Set.of("file-extract", "image", "video", "batch");
  private static final String CONTENT = "/content";

  private final World world;

  KimiFiles(World world) {
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
    if (!path.startsWith("/files/")) {
      return false;
    }
    boolean content = path.endsWith(CONTENT);
    String id = path.substring(7, path.length() - (content ? CONTENT.length() : 0));
    Optional<Upload> upload = world.uploads().find(call, id);
    if (upload.isEmpty()) {
      visit.send(KimiErrors.of(404, "resource_not_found_error", "file " + id + " not found"));
    } else if (content) {
      content(visit, upload.get());
    } else if (call.method().equals("DELETE")) {
      world.uploads().remove(call, id);
      visit.send(JSON.createObjectNode().put("id", id).put("object", "file").put("deleted", true));
    } else {
      visit.send(object(upload.get()));
    }
    return true;
  }

  private void create(Visit visit) throws IOException {
    Multipart form = Multipart.of(visit.exchange().request());
    String purpose = form.text("purpose");
    Optional<Multipart.Part> file = form.part("file");
    if (!PURPOSES.contains(purpose)) {
      visit.send(KimiErrors.invalid("Invalid purpose: only 'file-extract' accepted"));
    } else if (file.isEmpty() || file.get().content().length == 0) {
      visit.send(KimiErrors.invalid("File size is zero"));
    } else if (file.get().content().length > Uploads.LARGEST) {
      visit.send(KimiErrors.invalid("File size is too large, max file size is 100MB"));
    } else if (world.uploads().full(visit.call())) {
      visit.send(
          KimiErrors.invalid(
              "The number of files you have uploaded exceeded the max file count 1000"));
    } else {
      Upload upload =
          new Upload(
              "file_" + world.ids().letters(20).toLowerCase(Locale.ROOT),
              unused(visit.call(), file.get().filename().orElse("file")),
              purpose,
              Instant.now().getEpochSecond(),
              file.get().content());
      world.uploads().add(visit.call(), upload);
      visit.send(object(upload));
    }
  }

  private void list(Visit visit) throws IOException {
    ObjectNode root = JSON.createObjectNode().put("object", "list");
    ArrayNode data = root.putArray("data");
    world.uploads().all(visit.call()).forEach(upload -> data.add(object(upload)));
    visit.send(root);
  }

  private static void content(Visit visit, Upload upload) throws IOException {
    Optional<String> extract =
        upload.purpose().equals("file-extract") ? upload.extract() : Optional.empty();
    visit.send(
        extract
            .map(text -> new Reply(200, Map.of("Content-Type", "text/plain; charset=utf-8"), text))
            .orElse(KimiErrors.of(500, "", "extract task failed: failed")));
  }

  /** The name, with a number where the key has a file of that name already. */
  private String unused(Call call, String name) {
    Set<String> taken =
        world.uploads().all(call).stream().map(Upload::filename).collect(Collectors.toSet());
    int dot = name.lastIndexOf('.') < 0 ? name.length() : name.lastIndexOf('.');
    String free = name;
    for (int i = 1; taken.contains(free); i++) {
      free = name.substring(0, dot) + "(" + i + ")" + name.substring(dot);
    }
    return free;
  }

  private ObjectNode object(Upload upload) {
    return JSON.createObjectNode()
        .put("id", upload.id())
        .put("object", "file")
        .put("bytes", upload.bytes().length)
        .put("created_at", upload.created())
        .put("filename", upload.filename())
        .put("purpose", upload.purpose())
        .put("status", world.on(Switch.KIMI_DOCUMENTED_SHAPES) ? "ready" : "ok")
        .put("status_details", "");
  }
}
