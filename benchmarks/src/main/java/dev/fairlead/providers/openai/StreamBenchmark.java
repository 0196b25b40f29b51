package dev.fairlead.providers.openai;

import dev.fairlead.providers.Model;
import dev.fairlead.providers.ProviderError;
import dev.fairlead.providers.ProviderException;
import dev.fairlead.providers.catalog.CatalogFile;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/** From the bytes of a stream, in reads of 16 KiB as the client hands them over, to its events. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class StreamBenchmark {
  /** The length of the stream in bytes, about. */
  public static final int PAYLOAD = 2 << 20;

  private static final int READ = 16 << 10;
  private static final String WORDS = "the lane holds, 缆绳穿过导缆孔; \\n\\tif (queue.isEmpty()) { é ";

  private final Model model = CatalogFile.builtIn().find("kimi-k3").orElseThrow();
  private final List<ByteBuffer> reads = new ArrayList<>();

  /**
   * Writes the stream: shaped like a recorded one, with pieces of one to two hundred characters.
   */
  @Setup
  public void write() {
    Random random = new Random(7);
    StringBuilder stream = new StringBuilder(PAYLOAD + 1000);
    while (stream.length() < PAYLOAD * 9 / 10) {
      boolean thinks = stream.length() < PAYLOAD / 3;
      event(stream, thinks ? "reasoning_content" : "content", words(random));
      if (random.nextInt(200) == 0) {
        stream.append(": still here\n\n");
      }
    }
    stream
        .append("data: {\"model\":\"kimi-k3\",\"choices\":[{\"index\":0,\"delta\":{},")
        .append("\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n");
    byte[] bytes = stream.toString().getBytes(StandardCharsets.UTF_8);
    for (int at = 0; at < bytes.length; at += READ) {
      reads.add(ByteBuffer.wrap(bytes, at, Math.min(READ, bytes.length - at)));
    }
  }

  /** The bytes of the stream. */
  public long bytes() {
    return reads.stream().mapToLong(ByteBuffer::remaining).sum();
  }

  /** Where one event ends and the next begins, and no more. */
  @Benchmark
  public long framing() throws ProviderException {
    EventReader reader = new EventReader();
    long length = 0;
    for (ByteBuffer read : reads) {
      reader.feed(read.duplicate());
      while (reader.next()) {
        length += reader.length();
      }
    }
    return length;
  }

  /** The whole way to what a caller is handed. */
  @Benchmark
  public void events(Blackhole hole) throws ProviderException {
    AnswerStream stream =
        new AnswerStream(
            new Answer(model, hole::consume),
            _ -> new ProviderError.Malformed("a complaint"),
            () -> {});
    for (ByteBuffer read : reads) {
      if (stream.feed(read.duplicate())) {
        return;
      }
    }
    throw new IllegalStateException("the stream has no end");
  }

  private static void event(StringBuilder stream, String field, String text) {
    stream
        .append("data: {\"id\":\"chatcmpl-6a5aba7e3fbb8333b875d4a9\",")
        .append(
            "\"object\":\"chat.completion.chunk\",\"created\":1784330879,\"model\":\"kimi-k3\",")
        .append("\"choices\":[{\"index\":0,\"delta\":{\"")
        .append(field)
        .append("\":\"")
        .append(text)
        .append("\"},\"finish_reason\":null}],\"system_fingerprint\":\"fpv0_25844b67\"}\n\n");
  }

  /** Mostly a word, sometimes a line. */
  private static String words(Random random) {
    int most = random.nextInt(10) == 0 ? 200 : 12;
    int length = 1 + random.nextInt(most);
    StringBuilder text = new StringBuilder();
    while (text.length() < length) {
      text.append(WORDS);
    }
    int end = text.charAt(length - 1) == '\\' ? length + 1 : length;
    return text.substring(0, end);
  }
}
