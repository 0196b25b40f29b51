package dev.fairlead.providers.kimi;

import dev.fairlead.providers.Access;
import dev.fairlead.providers.ChatEvent;
import dev.fairlead.providers.ChatRequest;
import dev.fairlead.providers.Patience;
import dev.fairlead.providers.Provider;
import dev.fairlead.providers.ProviderError;
import dev.fairlead.providers.ProviderException;
import dev.fairlead.providers.openai.Calls;
import dev.fairlead.providers.openai.ChatCompletions;
import dev.fairlead.providers.openai.Network;
import dev.fairlead.providers.openai.Stopwatch;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** Kimi by Moonshot AI, on its chat-completions wire (recorded 2026-07). */
public final class Kimi implements Provider {
  private final Calls calls;
  private final ChatCompletions completions;
  private final Extracts extracts;

  /** Kimi over that network. */
  public Kimi(Network network) {
    KimiDialect dialect = new KimiDialect();
    this.calls = new Calls(network, dialect);
    this.completions = new ChatCompletions(calls, dialect);
    this.extracts = new Extracts(calls);
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
    ChatRequest ready = extracts.inline(request, access, stopwatch);
    if (request.webSearch()) {
      new WebSearch(this::send).ask(ready, access, stopwatch, events);
    } else {
      send(ready, access, stopwatch, events);
    }
  }

  @Override
  public List<ListedModel> models(Access access, Duration within)
      throws ProviderException, InterruptedException {
    return completions.models(access, within);
  }

  /**
   * Sends once, and once more without its temperature where that is all that Kimi minds: a model
   * that the catalog does not know to be fixed (recorded 2026-07: 400, told by these words alone).
   */
  private void send(
      ChatRequest request, Access access, Stopwatch stopwatch, Consumer<ChatEvent> events)
      throws ProviderException, InterruptedException {
    try {
      completions.chat(request, access, stopwatch, events);
    } catch (ProviderException e) {
      boolean minded =
          request.temperature() != null
              && e.error() instanceof ProviderError.Rejected(var _, String message)
              && message.startsWith("invalid temperature");
      if (!minded) {
        throw e;
      }
      completions.chat(request.withTemperature(null), access, stopwatch, events);
    }
  }
}
