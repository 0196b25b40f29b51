package dev.fairlead.daemon.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.daemon.store.Database;
import dev.fairlead.daemon.store.Stores;
import dev.fairlead.daemon.store.UploadLog;
import dev.fairlead.providers.Access;
import dev.fairlead.providers.ApiKey;
import dev.fairlead.providers.Upload;
import dev.fairlead.providers.Uploads;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class FilesCommandTest {
  private static final Instant NOW = Instant.parse("2026-11-20T10:00:00.123Z");
  private static final Access KEY =
      new Access(
          "glm-1",
          "glm",
          URI.create("http://127.0.0.1:9"),
          new ApiKey("not-a-real-key"),
          Access.Billing.METERED);

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  @TempDir private Path directory;
  private Database database;

  @BeforeEach
  void uploads() {
    database = new Database(directory.resolve("fairlead.db"), null);
    Uploads uploads = Stores.of(database, "/projects/one").uploads();
    uploads.keep(upload(Upload.Place.account(KEY), "t-1", NOW.minus(Duration.ofHours(24))));
    uploads.keep(upload("0123456789@elsewhere", "t-2", NOW));
  }

  @Test
  void a_row_tells_all_but_the_key() {
    assertThat(run()).isZero();

    assertThat(out.toString(UTF_8).lines().map(line -> line.replaceAll(" +", " ")))
        .containsExactly(
            "FILE PROVIDER KEY PURPOSE BYTES WHEN EXPIRES ID",
            "t-1.pdf glm glm-1 parser 7 2026-11-19T10:00:00Z 2026-11-20T10:00:00Z t-1",
            "t-2.pdf glm 01234567 parser 7 2026-11-20T10:00:00Z 2026-11-21T10:00:00Z t-2");
  }

  @Test
  void what_a_vendor_cannot_remove_is_forgotten_and_said_so() throws Exception {
    assertThat(run("--clean")).isZero();

    assertThat(out.toString(UTF_8)).isEqualToIgnoringNewLines("removed 1 file");
    assertThat(err.toString(UTF_8))
        .contains("t-1.pdf is forgotten here: glm has no way to remove what its parser was given");
    assertThat(new UploadLog(database).all()).extracting(Upload::id).containsExactly("t-2");
  }

  @Test
  void a_file_of_a_key_that_is_gone_stays() throws Exception {
    assertThat(run("--delete", "all", "--json")).isEqualTo(1);

    assertThat(out.toString(UTF_8)).contains("\"removed\" : 1", "\"failed\" : 1");
    assertThat(err.toString(UTF_8)).contains("t-2.pdf stays", "01234567");
    assertThat(new UploadLog(database).all()).extracting(Upload::id).containsExactly("t-2");
  }

  @Test
  void a_file_of_a_key_that_is_gone_is_forgotten_on_request() throws Exception {
    assertThat(run("--forget-orphaned")).isZero();

    assertThat(out.toString(UTF_8)).isEqualToIgnoringNewLines("removed 1 file");
    assertThat(new UploadLog(database).all()).extracting(Upload::id).containsExactly("t-1");
  }

  private int run(String... arguments) {
    Console console =
        new Console(new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8));
    FileDesk desk =
        new FileDesk(
            new UploadLog(database),
            () -> List.of(KEY),
            Map.of("glm", new FakeProvider("glm")),
            () -> NOW);
    return new CommandLine(new FilesCommand(console, desk)).execute(arguments);
  }

  private static Upload upload(String account, String id, Instant at) {
    Upload.Place place = new Upload.Place("glm", account, "parser", "0");
    return new Upload(place, id, id + ".pdf", 7, at, at.plus(Duration.ofHours(24)));
  }
}
