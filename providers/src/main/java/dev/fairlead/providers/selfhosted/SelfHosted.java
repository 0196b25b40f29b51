package dev.fairlead.providers.selfhosted;

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

/** A server of the user's own with the weights of Kimi, GLM or another model, such as vLLM's. */
public final class SelfHosted implements Provider {
  private final String name;
  private final Calls calls;
  private final ChatCompletions completions;

  /** The server that settings and catalog know by that name, over that network. */
  public SelfHosted(String name, Network network) {
    SelfHostedDialect dialect = new SelfHostedDialect();
    this.name = name;
    this.calls = new Calls(network, dialect);
    this.completions = new ChatCompletions(calls, dialect);
  }

  @Override
  public String name() {
    return name;
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
