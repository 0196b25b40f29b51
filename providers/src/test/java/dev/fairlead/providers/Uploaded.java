package dev.fairlead.providers;

import dev.fairlead.providers.Fixtures.Outcome;
import dev.fairlead.simulator.SeenRequest;
import dev.fairlead.simulator.Simulator;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** What the tests of uploads share. */
public final class Uploaded {
  private Uploaded() {}

  public static Part.Document document(String name, String text) {
    return new Part.Document(name, "application/pdf", text.getBytes(StandardCharsets.UTF_8));
  }

  /** A whole PNG of so many bytes, of which each number makes another. */
  public static Part.Image image(int size, int number) {
    ByteBuffer bytes = ByteBuffer.allocate(size);
    bytes.putLong(0x89504E470D0A1A0AL).putInt(13).putInt(0x49484452).putInt(8).putInt(8);
    bytes.position(33);
    bytes.putInt(size - 33 - 12 - 12).putInt(0x49444154).putInt(number);
    bytes.putInt(size - 8, 0x49454E44);
    return new Part.Image("large-" + number + ".png", "image/png", bytes.array());
  }

  /** A plain question about these parts. */
  public static ChatRequest about(Model model, Part... parts) {
    List<Part> all = new ArrayList<>(List.of(parts));
    all.add(new Part.Text("What is in it?"));
    return new ChatRequest(
        model,
        List.of(new Message.User(all)),
        null,
        false,
        0,
        null,
        List.of(),
        ToolChoice.AUTO,
        false,
        false,
        null);
  }

  /** All requests so far, each as its verb and its path behind the base, ids as {@code *}. */
  public static List<String> seen(Simulator simulator) {
    return simulator.requests().stream().map(Uploaded::line).toList();
  }

  /** How many requests were of that verb and path. */
  public static long count(Simulator simulator, String line) {
    return seen(simulator).stream().filter(line::equals).count();
  }

  public static String line(SeenRequest request) {
    return request.method()
        + " "
        + request
            .path()
            .replaceFirst("^.*/v[14]/", "/")
            .replaceFirst("/files/(?!parser)[^/]+", "/files/*")
            .replaceFirst("/result/[^/]+", "/result/*");
  }

  /** Calls at the same time. */
  public static List<Outcome> together(
      Provider provider, Access access, List<ChatRequest> requests) {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Outcome>> running =
          requests.stream()
              .map(request ->
                  threads.submit(() -> Fixtures.ask(provider, request, access, Fixtures.PATIENT)))
              .toList();
      List<Outcome> outcomes = new ArrayList<>();
      for (Future<Outcome> each : running) {
        outcomes.add(each.get());
      }
      return outcomes;
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }
}
