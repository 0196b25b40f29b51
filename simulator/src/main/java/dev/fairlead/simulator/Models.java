package dev.fairlead.simulator;

import dev.fairlead.simulator.ModelCard.Thinking;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The models that are served anywhere, those that are gone included. */
final class Models {
  private static final List<String> THREE = List.of("low", "high", "max");
  private static final List<String> SEVEN =
      List.of("none", "minimal", "low", "medium", "high", "xhigh", "max");
  private static final int M = 1_048_576;
  private static final int K = 1_024;
  private static final Map<String, ModelCard> ALL = new LinkedHashMap<>();

  /**
   * Those of Kimi's coding plan, which the platform does not serve, as it does not the platform's.
   */
  private static final Map<String, ModelCard> CODE = new LinkedHashMap<>();

  static {
    kimi(M, Thinking.NOMINALLY, THREE, "kimi-k3", "kimi-k3.1-pro", "kimi-k3.1-pro-highspeed");
    kimi(256 * K, Thinking.ALWAYS, List.of(), "kimi-k2.7-code", "kimi-k2.7-code-highspeed");
    kimi(256 * K, Thinking.SWITCHED, List.of(), "kimi-k2.6");
    gone("kimi-k2.5", "moonshot-v1-8k", "moonshot-v1-32k", "moonshot-v1-128k", "moonshot-v1-auto");
    gone("moonshot-v1-8k-vision-preview", "moonshot-v1-32k-vision-preview");
    gone("moonshot-v1-128k-vision-preview", "kimi-k2-0711-preview", "kimi-k2-0905-preview");
    gone("kimi-k2-turbo-preview", "kimi-k2-thinking", "kimi-k2-thinking-turbo", "kimi-latest");
    gone("kimi-thinking-preview");
    glm(M, 128, false, Thinking.NOMINALLY, THREE, "glm-5.3");
    glm(M, 128, true, Thinking.NOMINALLY, THREE, "glm-5.3-flash", "glm-5.3-flashx");
    glm(M, 128, false, Thinking.SWITCHED, SEVEN, "glm-5.2");
    glm(200 * K, 128, false, Thinking.SWITCHED, List.of(), "glm-5.1", "glm-5", "glm-5-turbo");
    glm(200 * K, 128, true, Thinking.SWITCHED, List.of(), "glm-5v-turbo");
    glm(200 * K, 128, false, Thinking.SWITCHED, List.of(), "glm-4.7", "glm-4.7-flashx");
    glm(200 * K, 128, false, Thinking.SWITCHED, List.of(), "glm-4.7-flash", "glm-4.6");
    glm(128 * K, 96, false, Thinking.SWITCHED, List.of(), "glm-4.5", "glm-4.5-x", "glm-4.5-air");
    glm(128 * K, 96, false, Thinking.SWITCHED, List.of(), "glm-4.5-airx", "glm-4.5-flash");
    glm(128 * K, 16, false, Thinking.NONE, List.of(), "glm-4-32b-0414-128k");
    glm(128 * K, 32, true, Thinking.SWITCHED, List.of(), "glm-4.6v", "glm-4.6v-flashx");
    glm(128 * K, 32, true, Thinking.SWITCHED, List.of(), "glm-4.6v-flash");
    glm(64 * K, 16, true, Thinking.SWITCHED, List.of(), "glm-4.5v");
    code("kimi-for-coding", "k3-256k", "k2p7", "k2p6", "k2p5");
    own("moonshotai/Kimi-K2.6", 256 * K, true);
    own("zai-org/GLM-5.1", 200 * K, false);
    own("zai-org/GLM-4.5V", 64 * K, true);
  }

  private Models() {}

  /** The model of that id, unless it is unknown or gone. */
  static Optional<ModelCard> find(Surface surface, String id) {
    return Optional.ofNullable((kimiCode(surface) ? CODE : ALL).get(id))
        .filter(card -> card.vendor() == surface.vendor() && !card.retired());
  }

  /** The models that are served there today. */
  static List<ModelCard> of(Surface surface) {
    return (kimiCode(surface) ? CODE : ALL)
        .values().stream()
            .filter(card -> card.vendor() == surface.vendor() && !card.retired())
            .toList();
  }

  private static boolean kimiCode(Surface surface) {
    return surface.vendor() == Vendor.KIMI && surface.plan();
  }

  private static void kimi(int context, Thinking thinking, List<String> efforts, String... ids) {
    for (String id : ids) {
      put(new ModelCard(id, Vendor.KIMI, context, context, true, thinking, efforts, false));
    }
  }

  private static void code(String... ids) {
    for (String id : ids) {
      boolean newest = id.startsWith("k3") || id.startsWith("kimi");
      List<String> efforts = newest ? THREE : List.of();
      CODE.put(
          id,
          new ModelCard(id, Vendor.KIMI, 256 * K, 256 * K, true, Thinking.ALWAYS, efforts, false));
    }
  }

  private static void own(String id, int context, boolean vision) {
    put(
        new ModelCard(
            id, Vendor.SELFHOSTED, context, context, vision, Thinking.SWITCHED, List.of(), false));
  }

  private static void gone(String... ids) {
    for (String id : ids) {
      put(new ModelCard(id, Vendor.KIMI, 0, 0, false, Thinking.NONE, List.of(), true));
    }
  }

  private static void glm(
      int context,
      int output,
      boolean vision,
      Thinking thinking,
      List<String> efforts,
      String... ids) {
    for (String id : ids) {
      put(new ModelCard(id, Vendor.GLM, context, output * K, vision, thinking, efforts, false));
    }
  }

  private static void put(ModelCard card) {
    ALL.put(card.id(), card);
  }
}
