package dev.fairlead.providers.openai;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.fairlead.providers.Fixtures;
import dev.fairlead.providers.ProviderError;
import dev.fairlead.providers.ProviderException;
import dev.fairlead.providers.Thinking;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What reading a stream costs in memory; its speed is for the benchmarks. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class EventReaderTest {
  private static final int READ = 16 << 10;
  private static final byte[] STREAM =
      (Fixtures.chunk("缆 a few words").repeat(20_000) + Fixtures.ending())
          .getBytes(StandardCharsets.UTF_8);

  private final ThreadMXBean memory = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /** Something that may fail in the vendor's way. */
  private interface Reading {
    void run() throws ProviderException;
  }

  @Test
  @Tag("slow")
  void events_are_found_without_memory_of_their_own() throws ProviderException {
    assertThat(allocated(EventReaderTest::frame)).isLessThan(0.2);
  }

  @Test
  @Tag("slow")
  void an_answer_costs_a_few_times_its_bytes() throws ProviderException {
    assertThat(allocated(EventReaderTest::answer)).isLessThan(8);
  }

  /** Bytes allocated for each byte of the stream, once everything is loaded. */
  private double allocated(Reading reading) throws ProviderException {
    reading.run();
    long before = memory.getCurrentThreadAllocatedBytes();
    reading.run();
    return (memory.getCurrentThreadAllocatedBytes() - before) / (double) STREAM.length;
  }

  private static void frame() throws ProviderException {
    EventReader reader = new EventReader();
    int events = 0;
    for (int at = 0; at < STREAM.length; at += READ) {
      reader.feed(ByteBuffer.wrap(STREAM, at, Math.min(READ, STREAM.length - at)));
      while (reader.next()) {
        events++;
      }
    }
    assertThat(events).isEqualTo(20_002);
  }

  private static void answer() throws ProviderException {
    AnswerStream stream =
        new AnswerStream(
            new Answer(Fixtures.model("m", Set.of(), Thinking.NONE), _ -> {}),
            _ -> new ProviderError.Malformed("a complaint"),
            () -> {});
    boolean ended = false;
    for (int at = 0; at < STREAM.length && !ended; at += READ) {
      ended = stream.feed(ByteBuffer.wrap(STREAM, at, Math.min(READ, STREAM.length - at)));
    }
    assertThat(ended).isTrue();
  }
}
