package dev.fairlead.providers;

import dev.fairlead.providers.openai.Network;
import dev.fairlead.providers.openai.Trust;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What the tests of adapters share. */
public final class Fixtures {
  public static final Instant NOW = Instant.parse("2026-04-25T05:00:00Z");
  public static final Patience PATIENT =
      new Patience(Duration.ofSeconds(10), Duration.ofSeconds(10), Duration.ofSeconds(20));

  private Fixtures() {}

  /** A recorded vector. */
  public static String text(String name) {
    try (InputStream in = Fixtures.class.getResourceAsStream("fixtures/" + name)) {
      if (in == null) {
        throw new IllegalArgumentException("no fixture " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static Network network() {
    return new Network("test", Map.of(), Duration.ofSeconds(5), () -> NOW, System::nanoTime);
  }

  /** One that trusts the servers of tests. */
  public static Network trusting(Map<String, String> environment) {
    try {
      Path file = Files.createTempFile("authority", ".pem");
      try {
        Files.writeString(file, Identity.ofTests().pem());
        return new Network("test", environment, Duration.ofSeconds(5), () -> NOW, System::nanoTime)
            .trusting(Trust.of(List.of(file), Map.of()));
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A streamed call of a model that has nothing special. */
  public static ChatRequest request() {
    return ChatRequest.of(
        model("m", Set.of(), Thinking.NONE), List.of(new Message.User("count to 5")));
  }

  /** A chunk of a stream that says that. */
  public static String chunk(String text) {
    return "data: {\"model\":\"x\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\""
        + text
        + "\"}}]}\n\n";
  }

  /** What ends a stream. */
  public static String ending() {
    return "data: {\"model\":\"x\",\"choices\":[{\"index\":0,\"delta\":{},"
        + "\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n";
  }

  public static Access access(URI base) {
    return new Access(
        "test-1", "test", base, new ApiKey("fake-id.fake-secret-123"), Access.Billing.METERED);
  }

  public static Model model(String id, Set<Capability> capabilities, Thinking thinking) {
    return model(
        id,
        capabilities,
        thinking,
        new Parameters(Parameters.OutputLimit.MAX_TOKENS, Parameters.Sampling.FREE));
  }

  public static Model model(
      String id, Set<Capability> capabilities, Thinking thinking, Parameters parameters) {
    return new Model(
        id,
        List.of(),
        "test",
        capabilities,
        100_000,
        10_000,
        thinking,
        Price.FREE,
        3,
        parameters,
        null);
  }

  /** Rules that differ from the common in these alone. */
  public static Parameters parameters(
      Parameters.Control thinking, Parameters.Earlier earlier, Parameters.Choices choices) {
    return new Parameters(
        Parameters.OutputLimit.MAX_TOKENS,
        Parameters.Sampling.FREE,
        Parameters.Greedy.TEMPERATURE,
        thinking,
        earlier,
        choices,
        false,
        null,
        Parameters.Extras.STANDARD);
  }

  /** A way in of that billing, at that address. */
  public static Access access(URI base, Access.Billing billing, Access.Region region) {
    return new Access(
        "test-1", "test", base, new ApiKey("fake-id.fake-secret-123"), billing, region);
  }

  /** How a call went: what was said, and the error if it failed. */
  public record Outcome(List<ChatEvent> events, @Nullable ProviderError error) {
    public String text() {
      StringBuilder text = new StringBuilder();
      for (ChatEvent event : events) {
        if (event instanceof ChatEvent.Text(String more)) {
          text.append(more);
        }
      }
      return text.toString();
    }

    public String reasoning() {
      StringBuilder text = new StringBuilder();
      for (ChatEvent event : events) {
        if (event instanceof ChatEvent.Reasoning(String more)) {
          text.append(more);
        }
      }
      return text.toString();
    }

    public List<ChatEvent.ToolCall> calls() {
      return events.stream()
          .filter(ChatEvent.ToolCall.class::isInstance)
          .map(ChatEvent.ToolCall.class::cast)
          .toList();
    }

    public @Nullable Usage usage() {
      Usage found = null;
      for (ChatEvent event : events) {
        found = event instanceof ChatEvent.Used(Usage usage) ? usage : found;
      }
      return found;
    }
  }

  /** Calls the provider and waits for the end. */
  public static Outcome ask(
      Provider provider, ChatRequest request, Access access, Patience patience) {
    return ask(provider, request, access, patience, _ -> {});
  }

  public static Outcome ask(
      Provider provider,
      ChatRequest request,
      Access access,
      Patience patience,
      Consumer<ChatEvent> more) {
    List<ChatEvent> events = new ArrayList<>();
    try {
      provider.chat(
          request,
          access,
          patience,
          event -> {
            if (!(event instanceof ChatEvent.Sent)) {
              events.add(event);
            }
            more.accept(event);
          });
      return new Outcome(events, null);
    } catch (ProviderException e) {
      return new Outcome(events, e.error());
    } catch (InterruptedException e) {
      throw new IllegalStateException("interrupted", e);
    }
  }
}
