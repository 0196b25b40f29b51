package dev.fairlead.tools.uploads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.providers.Upload;
import dev.fairlead.tools.BadArguments;
import dev.fairlead.tools.Bench;
import dev.fairlead.tools.KeptFiles.Kept;
import dev.fairlead.tools.ToolResult;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class FilesToolTest {
  private final Bench bench = new Bench(Path.of("nowhere"));

  @BeforeEach
  void three_files() {
    Instant now = bench.parts.clock().instant();
    bench.keptFiles.files.add(kept("f-1", "old.pdf", now.minus(Duration.ofHours(30)), false));
    bench.keptFiles.files.add(kept("f-2", "docs/spec.pdf", now, false));
    bench.keptFiles.files.add(kept("f-3", "docs/spec.pdf", now, true));
  }

  private static Kept kept(String id, String name, Instant at, boolean orphaned) {
    Upload.Place place = new Upload.Place("kimi", "account", "file-extract", "abc");
    Upload upload = new Upload(place, id, name, 7, at, at.plus(Duration.ofHours(24)));
    return new Kept(upload, orphaned ? "0a1b2c3d" : "kimi-1", orphaned);
  }

  private ToolResult call(Object... pairs) throws Exception {
    return bench.call(new FilesTool(bench.parts), pairs);
  }

  @Test
  void files_are_listed_when_nothing_is_said() throws Exception {
    ToolResult result = call();

    assertThat(result.text().lines().map(line -> line.replaceAll(" +", " ")))
        .containsExactly(
            "FILE PROVIDER KEY PURPOSE BYTES WHEN EXPIRES ID",
            "old.pdf kimi kimi-1 file-extract 7 2025-12-31T21:04:05Z 2026-01-01T21:04:05Z f-1",
            "docs/spec.pdf kimi kimi-1 file-extract 7 2026-01-02T03:04:05Z 2026-01-03T03:04:05Z"
                + " f-2",
            "docs/spec.pdf kimi 0a1b2c3d file-extract 7 2026-01-02T03:04:05Z 2026-01-03T03:04:05Z"
                + " f-3");
    assertThat(result.data()).containsEntry("stayed", 0).doesNotContainKey("removed");
    assertThat(String.valueOf(result.data())).contains("id=f-1", "id=f-2", "orphaned=true");
    bench.keptFiles.files.clear();
    assertThat(call().text()).isEqualTo("No files are kept at a vendor.");
  }

  @Test
  void one_is_removed_by_its_id_and_all_of_a_path() throws Exception {
    assertThat(call("operation", "delete", "file_id", "f-1").text()).startsWith("Removed 1 file.");
    assertThat(bench.keptFiles.removed).containsExactly("f-1");

    ToolResult result = call("action", "delete", "path", "docs/spec.pdf");

    assertThat(result.text()).startsWith("Removed 2 files.");
    assertThat(result.data()).containsEntry("removed", 2);
    assertThat(bench.keptFiles.removed).containsExactly("f-1", "f-2", "f-3");
  }

  @Test
  void a_cleanup_takes_what_has_expired_and_nothing_else() throws Exception {
    ToolResult dry = call("action", "cleanup", "dry_run", true);

    assertThat(dry.text()).startsWith("Would remove 1 file.").contains("f-1");
    assertThat(bench.keptFiles.files).hasSize(3);

    assertThat(call("action", "cleanup").text()).startsWith("Removed 1 file.");
    assertThat(bench.keptFiles.removed).containsExactly("f-1");
  }

  @Test
  void files_of_a_lost_key_are_forgotten_and_nobody_is_asked() throws Exception {
    assertThat(call("action", "cleanup_orphaned").text())
        .startsWith("Removed 1 file.")
        .contains("f-3");

    assertThat(bench.keptFiles.files).hasSize(2);
    assertThat(bench.keptFiles.removed).isEmpty();
  }

  @Test
  void what_cannot_be_removed_stays_and_is_told() throws Exception {
    bench.keptFiles.stays = "kimi is down";

    ToolResult result = call("action", "delete", "file", "f-1");

    assertThat(result.status()).isEqualTo(ToolResult.Status.FAILED);
    assertThat(result.text())
        .isEqualTo("Removed 0 files. Could not remove 1.\nold.pdf stays: kimi is down");
    assertThat(result.data()).containsEntry("stayed", 1);
  }

  @Test
  void nothing_is_removed_by_a_slip() {
    assertThatThrownBy(() -> call("action", "delete"))
        .isInstanceOf(BadArguments.class)
        .hasMessageStartingWith("files: file is missing: give the id or path");
    assertThatThrownBy(() -> call("action", "delete", "file", "docs/spec.pdg"))
        .hasMessage(
            "files: file docs/spec.pdg is not kept at a vendor, did you mean docs/spec.pdf?");
    assertThatThrownBy(() -> call("action", "cleanup", "file", "f-1"))
        .hasMessageStartingWith("files: file does not go with a cleanup");
    assertThat(bench.keptFiles.files).hasSize(3);
  }

  @Test
  void a_store_that_cannot_be_read_is_refused_with_its_reason() throws Exception {
    bench.keptFiles.unreadable = "the store is locked: try again";

    ToolResult result = call();

    assertThat(result.status()).isEqualTo(ToolResult.Status.REFUSED);
    assertThat(result.text()).isEqualTo("the store is locked: try again");
  }
}
