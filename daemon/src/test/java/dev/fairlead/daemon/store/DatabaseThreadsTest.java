package dev.fairlead.daemon.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.fairlead.tools.Threads;
import dev.fairlead.tools.files.Content;
import dev.fairlead.tools.files.GatedFile;
import dev.fairlead.tools.threads.MemoryThreads;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class DatabaseThreadsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");

  @TempDir private Path directory;

  private Path file() {
    return directory.resolve("fairlead.db");
  }

  private Threads threads(Duration patience, Instant now) {
    return threads(Stores.in(directory, patience), now);
  }

  private static Threads threads(Store store, Instant now) {
    return store.threads(new MemoryThreads(10, 1 << 20, () -> now));
  }

  private static Threads.Turn turn(String said, Instant at, GatedFile.Attachment... attached) {
    return new Threads.Turn(
        "chat", at, said, "asked " + said, "answer to " + said, "{}", List.of(attached));
  }

  @Test
  void what_one_daemon_begins_another_goes_on_with() {
    byte[] bytes = "pixels".getBytes(StandardCharsets.UTF_8);
    GatedFile.Attachment image =
        new GatedFile.Attachment(
            "a.png", bytes.length, "abc", new Content(Content.Kind.IMAGE, "image/png"), bytes);
    Threads one = threads(PATIENCE, NOW);
    Threads other = threads(PATIENCE, NOW);
    String id = one.start("chat");
    Threads.Turn first = turn("first", NOW, image);
    one.append(id, null, first);

    List<Threads.Turn> found = other.find(id).orElseThrow();
    assertThat(found).hasSize(1);
    assertThat(found.getFirst().answered()).isEqualTo("answer to first");
    assertThat(found.getFirst().attached().getFirst().bytes()).isEqualTo(bytes);
    assertThat(found.getFirst().attached().getFirst().content()).isEqualTo(image.content());
    other.append(id, first.id(), turn("second", NOW.plusSeconds(5)));

    assertThat(one.find(id).orElseThrow())
        .extracting(Threads.Turn::said)
        .containsExactly("first", "second");
    assertThat(threads(PATIENCE, NOW).list())
        .containsExactly(new Threads.Head(id, "chat", NOW, NOW.plusSeconds(5), 2, "first"));
  }

  @Test
  void a_thread_that_is_not_there_is_not_found_nor_made() {
    Threads threads = threads(PATIENCE, NOW);
    assertThat(threads.find("nope")).isEmpty();
    assertThat(threads.list()).isEmpty();
  }

  @Test
  void threads_that_gave_way_while_their_answers_were_under_way_keep_the_answers() {
    Threads threads = threads(PATIENCE, NOW);
    Threads.Turn first = turn("first", NOW);
    String begun = threads.start("chat");
    threads.append(begun, null, first);
    String fresh = threads.start("chat");
    for (int i = 0; i < 10; i++) {
      threads.start("chat"); // as many as there is room for
    }

    threads.append(begun, first.id(), turn("second", NOW));
    threads.append(fresh, null, turn("only", NOW));

    Threads later = threads(PATIENCE, NOW);
    assertThat(later.find(begun).orElseThrow())
        .extracting(Threads.Turn::said)
        .containsExactly("first", "second");
    assertThat(later.find(fresh).orElseThrow())
        .extracting(Threads.Turn::said)
        .containsExactly("only");
  }

  @Test
  void of_two_daemons_that_go_on_from_the_same_turn_the_later_gets_a_branch() {
    Threads one = threads(PATIENCE, NOW);
    Threads other = threads(PATIENCE, NOW);
    String id = one.start("chat");
    Threads.Turn first = turn("first", NOW);
    one.append(id, null, first);
    var _ = other.find(id).orElseThrow();
    Threads.Turn mine = turn("mine", NOW.plusSeconds(1));
    Threads.Turn theirs = turn("theirs", NOW.plusSeconds(2));
    assertThat(one.append(id, first.id(), mine)).isEqualTo(id);

    String branch = other.append(id, first.id(), theirs);

    assertThat(branch).isNotEqualTo(id);
    assertThat(said(other, branch)).containsExactly("first", "theirs");
    assertThat(said(other, id)).containsExactly("first", "mine");
    Threads.Turn more = turn("more", NOW.plusSeconds(3));
    assertThat(other.append(branch, theirs.id(), more)).isEqualTo(branch);
    assertThat(said(threads(PATIENCE, NOW), branch)).containsExactly("first", "theirs", "more");
    assertThat(said(threads(PATIENCE, NOW), id)).containsExactly("first", "mine");
    assertThat(one.list())
        .extracting(Threads.Head::id, Threads.Head::turns, Threads.Head::about)
        .containsExactly(tuple(branch, 3, "first"), tuple(id, 2, "first"));
  }

  @Test
  void two_of_one_daemon_that_both_come_later_get_a_branch_each() {
    Threads one = threads(PATIENCE, NOW);
    Threads other = threads(PATIENCE, NOW);
    String id = one.start("chat");
    Threads.Turn first = turn("first", NOW);
    one.append(id, null, first);
    var _ = other.find(id).orElseThrow();
    one.append(id, first.id(), turn("mine", NOW));
    Threads.Turn theirs = turn("theirs", NOW);
    Threads.Turn more = turn("more", NOW);

    String branch = other.append(id, first.id(), theirs);
    String second = other.append(id, first.id(), more);

    assertThat(said(other, branch)).containsExactly("first", "theirs");
    assertThat(said(other, second)).containsExactly("first", "more");
    assertThat(said(other, id)).containsExactly("first", "mine");
  }

  @Test
  void a_thread_that_gave_way_to_others_is_gone_on_with() {
    Threads threads = threads(PATIENCE, NOW);
    String id = threads.start("chat");
    Threads.Turn first = turn("first", NOW);
    threads.append(id, null, first);
    for (int i = 0; i < 20; i++) {
      threads.append(threads.start("chat"), null, turn("other " + i, NOW));
    }

    assertThat(threads.append(id, first.id(), turn("second", NOW))).isEqualTo(id);
    assertThat(said(threads, id)).containsExactly("first", "second");
  }

  @Test
  void a_branch_that_was_begun_while_the_store_was_away_is_a_branch_there_too() throws Exception {
    Threads one = threads(PATIENCE, NOW);
    String id = one.start("chat");
    Threads.Turn first = turn("first", NOW);
    one.append(id, null, first);
    Store store = Stores.in(directory, Duration.ofMillis(50));
    Threads hasty = threads(store, NOW);
    var _ = hasty.find(id).orElseThrow();
    Threads.Turn theirs = turn("theirs", NOW.plusSeconds(2));
    try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + file());
        Statement statement = other.createStatement()) {
      statement.execute("BEGIN IMMEDIATE");
      statement.execute(
          "INSERT INTO turns (id, thread, number, parent, tool, at, said, asked, answered, state)"
              + " VALUES ('x', '%s', 2, '%s', 'chat', '2026-11-20T10:00:01Z', 'mine', '', 'a', '')"
                  .formatted(id, first.id()));
      assertThat(hasty.append(id, first.id(), theirs)).isEqualTo(id);
      Threads.Turn more = turn("more", NOW.plusSeconds(3));
      assertThat(hasty.append(id, theirs.id(), more)).isEqualTo(id);
      assertThat(said(hasty, id)).containsExactly("first", "theirs", "more");
      statement.execute("COMMIT");
    }
    store.flush(PATIENCE);

    Threads later = threads(PATIENCE, NOW);
    assertThat(said(later, id)).containsExactly("first", "mine");
    assertThat(said(later, theirs.branch())).containsExactly("first", "theirs", "more");
  }

  @Test
  void another_user_sees_none_of_it_unless_it_is_shared() throws Exception {
    Threads ann = threads(PATIENCE, NOW);
    String id = ann.start("chat");
    ann.append(id, null, turn("first", NOW));
    Store.Terms bobs = Stores.terms(directory, PATIENCE, "bob", Contents.FULL);
    Threads bob = threads(Stores.in(directory, bobs), NOW);
    assertThat(bob.find(id)).isEmpty();
    assertThat(bob.list()).isEmpty();

    try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + file());
        Statement statement = other.createStatement()) {
      statement.execute("UPDATE threads SET shared = 1");
    }

    assertThat(said(bob, id)).containsExactly("first");
  }

  @ParameterizedTest
  @CsvSource({"HASH, sha256:", "NONE, ''"})
  void without_contents_a_thread_ends_with_its_process(Contents contents, String begin)
      throws Exception {
    Store store = Stores.in(directory, Stores.terms(directory, PATIENCE, "ann", contents));
    Threads threads = threads(store, NOW);
    String id = threads.start("chat");
    threads.append(id, null, turn("the secret plan", NOW));
    assertThat(said(threads, id)).containsExactly("the secret plan");

    assertThat(threads(PATIENCE, NOW).find(id)).isEmpty();
    assertThat(threads(PATIENCE, NOW).list()).extracting(Threads.Head::about).containsExactly("");
    try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + file());
        Statement statement = other.createStatement();
        ResultSet row = statement.executeQuery("SELECT said, asked, answered FROM turns")) {
      row.next();
      for (int i = 1; i <= 3; i++) {
        assertThat(row.getString(i)).startsWith(begin).doesNotContain("secret", "plan");
      }
    }
  }

  private static List<String> said(Threads threads, String id) {
    return threads.find(id).orElseThrow().stream().map(Threads.Turn::said).toList();
  }

  @Test
  void a_store_that_is_locked_holds_a_call_no_longer_than_the_bound_and_gets_its_turn_later()
      throws Exception {
    threads(PATIENCE, NOW).list();
    Threads hasty = threads(Duration.ofMillis(50), NOW);
    String id = hasty.start("chat");
    try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + file());
        Statement statement = other.createStatement()) {
      statement.execute("BEGIN IMMEDIATE");
      long start = System.nanoTime();
      Threads.Turn first = turn("first", NOW);
      hasty.append(id, null, first);
      hasty.append(id, first.id(), turn("second", NOW));
      assertThat(hasty.find(id).orElseThrow()).hasSize(2);
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
      statement.execute("COMMIT");
    }

    List<Threads.Turn> written = new ArrayList<>();
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (written.size() < 2 && System.nanoTime() < end) {
      written.clear();
      threads(PATIENCE, NOW).find(id).ifPresent(written::addAll);
    }
    assertThat(written).extracting(Threads.Turn::said).containsExactly("first", "second");
  }

  @Test
  void without_a_store_a_process_remembers_its_own() throws Exception {
    Files.writeString(file(), "this is not a database, it is a longer sentence ".repeat(9));
    Threads threads = threads(PATIENCE, NOW);
    String id = threads.start("chat");
    threads.append(id, null, turn("first", NOW));
    assertThat(threads.find(id).orElseThrow()).hasSize(1);
    assertThat(threads.list()).hasSize(1);
  }
}
