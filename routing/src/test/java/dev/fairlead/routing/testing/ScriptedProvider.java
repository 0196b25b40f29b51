package dev.fairlead.routing.testing;

import dev.fairlead.providers.Access;
import dev.fairlead.providers.ChatEvent;
import dev.fairlead.providers.ChatEvent.Finished;
import dev.fairlead.providers.ChatEvent.Reason;
import dev.fairlead.providers.ChatEvent.Text;
import dev.fairlead.providers.ChatEvent.Used;
import dev.fairlead.providers.ChatRequest;
import dev.fairlead.providers.Patience;
import dev.fairlead.providers.Provider;
import dev.fairlead.providers.ProviderError;
import dev.fairlead.providers.ProviderException;
import dev.fairlead.providers.Usage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.function.Consumer;

/** A vendor that does what a test tells it, call by call; after that it answers "done". */
public final class ScriptedProvider implements Provider {
  /** What happens in one call. */
  @FunctionalInterface
  public interface Act {
    /** Plays it. */
    void play(Call call) throws ProviderException, InterruptedException;
  }

  /** How it counts a prompt. */
  @FunctionalInterface
  public interface Count {
    /** The tokens of that request, or how it fails to count them. */
    OptionalLong of(ChatRequest request, Duration within)
        throws ProviderException, InterruptedException;
  }

  /** A call as it came in. */
  public record Call(
      ChatRequest request, Access access, Patience patience, Consumer<ChatEvent> events) {
    /** Sends a piece of the answer. */
    public void say(String text) {
      events.accept(new Text(text));
    }

    /** Sends all that an answer needs. */
    public void answer(String text) {
      say(text);
      events.accept(new Used(new Usage(1_000, 0, 100, 0)));
      events.accept(new Finished(Reason.STOP, request.model().id()));
    }
  }

  private final String name;
  private final Deque<Act> script = new ConcurrentLinkedDeque<>();
  private final List<Call> calls = Collections.synchronizedList(new ArrayList<>());
  private final List<Duration> counts = Collections.synchronizedList(new ArrayList<>());
  private volatile Count counting = (_, _) -> OptionalLong.empty();
  private volatile Act otherwise = call -> call.answer("done");

  /** A vendor of that name. */
  public ScriptedProvider(String name) {
    this.name = name;
  }

  /** The next call does this. */
  public ScriptedProvider then(Act act) {
    script.add(act);
    return this;
  }

  /** The next calls give these answers. */
  public ScriptedProvider answers(String... texts) {
    for (String text : texts) {
      then(call -> call.answer(text));
    }
    return this;
  }

  /** The next calls fail like this. */
  public ScriptedProvider fails(ProviderError... errors) {
    for (ProviderError error : errors) {
      then(_ -> {
        throw new ProviderException(error);
      });
    }
    return this;
  }

  /** The next call fails like this after a while. */
  public ScriptedProvider failsAfter(Duration time, VirtualTime clock, ProviderError error) {
    return then(_ -> {
      clock.pass(time);
      throw new ProviderException(error);
    });
  }

  /** What every call does that the script says nothing of. */
  public ScriptedProvider otherwise(Act act) {
    otherwise = act;
    return this;
  }

  /** It counts every prompt as that many tokens. */
  public ScriptedProvider counts(long tokens) {
    return counting((_, _) -> OptionalLong.of(tokens));
  }

  /** It counts prompts like this. */
  public ScriptedProvider counting(Count count) {
    counting = count;
    return this;
  }

  /** How long each count asked for so far was given. */
  public List<Duration> counted() {
    return List.copyOf(counts);
  }

  /** The calls so far. */
  public List<Call> calls() {
    return List.copyOf(calls);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void chat(
      ChatRequest request, Access access, Patience patience, Consumer<ChatEvent> events)
      throws ProviderException, InterruptedException {
    Call call = new Call(request, access, patience, events);
    calls.add(call);
    Act act = script.poll();
    (act == null ? otherwise : act).play(call);
  }

  @Override
  public List<ListedModel> models(Access access, Duration within) {
    return List.of();
  }

  @Override
  public OptionalLong tokens(ChatRequest request, Access access, Duration within)
      throws ProviderException, InterruptedException {
    counts.add(within);
    return counting.of(request, within);
  }
}
