package dev.fairlead.daemon.cli;

import dev.fairlead.providers.Access;
import dev.fairlead.providers.ChatEvent;
import dev.fairlead.providers.ChatRequest;
import dev.fairlead.providers.Patience;
import dev.fairlead.providers.Provider;
import dev.fairlead.providers.ProviderError;
import dev.fairlead.providers.ProviderException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A vendor that says what a test has it say. */
final class FakeProvider implements Provider {
  final List<ListedModel> listed = new ArrayList<>();
  final List<ChatRequest> asked = new CopyOnWriteArrayList<>();

  /** What goes wrong at an address: with the list and with chats, or with chats alone. */
  final Map<URI, ProviderError> wrong = new HashMap<>();

  final Map<URI, ProviderError> wrongInChats = new HashMap<>();
  Optional<Balance> balance = Optional.empty();
  Function<ChatRequest, List<ChatEvent>> answers =
      _ -> List.of(new ChatEvent.Text("ok"), new ChatEvent.Finished(ChatEvent.Reason.STOP, ""));
  private final String name;

  FakeProvider(String name) {
    this.name = name;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void chat(
      ChatRequest request, Access access, Patience patience, Consumer<ChatEvent> events)
      throws ProviderException {
    fail(wrong.get(access.base()));
    fail(wrongInChats.get(access.base()));
    asked.add(request);
    answers.apply(request).forEach(events);
  }

  @Override
  public List<ListedModel> models(Access access, Duration within) throws ProviderException {
    fail(wrong.get(access.base()));
    return listed;
  }

  @Override
  public Optional<Balance> balance(Access access, Duration within) {
    return balance;
  }

  private static void fail(@Nullable ProviderError error) throws ProviderException {
    if (error != null) {
      throw new ProviderException(error);
    }
  }
}
