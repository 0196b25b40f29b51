package dev.fairlead.providers.glm;

import dev.fairlead.providers.Access;
import dev.fairlead.providers.ChatEvent;
import dev.fairlead.providers.ChatRequest;
import dev.fairlead.providers.MemoryUploads;
import dev.fairlead.providers.Parameters;
import dev.fairlead.providers.Patience;
import dev.fairlead.providers.Provider;
import dev.fairlead.providers.ProviderError;
import dev.fairlead.providers.ProviderException;
import dev.fairlead.providers.Uploads;
import dev.fairlead.providers.openai.Calls;
import dev.fairlead.providers.openai.ChatCompletions;
import dev.fairlead.providers.openai.Json;
import dev.fairlead.providers.openai.Network;
import dev.fairlead.providers.openai.Shelf;
import dev.fairlead.providers.openai.Stopwatch;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;

/** GLM by Zhipu, also known as Z.ai, on its chat-completions wire (recorded 2026-07). */
public final class Glm implements Provider {
  private final Calls calls;
  private final ChatCompletions completions;
  private final Parser parser;
  private final Search search;

  /** GLM over that network; what its parser was given is forgotten after each call. */
  public Glm(Network network) {
    this(network, new MemoryUploads(), Duration.ZERO);
  }

  /**
   * GLM over that network.
   *
   * @param uploads remembers what its parser was given
   * @param keep how long that is remembered
   */
  public Glm(Network network, Uploads uploads, Duration keep) {
    this(network, uploads, keep, Parser.Pause.REAL);
  }

  Glm(Network network, Uploads uploads, Duration keep, Parser.Pause pause) {
    GlmDialect dialect = new GlmDialect();
    this.calls = new Calls(network, dialect);
    this.completions = new ChatCompletions(calls, dialect);
    this.parser = new Parser(calls, new Shelf(calls, new ParserTasks(calls), uploads, keep), pause);
    this.search = new Search(calls);
  }

  @Override
  public String name() {
    return "glm";
  }

  @Override
  public void chat(
      ChatRequest request, Access access, Patience patience, Consumer<ChatEvent> events)
      throws ProviderException, InterruptedException {
    Stopwatch stopwatch = calls.stopwatch(patience);
    Attachments.check(request);
    Parameters.Extras extras = request.model().parameters().extras();
    ChatRequest ready = request;
    if (extras.documents() != Parameters.Documents.PART) {
      ready = parser.inline(ready, access, stopwatch);
    }
    if (ready.webSearch() && extras.webSearch() == Parameters.WebSearch.ENDPOINT) {
      ready = search.before(ready, access, stopwatch);
    }
    completions.chat(ready, access, stopwatch, events);
  }

  @Override
  public List<ListedModel> models(Access access, Duration within)
      throws ProviderException, InterruptedException {
    return completions.models(access, within);
  }

  /** Of the models whose tokenizer is documented, on the base that is not the plan's (2026-09). */
  @Override
  public OptionalLong tokens(ChatRequest request, Access access, Duration within)
      throws ProviderException, InterruptedException {
    String model = request.model().parameters().tokenizer();
    if (model == null || access.billing() == Access.Billing.PLAN) {
      return OptionalLong.empty();
    }
    byte[] reply = completions.tokenized(request, model, access, "/tokenizer", within);
    double total =
        Json.number(reply, "usage", "total_tokens")
            .orElseThrow(() ->
                new ProviderException(
                    new ProviderError.Malformed("a reply without the count of tokens")));
    return OptionalLong.of((long) total);
  }
}
