package dev.fairlead.providers.kimi;

import dev.fairlead.providers.Access;
import dev.fairlead.providers.ChatEvent;
import dev.fairlead.providers.ChatRequest;
import dev.fairlead.providers.Message;
import dev.fairlead.providers.ProviderError;
import dev.fairlead.providers.ProviderException;
import dev.fairlead.providers.Usage;
import dev.fairlead.providers.openai.Stopwatch;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Kimi's search: the model calls a function of Kimi's own, whose arguments are sent back as its
 * result; the search happens then (guide of 2026-08).
 */
final class WebSearch {
  private static final int MOST_SEARCHES = 5;

  private final Call call;

  /** One request and its answer. */
  interface Call {
    void send(ChatRequest request, Access access, Stopwatch watch, Consumer<ChatEvent> events)
        throws ProviderException, InterruptedException;
  }

  WebSearch(Call call) {
    this.call = call;
  }

  void ask(ChatRequest request, Access access, Stopwatch stopwatch, Consumer<ChatEvent> events)
      throws ProviderException, InterruptedException {
    ChatRequest next = request;
    Usage used = Usage.NONE;
    for (int searches = 0; ; searches++) {
      Turn turn = new Turn(events);
      try {
        call.send(next, access, stopwatch, turn);
      } finally {
        used = used.plus(turn.usage);
        boolean more = turn.finished != null && turn.searchesOnly();
        if (!more && !used.equals(Usage.NONE)) {
          events.accept(new ChatEvent.Used(used)); // every round is billed
        }
      }
      if (!turn.searchesOnly()) {
        turn.end(events);
        return;
      }
      if (searches == MOST_SEARCHES) {
        throw new ProviderException(new ProviderError.Empty("tool_calls"));
      }
      next = turn.answered(next, searches + 1 < MOST_SEARCHES);
    }
  }

  /** One round: what the caller is to see passes through, the rest is kept. */
  private static final class Turn implements Consumer<ChatEvent> {
    private final Consumer<ChatEvent> events;
    private final StringBuilder reasoning = new StringBuilder();
    private final StringBuilder text = new StringBuilder();
    private final List<ChatEvent.ToolCall> searches = new ArrayList<>();
    private final List<ChatEvent.ToolCall> calls = new ArrayList<>();
    private Usage usage = Usage.NONE;
    private ChatEvent.@Nullable Finished finished;
    private boolean adjusted;

    private Turn(Consumer<ChatEvent> events) {
      this.events = events;
    }

    @Override
    public void accept(ChatEvent event) {
      switch (event) {
        case ChatEvent.Adjusted _ -> {
          adjusted = true;
          events.accept(event);
        }
        case ChatEvent.Sent _, ChatEvent.Found _ -> events.accept(event);
        case ChatEvent.Reasoning(String more) -> {
          reasoning.append(more);
          events.accept(event);
        }
        case ChatEvent.Text(String more) -> {
          text.append(more);
          events.accept(event);
        }
        case ChatEvent.ToolCall toolCall ->
            (toolCall.name().equals(KimiDialect.WEB_SEARCH) ? searches : calls).add(toolCall);
        case ChatEvent.Used(Usage all) -> usage = all;
        case ChatEvent.Finished end -> finished = end;
      }
    }

    /** A call of the caller's functions ends the turn: only the caller can answer it. */
    private boolean searchesOnly() {
      return !searches.isEmpty() && calls.isEmpty();
    }

    private void end(Consumer<ChatEvent> target) {
      calls.forEach(target);
      if (finished != null) {
        target.accept(finished);
      }
    }

    /** The request again, with this turn and the results of its searches at its end. */
    private ChatRequest answered(ChatRequest request, boolean searchOn) {
      List<Message> messages = new ArrayList<>(request.messages());
      messages.add(
          new Message.Assistant(
              text.toString(), reasoning.isEmpty() ? null : reasoning.toString(), searches));
      for (ChatEvent.ToolCall search : searches) {
        messages.add(new Message.ToolAnswer(search.id(), search.name(), search.arguments()));
      }
      ChatRequest next = request.withMessages(messages).withWebSearch(searchOn);
      return adjusted ? next.withTemperature(null) : next; // once is enough to say and to try it
    }
  }
}
