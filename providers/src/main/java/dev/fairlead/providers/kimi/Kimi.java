package dev.fairlead.providers.kimi;

import dev.fairlead.providers.Access;
import dev.fairlead.providers.ChatEvent;
import dev.fairlead.providers.ChatRequest;
import dev.fairlead.providers.MemoryUploads;
import dev.fairlead.providers.Part;
import dev.fairlead.providers.Patience;
import dev.fairlead.providers.Provider;
import dev.fairlead.providers.ProviderError;
import dev.fairlead.providers.ProviderException;
import dev.fairlead.providers.Upload;
import dev.fairlead.providers.Uploads;
import dev.fairlead.providers.openai.Calls;
import dev.fairlead.providers.openai.ChatCompletions;
import dev.fairlead.providers.openai.ImageAddress;
import dev.fairlead.providers.openai.Json;
import dev.fairlead.providers.openai.Network;
import dev.fairlead.providers.openai.Refused;
import dev.fairlead.providers.openai.Shelf;
import dev.fairlead.providers.openai.Stopwatch;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;

/** Kimi by Moonshot AI, on its chat-completions wire (recorded 2026-07). */
public final class Kimi implements Provider {
  private final Calls calls;
  private final ChatCompletions completions;
  private final KimiFiles files;
  private final Extracts extracts;
  private final Pictures pictures;

  /** Kimi over that network; each file is removed there after the call that it went up for. */
  public Kimi(Network network) {
    this(network, new MemoryUploads(), Duration.ZERO);
  }

  /**
   * Kimi over that network.
   *
   * @param uploads remembers the files that are there
   * @param keep how long a file may stay there
   */
  public Kimi(Network network, Uploads uploads, Duration keep) {
    KimiDialect dialect = new KimiDialect();
    this.calls = new Calls(network, dialect);
    this.completions = new ChatCompletions(calls, dialect);
    this.files = new KimiFiles(calls);
    Shelf shelf = new Shelf(calls, files, uploads, keep);
    this.extracts = new Extracts(calls, shelf);
    this.pictures = new Pictures(calls, shelf);
  }

  @Override
  public String name() {
    return "kimi";
  }

  @Override
  public void chat(
      ChatRequest request, Access access, Patience patience, Consumer<ChatEvent> events)
      throws ProviderException, InterruptedException {
    Stopwatch stopwatch = calls.stopwatch(patience);
    Attachments.check(request);
    ChatRequest ready = extracts.inline(request, access, stopwatch);
    Pictures.Placed placed = pictures.place(ready, access, stopwatch);
    try {
      Heard heard = new Heard(events);
      try {
        talk(ready, access, stopwatch, heard, placed);
      } catch (ProviderException e) {
        if (heard.something || !placed.suspect(e.error())) {
          throw e;
        }
        placed = pictures.refresh(placed, access, stopwatch).orElseThrow(() -> e);
        talk(ready, access, stopwatch, heard, placed);
      }
    } finally {
      pictures.done(placed, access);
    }
  }

  private void talk(
      ChatRequest request,
      Access access,
      Stopwatch stopwatch,
      Consumer<ChatEvent> events,
      ImageAddress images)
      throws ProviderException, InterruptedException {
    if (request.webSearch()) {
      new WebSearch((next, way, watch, heard) -> send(next, way, watch, heard, images))
          .ask(request, access, stopwatch, events);
    } else {
      send(request, access, stopwatch, events, images);
    }
  }

  @Override
  public boolean remove(Upload upload, Access access, Duration within)
      throws ProviderException, InterruptedException {
    return files.remove(access, upload, calls.stopwatch(new Patience(within, within, within)));
  }

  @Override
  public List<ListedModel> models(Access access, Duration within)
      throws ProviderException, InterruptedException {
    return completions.models(access, within);
  }

  /** Of an account that pays by token; a plan has no balance (documents of 2026-08). */
  @Override
  public Optional<Balance> balance(Access access, Duration within)
      throws ProviderException, InterruptedException {
    if (access.billing() == Access.Billing.PLAN) {
      return Optional.empty();
    }
    Stopwatch stopwatch = calls.stopwatch(new Patience(within, within, within));
    byte[] reply = calls.get(access, "/users/me/balance", stopwatch);
    double available =
        Json.number(reply, "data", "available_balance")
            .orElseThrow(() -> malformed("a reply without the available balance"));
    return Optional.of(
        new Balance(available, access.region() == Access.Region.CHINA ? "CNY" : "USD"));
  }

  /** Documents are not counted: their texts would have to be extracted first. */
  @Override
  public OptionalLong tokens(ChatRequest request, Access access, Duration within)
      throws ProviderException, InterruptedException {
    String model = request.model().parameters().tokenizer();
    if (model == null || access.billing() == Access.Billing.PLAN || hasDocuments(request)) {
      return OptionalLong.empty();
    }
    byte[] reply =
        completions.tokenized(request, model, access, "/tokenizers/estimate-token-count", within);
    double total =
        Json.number(reply, "data", "total_tokens")
            .orElseThrow(() -> malformed("a reply without the count of tokens"));
    return OptionalLong.of((long) total);
  }

  private static boolean hasDocuments(ChatRequest request) {
    return Refused.attachments(request).stream().anyMatch(Part.Document.class::isInstance);
  }

  private static ProviderException malformed(String detail) {
    return new ProviderException(new ProviderError.Malformed(detail));
  }

  /**
   * Sends once, and once more without its temperature where that is all that Kimi minds: a model
   * that the catalog does not know to be fixed (recorded 2026-07: 400, told by these words alone).
   */
  private void send(
      ChatRequest request,
      Access access,
      Stopwatch stopwatch,
      Consumer<ChatEvent> events,
      ImageAddress images)
      throws ProviderException, InterruptedException {
    try {
      completions.chat(request, access, stopwatch, events, images);
    } catch (ProviderException e) {
      if (request.temperature() == null
          || !(e.error() instanceof ProviderError.Rejected(var _, String message))
          || !message.startsWith("invalid temperature")) {
        throw e;
      }
      events.accept(new ChatEvent.Adjusted("temperature", "kimi minds it: " + message));
      completions.chat(request.withTemperature(null), access, stopwatch, events, images);
    }
  }

  /** Passes events on, and knows whether any came from Kimi. */
  private static final class Heard implements Consumer<ChatEvent> {
    private final Consumer<ChatEvent> events;
    private final Set<ChatEvent> adjusted = new HashSet<>();
    private boolean something;

    private Heard(Consumer<ChatEvent> events) {
      this.events = events;
    }

    @Override
    public void accept(ChatEvent event) {
      if (event instanceof ChatEvent.Adjusted) {
        if (!adjusted.add(event)) {
          return; // the same as in the attempt before
        }
      } else if (!(event instanceof ChatEvent.Sent)) {
        something = true;
      }
      events.accept(event);
    }
  }
}
