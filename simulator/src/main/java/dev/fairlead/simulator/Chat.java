package dev.fairlead.simulator;

import dev.fairlead.simulator.answer.Answer;
import dev.fairlead.simulator.answer.Answerer;
import dev.fairlead.simulator.answer.ToolCall;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The chat endpoint of both vendors. */
final class Chat {
  private final World world;

  Chat(World world) {
    this.world = world;
  }

  void answer(Visit visit) throws IOException {
    Optional<Ask> known = Ask.of(visit.call());
    if (visit.call().json().isMissingNode()) {
      visit.send(visit.dialect().status(400));
      return;
    }
    if (known.isEmpty()) {
      visit.send(visit.dialect().noModel(visit.call().model()));
      return;
    }
    Ask ask = known.get();
    Optional<Reply> refusal = visit.dialect().refuse(ask);
    if (refusal.isPresent()) {
      visit.send(refusal.get());
      return;
    }
    Said said = say(visit, ask);
    Map<String, String> headers = visit.dialect().headers(said);
    if (ask.streamed()) {
      StreamDelivery delivery = new StreamDelivery(visit, said.directive());
      delivery.begin(headers, said.directive().first());
      visit.dialect().stream(said, delivery);
      delivery.done();
    } else {
      visit.exchange().pause(said.directive().first());
      visit.send(200, headers, visit.dialect().plain(said).toString());
    }
  }

  private Said say(Visit visit, Ask ask) {
    Search search = visit.dialect().search(ask);
    String model = served(ask);
    Answerer answerer = new Answerer(model, visit.dialect().effort(ask), search.notes());
    Answer answer = answerer.answer(ask.conversation());
    if (search.call().isPresent()) {
      List<ToolCall> call = List.of(search.call().get());
      answer = new Answer(answer.reasoning(), "", call, false);
    }
    answer = answer.within(ask.limit());
    String finish = answer.length() ? "length" : answer.calls().isEmpty() ? "stop" : "tool_calls";
    Optional<Fault.Finish> other = visit.effects().first(Fault.Finish.class);
    if (other.isEmpty() && ask.call().vendor() == Vendor.GLM && GlmRules.tooLong(ask)) {
      other = Optional.of(new Fault.Finish("model_context_window_exceeded", true));
    }
    if (other.isPresent()) {
      finish = other.get().reason();
      answer = stopped(answer, other.get());
    }
    int prompt = ask.promptTokens() + search.tokens();
    Usage usage = Usage.of(prompt, cached(ask, prompt), answer);
    boolean filtered = finish.equals("sensitive");
    return new Said(
        ask,
        model,
        answer,
        usage,
        finish,
        filtered,
        search.found(),
        Instant.now(),
        world.ids().hex16());
  }

  private static Answer stopped(Answer answer, Fault.Finish finish) {
    if (!finish.empty()) {
      String half = answer.text().substring(0, answer.text().length() / 2);
      return new Answer(answer.reasoning(), half, List.of(), false);
    }
    boolean thought = finish.reason().equals("length");
    return new Answer(thought ? answer.reasoning() : "", "", List.of(), false);
  }

  private int cached(Ask ask, int prompt) {
    int hit =
        world
            .cache()
            .hit(
                ask.call(),
                ask.conversation(),
                ask.toolTokens() + 3,
                prompt,
                world.on(Switch.KIMI_WHOLE_CACHE) && ask.call().vendor() == Vendor.KIMI);
    return ask.card().id().startsWith("glm-4.6v") ? 0 : hit;
  }

  private String served(Ask ask) {
    if (ask.call().vendor() == Vendor.GLM
        && ask.call().surface().plan()
        && world.on(Switch.GLM_CODING_REROUTES)) {
      return switch (ask.card().id()) {
        case "glm-5.2" -> "glm-5.3";
        case "glm-4.7" -> "glm-5.3-flash";
        default -> ask.card().id();
      };
    }
    return ask.card().id();
  }
}
