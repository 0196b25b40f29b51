package dev.fairlead.routing;

import dev.fairlead.providers.Capability;
import dev.fairlead.providers.ChatRequest;
import dev.fairlead.providers.Effort;
import dev.fairlead.providers.Message;
import dev.fairlead.providers.Model;
import dev.fairlead.providers.Patience;
import dev.fairlead.routing.selection.Ask;
import dev.fairlead.routing.selection.Candidate;
import dev.fairlead.routing.selection.Requirements;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Says to a vendor what an ask says to the router. */
final class Requests {
  private static final String GO_ON =
      "Your answer was cut at the limit of its length. Go on exactly where it stops, in the middle of"
          + " the word if need be: no introduction, nothing said again.";

  private Requests() {}

  static ChatRequest of(Ask ask, Candidate candidate, List<Message> messages) {
    return new ChatRequest(
        candidate.model(),
        messages,
        candidate.effort(),
        candidate.using().contains(Capability.STREAMING),
        maxOutput(ask.requirements(), candidate.model(), candidate.effort()),
        ask.temperature(),
        List.of(),
        candidate.using().contains(Capability.WEB_SEARCH),
        candidate.using().contains(Capability.JSON_OUTPUT),
        ask.thread());
  }

  /**
   * The same request, to go on from that beginning of its answer, if there is any: as its beginning
   * where the model can, else as a turn of its own.
   */
  static ChatRequest from(String beginning, ChatRequest request) {
    if (beginning.isEmpty()) {
      return request;
    }
    List<Message> messages = new ArrayList<>(request.messages());
    if (request.model().parameters().continues()) {
      messages.add(new Message.Beginning(beginning));
    } else {
      messages.add(new Message.Assistant(beginning));
      messages.add(new Message.User(GO_ON));
    }
    return request.withMessages(messages);
  }

  /**
   * The room the call wants, and some for thoughts: a limit that is reached while the model still
   * thinks leaves no answer at all.
   */
  private static long maxOutput(Requirements needs, Model model, @Nullable Effort effort) {
    if (needs.outputTokens() == 0) {
      return 0;
    }
    long thoughts =
        switch (effort) {
          case null -> 0;
          case MINIMAL -> 2_048;
          case LOW -> 4_096;
          case MEDIUM -> 8_192;
          case HIGH -> 16_384;
          case MAX -> 32_768;
        };
    long room = Math.min(model.output(), model.context() - needs.inputTokens());
    return Math.min(room, needs.outputTokens() + thoughts);
  }

  /** While there is another to ask, no candidate may sit on more than half of what is left. */
  static Patience patience(RouterLimits limits, boolean stream, Duration left, boolean elsewhere) {
    Duration share = elsewhere ? left.dividedBy(2) : left;
    return stream
        ? new Patience(
            least(limits.firstEvent(), share), least(limits.betweenEvents(), share), left)
        : new Patience(share, share, left);
  }

  static Duration least(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }
}
