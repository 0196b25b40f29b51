package dev.fairlead.tools.threads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.fairlead.tools.Threads;
import java.time.Instant;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class MemoryThreadsTest {
  private final Threads threads = new MemoryThreads(2);
  private final Threads.Turn turn = new Threads.Turn("chat", Instant.EPOCH, "q", "a", "{}");

  @Test
  void turns_are_found_in_the_order_in_which_they_were_added() {
    String id = threads.start("chat");
    assertThat(threads.find(id).orElseThrow()).isEmpty();

    threads.append(id, turn);
    threads.append(id, new Threads.Turn("chat", Instant.EPOCH, "q2", "a2", "{}"));

    assertThat(threads.find(id).orElseThrow())
        .extracting(Threads.Turn::asked)
        .containsExactly("q", "q2");
  }

  @Test
  void a_thread_that_is_not_there_is_not_made() {
    assertThat(threads.find("nope")).isEmpty();
    assertThatIllegalArgumentException().isThrownBy(() -> threads.append("nope", turn));
  }

  @Test
  void the_thread_unused_for_longest_gives_way() {
    String first = threads.start("chat");
    String second = threads.start("chat");
    threads.append(first, turn);
    String third = threads.start("chat");

    assertThat(threads.find(second)).isEmpty();
    assertThat(threads.find(first)).isPresent();
    assertThat(threads.find(third)).isPresent();
  }
}
