package dev.fairlead.simulator;

import java.io.IOException;
import java.util.List;

/** GLM's lists of models, neither of which is documented: the base's, and the longer one behind. */
final class GlmModels implements Desk {
  private static final int SHORT = 8;

  private final World world;

  GlmModels(World world) {
    this.world = world;
  }

  @Override
  public boolean serve(Visit visit) throws IOException {
    if (!visit.call().method().equals("GET")) {
      return false;
    }
    List<ModelCard> all = Models.of(visit.call().surface());
    switch (visit.call().path()) {
      case "/v1/models" -> visit.send(visit.dialect().models(all));
      case "/models" ->
          visit.send(
              visit
                  .dialect()
                  .models(world.on(Switch.GLM_SHORT_MODEL_LIST) ? all.subList(0, SHORT) : all));
      default -> {
        return false;
      }
    }
    return true;
  }
}
