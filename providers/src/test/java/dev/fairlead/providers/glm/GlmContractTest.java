package dev.fairlead.providers.glm;

import dev.fairlead.providers.ChatRequest;
import dev.fairlead.providers.Fixtures;
import dev.fairlead.providers.Message;
import dev.fairlead.providers.Provider;
import dev.fairlead.providers.ProviderContract;
import dev.fairlead.providers.catalog.CatalogFile;
import java.util.List;
import org.junit.jupiter.api.Tag;

/** What is common to all is held against mutants once, with Kimi. */
@Tag("slow")
class GlmContractTest extends ProviderContract {
  private final Glm glm = new Glm(network);

  @Override
  protected Provider provider() {
    return glm;
  }

  @Override
  protected ChatRequest request() {
    return ChatRequest.of(
        CatalogFile.builtIn().find("glm-4.7").orElseThrow(),
        List.of(new Message.User("What is 2 + 2?")));
  }

  @Override
  protected String stream() {
    return Fixtures.text("glm-stream.sse");
  }

  @Override
  protected String streamText() {
    return "4";
  }
}
