package dev.fairlead.simulator;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Finds what answers a path. */
final class Endpoints {
  private final Chat chat;
  private final Map<Vendor, List<Desk>> desks;

  Endpoints(World world) {
    this.chat = new Chat(world);
    this.desks =
        Map.of(
            Vendor.KIMI,
            List.of(new KimiFiles(world), new KimiAccount(world)),
            Vendor.GLM,
            List.of(
                new GlmModels(world),
                new GlmParser(world),
                new GlmFiles(world),
                new GlmTools(world)));
  }

  void serve(Visit visit) throws IOException {
    Call call = visit.call();
    if (call.method().equals("POST") && call.path().equals("/chat/completions")) {
      chat.answer(visit);
      return;
    }
    for (Desk desk : desks.getOrDefault(call.vendor(), List.of())) {
      if (desk.serve(visit)) {
        return;
      }
    }
    if (call.method().equals("GET") && call.path().equals("/models")) {
      visit.send(visit.dialect().models(Models.of(call.surface())));
    } else {
      visit.send(visit.dialect().status(404));
    }
  }
}
