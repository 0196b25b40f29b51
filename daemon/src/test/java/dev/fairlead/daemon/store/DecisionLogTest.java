package dev.fairlead.daemon.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.fairlead.routing.journal.Decision;
import dev.fairlead.routing.selection.Ask;
import dev.fairlead.routing.selection.Health;
import dev.fairlead.routing.selection.Requirements;
import dev.fairlead.tools.Past;
import dev.fairlead.tools.Unreadable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class DecisionLogTest {
  private static final Instant LATE = Instant.EPOCH.plusSeconds(100).plusMillis(250);

  @TempDir private Path directory;
  private Database database;

  @BeforeEach
  void decisions() {
    database = new Database(directory.resolve("fairlead.db"), null);
    Decisions.record(journal("/projects/one"), Decisions.numbered(1));
    Decisions.record(journal("/projects/one/part"), refused(2));
    Decisions.record(journal("/projects/one-more"), at(Decisions.numbered(3), LATE));
  }

  @Test
  void a_filter_lets_through_what_it_says() throws Exception {
    assertThat(found(Filter.ALL)).containsExactly(3L, 2L, 1L);
    assertThat(found(new Filter(null, "chat", null, null, null, null, null, null)))
        .containsExactly(3L, 1L);
    assertThat(found(new Filter(null, null, "m-1", null, null, null, null, null)))
        .as("a model that was asked in vain")
        .containsExactly(3L, 1L);
    assertThat(found(new Filter(null, null, null, "acme", null, null, null, null)))
        .containsExactly(3L, 1L);
    assertThat(found(new Filter(null, null, null, null, "refused", null, null, null)))
        .containsExactly(2L);
    assertThat(found(new Filter(null, null, null, null, null, "Unavailable", null, null)))
        .containsExactly(3L, 1L);
    assertThat(found(new Filter(null, null, null, null, null, "Overloaded", null, null))).isEmpty();
    assertThat(found(new Filter(null, null, null, null, null, Filter.ANY_ERROR, null, null)))
        .containsExactly(3L, 1L);
    assertThat(found(new Filter(null, null, null, null, null, null, "vision", null)))
        .containsExactly(3L, 2L, 1L);
    assertThat(found(new Filter(null, null, null, null, null, null, "direct", null))).isEmpty();
    assertThat(found(new Filter(null, "chat", "m-1", null, "refused", null, null, null))).isEmpty();
  }

  @Test
  void a_workspace_is_itself_and_what_is_below_it() throws Exception {
    assertThat(found(Filter.of("/projects/one"))).containsExactly(2L, 1L);
    assertThat(found(Filter.of("/projects/one/part"))).containsExactly(2L);
    assertThat(found(Filter.of("/"))).containsExactly(3L, 2L, 1L);
    assertThat(found(Filter.of("/projects/%"))).isEmpty();
  }

  @Test
  void a_time_is_compared_to_the_second_however_it_is_written() throws Exception {
    assertThat(found(since(LATE))).containsExactly(3L);
    assertThat(found(since(LATE.plusMillis(500)))).containsExactly(3L);
    assertThat(found(since(LATE.plusSeconds(1)))).isEmpty();
    assertThat(found(since(Instant.EPOCH.plusSeconds(2)))).containsExactly(3L, 2L);
  }

  @Test
  void one_decision_is_found_by_its_id_among_those_that_may_be_told() throws Exception {
    DecisionLog log = new DecisionLog(database);
    String first = Decisions.numbered(1).id().toString();

    assertThat(log.find(first, Filter.ALL)).get().extracting(r -> r.get("id")).isEqualTo(first);
    assertThat(log.find(first, Filter.of("/projects/one-more"))).isEmpty();
    assertThat(log.find("nothing", Filter.ALL)).isEmpty();
    assertThat(log.find("last", Filter.of("/projects/one")))
        .get()
        .extracting(row -> row.get("outcome"))
        .isEqualTo("refused");
  }

  @Test
  void tools_may_look_from_a_virtual_thread_that_is_interrupted_later() throws Exception {
    DecisionPast past = past(database, Filter.of("/projects/one"));
    assertThat(past.find("last")).isPresent();
    assertThat(past.find(Decisions.numbered(3).id().toString())).isEmpty();

    Path broken = Files.writeString(directory.resolve("no.db"), "no database ".repeat(100));
    assertThatThrownBy(() -> past(new Database(broken, null), Filter.ALL).find("last"))
        .isInstanceOf(Unreadable.class)
        .hasMessageContaining("no.db");
  }

  @Test
  void tools_are_told_the_last_of_their_directory_alone() throws Exception {
    DecisionPast past = past(database, Filter.of("/projects/one"));

    assertThat(past.last(Past.Which.ALL, 10)).hasSize(2);
    assertThat(past.last(Past.Which.ALL, 1)).hasSize(1);
    assertThat(past.last(new Past.Which(null, "codereview", null, null), 10))
        .extracting(row -> row.get("outcome"))
        .containsExactly("refused");
    assertThat(past.last(new Past.Which(null, null, "m-2", "answered"), 10))
        .extracting(row -> row.get("tool"))
        .containsExactly("chat");
    assertThat(past.last(new Past.Which(null, null, "m-2", "failed"), 10)).isEmpty();
    assertThat(past.last(new Past.Which(Instant.ofEpochSecond(99), null, null, null), 9)).isEmpty();
  }

  @Test
  void tools_are_told_how_fast_models_were_of_late() throws Exception {
    Health.Speed speed =
        Objects.requireNonNull(past(database, Filter.of("/elsewhere")).speeds().get("m-2"));

    assertThat(speed.firstEvent()).isEqualTo(Duration.ofMillis(7));
    assertThat(speed.tokensPerSecond()).isCloseTo(30 / 0.013, within(1.0));
    assertThat(
            new DecisionPast(
                    new DecisionLog(database),
                    Filter.ALL,
                    () -> Instant.EPOCH.plus(Duration.ofDays(8)))
                .speeds())
        .isEmpty();
  }

  private static DecisionPast past(Database database, Filter among) {
    return new DecisionPast(new DecisionLog(database), among, () -> Instant.EPOCH);
  }

  @Test
  void what_was_asked_is_read_back_as_it_was() throws Exception {
    AskLog.Found found = new AskLog(database).find(Filter.ALL);

    assertThat(found.calls()).hasSize(3);
    AskLog.Logged first = found.calls().getFirst();
    Ask asked = Decisions.numbered(1).plan().ask();
    assertThat(first.ask())
        .isEqualTo(
            new Ask(
                asked.tool(),
                asked.requirements(),
                asked.policy(),
                asked.model(),
                asked.thread(),
                List.of()));
    assertThat(first.bounds()).isEqualTo(Decisions.BOUNDS);
    assertThat(first.workspace()).isEqualTo("/projects/one");
    assertThat(first.answered())
        .isEqualTo(
            new AskLog.Answered("m-2", Decisions.numbered(1).attempts().getLast().usage(), 0.25));
    assertThat(found.calls().get(1).answered()).isNull();
    assertThat(found.calls().get(1).bounds().priceCap()).isInfinite();
    assertThat(found.speeds()).containsOnlyKeys("m-2");
    assertThat(found.speeds().get("m-2"))
        .satisfies(speed -> {
          assertThat(speed.firstEvent()).isEqualTo(Duration.ofMillis(7));
          assertThat(speed.tokensPerSecond()).isEqualTo(30 / 0.013);
          assertThat(speed.samples()).isEqualTo(2);
        });
  }

  @Test
  void what_is_not_understood_is_counted() throws Exception {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database.file());
        Statement statement = connection.createStatement()) {
      statement.execute(
          "UPDATE decisions SET ask = replace(ask, '\"cheap\"', '\"telepathic\"')"
              + " WHERE workspace = '/projects/one'");
      statement.execute("UPDATE decisions SET ask = NULL WHERE workspace = '/projects/one-more'");
    }
    AskLog.Found found = new AskLog(database).find(Filter.ALL);

    assertThat(found.calls()).hasSize(1);
    assertThat(found.unread()).isEqualTo(1);
    assertThat(found.older()).isEqualTo(1);
  }

  private List<Long> found(Filter filter) throws StoreException {
    return new DecisionLog(database)
        .last(filter, 10).stream().map(DecisionLogTest::number).toList();
  }

  private static long number(Map<String, @Nullable Object> row) {
    String id = String.valueOf(row.get("id"));
    return Long.parseLong(id.substring(9, 13) + id.substring(15, 18), 16);
  }

  private DatabaseJournal journal(String workspace) {
    return new DatabaseJournal(
        Stores.writer(directory, Duration.ofSeconds(10)), Stores.who(workspace), () -> {});
  }

  private static Filter since(Instant moment) {
    return new Filter(moment, null, null, null, null, null, null, null);
  }

  private static Decision refused(long number) {
    Decision like = Decisions.numbered(number);
    Decision refused =
        Decisions.of(like, Ask.of("codereview", Requirements.NONE), List.of(), List.of());
    return new Decision(
        refused.id(),
        refused.at(),
        refused.plan(),
        refused.attempts(),
        refused.outcome(),
        refused.path(),
        refused.degradations(),
        refused.took(),
        "no model can do it");
  }

  private static Decision at(Decision like, Instant moment) {
    return new Decision(
        like.id(),
        moment,
        like.plan(),
        like.attempts(),
        like.outcome(),
        like.path(),
        like.degradations(),
        like.took(),
        like.message(),
        like.timing(),
        like.bounds(),
        like.placement());
  }
}
