package dev.fairlead.simulator;

import java.io.IOException;

/** Finds what answers a path. */
final class Endpoints {
  private final Chat chat;

  Endpoints(World world) {
    this.chat = new Chat(world);
  }

  void serve(Visit visit) throws IOException {
    Call call = visit.call();
    switch (call.method() + " " + call.path()) {
      case "POST /chat/completions" -> chat.answer(visit);
      case "GET /models" -> visit.send(visit.dialect().models(Models.of(call.vendor())));
      default -> visit.send(visit.dialect().status(404));
    }
  }
}
