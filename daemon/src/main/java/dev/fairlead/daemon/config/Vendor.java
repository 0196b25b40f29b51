package dev.fairlead.daemon.config;

import dev.fairlead.providers.Access;
import java.net.URI;
import java.util.List;

/**
 * A provider that keys can be given for.
 *
 * @param name as the catalog knows it
 * @param keyVariables the environment variables that may hold its keys, a comma between two
 * @param baseVariables those that may hold its address
 * @param base its address where none is set
 * @param lane how many calls may be in flight for one of its metered keys
 */
public record Vendor(
    String name, List<String> keyVariables, List<String> baseVariables, URI base, int lane) {
  /** All of them, in the order in which ties are broken. */
  public static final List<Vendor> ALL =
      List.of(
          new Vendor(
              "kimi",
              List.of("MOONSHOT_API_KEY", "KIMI_API_KEY"),
              List.of("MOONSHOT_BASE_URL", "KIMI_BASE_URL"),
              URI.create("https://api.moonshot.ai/v1"),
              50),
          new Vendor(
              "glm",
              List.of("ZAI_API_KEY", "ZHIPUAI_API_KEY", "GLM_API_KEY"),
              List.of("ZAI_BASE_URL", "ZHIPUAI_BASE_URL", "GLM_BASE_URL"),
              URI.create("https://api.z.ai/api/paas/v4"),
              2));

  /** How many calls may be in flight for that key; a plan's key takes one at a time. */
  public static int laneOf(Access access) {
    return access.billing() == Access.Billing.PLAN
        ? 1
        : ALL.stream()
            .filter(v -> v.name().equals(access.provider()))
            .findFirst()
            .map(Vendor::lane)
            .orElse(1);
  }

  /** Where its keys are in the settings file. */
  public String keysKey() {
    return "providers." + name + ".keys";
  }

  /** Where its address is in the settings file. */
  public String baseKey() {
    return "providers." + name + ".base";
  }
}
