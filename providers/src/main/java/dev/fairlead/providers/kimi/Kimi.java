package dev.fairlead.providers.kimi;

import dev.fairlead.providers.Access;
import dev.fairlead.providers.ChatEvent;
import dev.fairlead.providers.ChatRequest;
import dev.fairlead.providers.Patience;
import dev.fairlead.providers.Provider;
import dev.fairlead.providers.ProviderException;
import dev.fairlead.providers.openai.ChatCompletions;
import dev.fairlead.providers.openai.Network;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** Kimi by Moonshot AI, on its chat-completions wire (recorded 2026-07). */
public final class Kimi implements Provider {
  private final ChatCompletions completions;

  /** Kimi over that network. */
  public Kimi(Network network) {
    this.completions = new ChatCompletions(network, new KimiDialect());
  }

  @Override
  public String name() {
    return "kimi";
  }

  @Override
  public void chat(
      ChatRequest request, Access access, Patience patience, Consumer<ChatEvent> events)
      throws ProviderException, InterruptedException {
    completions.chat(request, access, completions.stopwatch(patience), events);
  }

  @Override
  public List<ListedModel> models(Access access, Duration within)
      throws ProviderException, InterruptedException {
    return completions.models(access, within);
  }
}
