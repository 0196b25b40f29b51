package dev.fairlead.daemon.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.simulator.Fault;
import dev.fairlead.simulator.Script;
import dev.fairlead.simulator.SeenRequest;
import dev.fairlead.simulator.Vendor;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Files at a vendor, from the first call that needs one to their removal. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class FilesIT {
  @TempDir private Path directory;
  private House house;

  @BeforeEach
  void house() {
    house = new House(directory);
    house.file("spec.pdf", "%PDF-1.7 no real one");
  }

  @AfterEach
  void close() {
    house.close();
  }

  @Test
  void a_document_goes_up_once_for_two_daemons_and_is_removed_on_demand() throws Exception {
    assertThat(house.run("files").out()).contains("no files are kept at a vendor");
    ask();
    ask();

    assertThat(uploads()).isEqualTo(1);
    JsonNode file = JsonMapper.shared().readTree(house.run("files", "--json").out()).path(0);
    assertThat(file.path("file").asString()).isEqualTo("spec.pdf");
    assertThat(file.path("provider").asString()).isEqualTo("kimi");
    assertThat(file.path("key").asString()).isEqualTo("kimi-1");
    assertThat(file.path("purpose").asString()).isEqualTo("file-extract");
    assertThat(file.path("bytes").asInt()).isEqualTo(20);
    String id = file.path("id").asString();
    House.Printed table = house.run("files");
    assertThat(table.out()).contains("EXPIRES", "spec.pdf", id).doesNotContain("not-a-real-key");

    House.Printed clean = house.run("files", "--clean");
    assertThat(clean.out()).contains("removed 0 files");
    assertThat(clean.exit()).isZero();
    assertThat(house.run("files", "--delete", "file_unknown").exit()).isEqualTo(2);
    assertThat(house.run("files", "--clean", "--delete", "all").exit()).isEqualTo(2);

    house.simulator.script(Script.of(new Fault.Status(500)).on(Vendor.KIMI).path(id));
    House.Printed failed = house.run("files", "--delete", id);
    assertThat(failed.exit()).isEqualTo(1);
    assertThat(failed.err()).contains("spec.pdf stays", "500");

    House.Printed removed = house.run("files", "--delete", "all", "--json");
    assertThat(removed.exit()).as(removed.err()).isZero();
    assertThat(JsonMapper.shared().readTree(removed.out()).path("removed").asInt()).isEqualTo(1);
    assertThat(house.run("files").out()).contains("no files are kept at a vendor");
    assertThat(house.simulator.requests(FilesIT::removal)).hasSize(2);
  }

  @Test
  void a_file_that_is_not_to_be_kept_is_removed_after_its_call() {
    house.with("FAIRLEAD_FILES_KEEP", "0s");
    try (DaemonProcess daemon = house.daemon().initialized()) {
      call(daemon);
      house.simulator.await(FilesIT::removal, Duration.ofSeconds(10));
    }
    assertThat(uploads()).isEqualTo(1);
  }

  @Test
  void without_a_store_no_file_outlives_its_call_and_without_its_key_none_is_removed()
      throws Exception {
    ask();
    house.with("MOONSHOT_API_KEY", "another-not-real-key");
    House.Printed stays = house.run("files", "--delete", "all");
    assertThat(stays.exit()).isEqualTo(1);
    assertThat(stays.err()).contains("spec.pdf stays", "is not configured");

    house.with("FAIRLEAD_STORE_KIND", "memory");
    house.simulator.clearRequests();
    try (DaemonProcess daemon = house.daemon().initialized()) {
      call(daemon);
      house.simulator.await(FilesIT::removal, Duration.ofSeconds(10));
    }
    assertThat(uploads()).isEqualTo(1);
  }

  private void ask() {
    try (DaemonProcess daemon = house.daemon().initialized()) {
      call(daemon);
    }
  }

  private static void call(DaemonProcess daemon) {
    JsonNode reply =
        daemon.call(
            "chat", Map.of("prompt", "What is in it?", "files", "spec.pdf", "model", "kimi-k3"));
    assertThat(reply.toString()).contains("- spec.pdf: application/pdf");
  }

  private long uploads() {
    return house
        .simulator
        .requests(request -> request.method().equals("POST") && request.path().endsWith("/files"))
        .size();
  }

  private static boolean removal(SeenRequest request) {
    return request.method().equals("DELETE");
  }
}
