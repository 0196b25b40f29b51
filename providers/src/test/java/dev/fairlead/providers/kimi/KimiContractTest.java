package dev.fairlead.providers.kimi;

import dev.fairlead.providers.ChatRequest;
import dev.fairlead.providers.Fixtures;
import dev.fairlead.providers.Message;
import dev.fairlead.providers.Provider;
import dev.fairlead.providers.ProviderContract;
import dev.fairlead.providers.catalog.CatalogFile;
import java.util.List;

class KimiContractTest extends ProviderContract {
  private final Kimi kimi = new Kimi(network);

  @Override
  protected Provider provider() {
    return kimi;
  }

  @Override
  protected ChatRequest request() {
    return ChatRequest.of(
        CatalogFile.builtIn().find("kimi-k3").orElseThrow(),
        List.of(new Message.User("count to 5")));
  }

  @Override
  protected String stream() {
    return Fixtures.text("kimi-stream.sse");
  }

  @Override
  protected String streamText() {
    return "1, 2, 3, 4, 5?";
  }
}
