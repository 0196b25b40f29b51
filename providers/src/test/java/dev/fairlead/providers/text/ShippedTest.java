package dev.fairlead.providers.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.providers.catalog.CatalogFile;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class ShippedTest {
  private static final String THERE = "models.yaml";

  private static String read() {
    return Shipped.text(CatalogFile.class, THERE);
  }

  @Test
  void a_text_is_the_same_to_every_kind_of_thread() throws Exception {
    FutureTask<String> task = new FutureTask<>(ShippedTest::read);
    Thread.startVirtualThread(task);

    assertThat(read()).contains("models:");
    assertThat(task.get()).isEqualTo(read());
  }

  @Test
  void an_interrupted_thread_gets_it_all_the_same_and_stays_interrupted() throws Exception {
    FutureTask<Boolean> task =
        new FutureTask<>(() -> {
          Thread.currentThread().interrupt();
          String text = read();
          return Thread.interrupted() && text.contains("models:");
        });
    Thread.startVirtualThread(task);

    assertThat(task.get()).isTrue();
  }

  @Test
  void a_text_that_is_missing_is_named_to_every_kind_of_thread() throws Exception {
    FutureTask<String> task = new FutureTask<>(() -> Shipped.text(CatalogFile.class, "none.md"));
    Thread.startVirtualThread(task);

    assertThatThrownBy(() -> Shipped.text(CatalogFile.class, "none.md"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("none.md");
    assertThatThrownBy(task::get).hasStackTraceContaining("none.md is missing");
  }
}
