package dev.fairlead.providers.selfhosted;

import dev.fairlead.providers.Capability;
import dev.fairlead.providers.ChatRequest;
import dev.fairlead.providers.Fixtures;
import dev.fairlead.providers.Message;
import dev.fairlead.providers.Parameters;
import dev.fairlead.providers.Provider;
import dev.fairlead.providers.ProviderContract;
import dev.fairlead.providers.Thinking;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;

/** What is common to all is held against mutants once, with Kimi. */
@Tag("slow")
class SelfHostedContractTest extends ProviderContract {
  private final SelfHosted house = new SelfHosted("house", network);

  @Override
  protected Provider provider() {
    return house;
  }

  @Override
  protected ChatRequest request() {
    return ChatRequest.of(
        Fixtures.model(
            "zai-org/GLM-4.7",
            Set.of(Capability.THINKING, Capability.STREAMING),
            new Thinking(Thinking.Mode.TOGGLE, Map.of()),
            Fixtures.parameters(
                Parameters.Control.TEMPLATE_ENABLE_THINKING,
                Parameters.Earlier.UNSAID,
                Parameters.Choices.ANY)),
        List.of(new Message.User("What is 2 + 2?")));
  }

  @Override
  protected String stream() {
    return Fixtures.text("sglang-stream.sse");
  }

  @Override
  protected String streamText() {
    return "4.";
  }
}
