package dev.fairlead.tools.threads;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.tools.Threads;
import dev.fairlead.tools.files.Content;
import dev.fairlead.tools.files.GatedFile;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class MemoryThreadsTest {
  private final Threads threads = new MemoryThreads(2, 1_000, () -> Instant.EPOCH);
  private final Threads.Turn turn =
      new Threads.Turn("chat", Instant.EPOCH, "said", "q", "a", "{}", List.of());

  @Test
  void turns_are_found_in_the_order_in_which_they_were_added() {
    String id = threads.start("chat");
    assertThat(threads.find(id).orElseThrow()).isEmpty();

    threads.append(id, null, turn);
    threads.append(
        id,
        turn.id(),
        new Threads.Turn("chat", Instant.EPOCH, "said", "q2", "a2", "{}", List.of()));

    assertThat(threads.find(id).orElseThrow())
        .extracting(Threads.Turn::asked)
        .containsExactly("q", "q2");
  }

  @Test
  void of_two_turns_after_the_same_one_the_later_begins_a_branch() {
    String id = threads.start("chat");
    threads.append(id, null, turn);
    Threads.Turn one = said("one");
    Threads.Turn other = said("other");
    assertThat(threads.append(id, turn.id(), one)).isEqualTo(id);

    String branch = threads.append(id, turn.id(), other);

    assertThat(branch).isNotEqualTo(id);
    assertThat(threads.find(id)).contains(List.of(turn, one));
    assertThat(threads.find(branch)).contains(List.of(turn, other));
  }

  private static Threads.Turn said(String said) {
    return new Threads.Turn("chat", Instant.EPOCH, said, "q", "a", "{}", List.of());
  }

  @Test
  void a_thread_that_is_not_there_is_not_found_nor_made() {
    assertThat(threads.find("nope")).isEmpty();
    assertThat(threads.list()).isEmpty();
  }

  @Test
  void a_thread_that_gave_way_while_its_answer_was_under_way_keeps_the_answer() {
    String id = threads.start("chat");
    threads.start("chat");
    threads.start("chat");
    assertThat(threads.find(id)).isEmpty();

    assertThat(threads.append(id, null, turn)).isEqualTo(id);

    assertThat(threads.find(id)).contains(List.of(turn));
  }

  @Test
  void the_thread_unused_for_longest_gives_way() {
    String first = threads.start("chat");
    String second = threads.start("chat");
    threads.append(first, null, turn);
    String third = threads.start("chat");

    assertThat(threads.find(second)).isEmpty();
    assertThat(threads.find(first)).isPresent();
    assertThat(threads.find(third)).isPresent();
  }

  @Test
  void threads_with_many_bytes_give_way_but_never_the_one_in_use() {
    String first = threads.start("chat");
    threads.append(first, null, showing(800));
    String second = threads.start("chat");
    Threads.Turn shown = showing(200);
    threads.append(second, null, shown);
    assertThat(threads.find(first)).isPresent();

    threads.append(second, shown.id(), showing(5_000));

    assertThat(threads.find(first)).isEmpty();
    assertThat(threads.find(second).orElseThrow()).hasSize(2);
  }

  @Test
  void threads_are_listed_with_what_they_are_about_the_one_used_last_first() {
    String first = threads.start("chat");
    String second = threads.start("debug");
    threads.append(first, null, turn);

    assertThat(threads.list())
        .containsExactly(
            new Threads.Head(first, "chat", Instant.EPOCH, Instant.EPOCH, 1, "said"),
            new Threads.Head(second, "debug", Instant.EPOCH, Instant.EPOCH, 0, ""));
  }

  private static Threads.Turn showing(int bytes) {
    GatedFile.Attachment image =
        new GatedFile.Attachment(
            "a.png", bytes, "00", new Content(Content.Kind.IMAGE, "image/png"), new byte[bytes]);
    return new Threads.Turn("chat", Instant.EPOCH, "said", "q", "a", "{}", List.of(image));
  }
}
