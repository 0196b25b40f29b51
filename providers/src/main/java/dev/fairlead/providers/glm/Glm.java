package dev.fairlead.providers.glm;

import dev.fairlead.providers.Access;
import dev.fairlead.providers.ChatEvent;
import dev.fairlead.providers.ChatRequest;
import dev.fairlead.providers.Patience;
import dev.fairlead.providers.Provider;
import dev.fairlead.providers.ProviderException;
import dev.fairlead.providers.openai.Calls;
import dev.fairlead.providers.openai.ChatCompletions;
import dev.fairlead.providers.openai.Network;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** GLM by Zhipu, also known as Z.ai, on its chat-completions wire (recorded 2026-07). */
public final class Glm implements Provider {
  private final Calls calls;
  private final ChatCompletions completions;

  /** GLM over that network. */
  public Glm(Network network) {
    GlmDialect dialect = new GlmDialect();
    this.calls = new Calls(network, dialect);
    this.completions = new ChatCompletions(calls, dialect);
  }

  @Override
  public String name() {
    return "glm";
  }

  @Override
  public void chat(
      ChatRequest request, Access access, Patience patience, Consumer<ChatEvent> events)
      throws ProviderException, InterruptedException {
    completions.chat(request, access, calls.stopwatch(patience), events);
  }

  @Override
  public List<ListedModel> models(Access access, Duration within)
      throws ProviderException, InterruptedException {
    return completions.models(access, within);
  }
}
