package dev.fairlead.providers.openai;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ClientStepsTest {
  @Test
  void what_the_reading_thread_hands_over_is_done_by_it() throws Exception {
    CompletableFuture<Thread> by = new CompletableFuture<>();
    Thread reading =
        Thread.ofPlatform()
            .name("HttpClient-7-SelectorManager")
            .start(() -> new ClientSteps().execute(() -> by.complete(Thread.currentThread())));

    assertThat(by.get(10, TimeUnit.SECONDS)).isSameAs(reading);
  }

  @Test
  void all_else_gets_a_thread_of_its_own() throws Exception {
    CompletableFuture<Thread> by = new CompletableFuture<>();
    new ClientSteps().execute(() -> by.complete(Thread.currentThread()));

    assertThat(by.get(10, TimeUnit.SECONDS).isVirtual()).isTrue();
  }
}
