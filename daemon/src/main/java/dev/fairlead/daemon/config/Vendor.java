package dev.fairlead.daemon.config;

import dev.fairlead.providers.Access;
import dev.fairlead.providers.Access.Billing;
import dev.fairlead.providers.Access.Region;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A provider that is known by name.
 *
 * @param name as the catalog knows it
 * @param keyVariables the environment variables that may hold its keys, a comma between two
 * @param baseVariables those that may hold its address
 * @param bases its address by where its servers stand and how a key is paid
 * @param lane how many calls may be in flight for one of its metered keys
 * @param listsAll whether its list of models is known to be whole
 */
public record Vendor(
    String name,
    List<String> keyVariables,
    List<String> baseVariables,
    Map<Place, URI> bases,
    int lane,
    boolean listsAll) {
  /** All of them, in the order in which ties are broken. */
  public static final List<Vendor> ALL =
      List.of(
          new Vendor(
              "kimi",
              List.of("MOONSHOT_API_KEY", "KIMI_API_KEY"),
              List.of("MOONSHOT_BASE_URL", "KIMI_BASE_URL"),
              bases(
                  "https://api.moonshot.ai/v1",
                  "https://api.moonshot.cn/v1",
                  "https://api.kimi.ai/coding/v1",
                  "https://api.kimi.com/coding/v1"),
              50,
              true),
          new Vendor(
              "glm",
              List.of("ZAI_API_KEY", "ZHIPUAI_API_KEY", "GLM_API_KEY"),
              List.of("ZAI_BASE_URL", "ZHIPUAI_BASE_URL", "GLM_BASE_URL"),
              bases(
                  "https://api.z.ai/api/paas/v4",
                  "https://open.bigmodel.cn/api/paas/v4",
                  "https://api.z.ai/api/coding/paas/v4",
                  "https://open.bigmodel.cn/api/coding/paas/v4"),
              2,
              false));

  /** Where a vendor's servers stand, and how a key is paid there. */
  public record Place(Region region, Billing billing) {
    /** Written out, since what a record has by itself is put together anew at every start. */
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Place place && region == place.region && billing == place.billing;
    }

    @Override
    public int hashCode() {
      return 31 * region.hashCode() + billing.hashCode();
    }
  }

  /** The one of that name. */
  public static Optional<Vendor> named(String name) {
    return ALL.stream().filter(vendor -> vendor.name().equals(name)).findFirst();
  }

  /** How many calls may be in flight for that key; a plan's key takes one at a time. */
  public static int laneOf(Access access) {
    return access.billing() == Billing.PLAN
        ? 1
        : named(access.provider()).map(Vendor::lane).orElse(OWN_LANE);
  }

  /** For a server of the user's own, which batches calls itself. */
  private static final int OWN_LANE = 8;

  /** Its address for an international metered key, which is what holds where nothing is set. */
  public URI base() {
    return base(new Place(Region.INTERNATIONAL, Billing.METERED));
  }

  /** Its address at that place. */
  public URI base(Place place) {
    return Objects.requireNonNull(bases.get(place), () -> name + " is not at " + place);
  }

  /** Which of its places that address is. */
  public Optional<Place> placeOf(URI base) {
    return bases.entrySet().stream()
        .filter(entry -> entry.getValue().equals(base))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  /** Where its keys are in the settings file. */
  public String keysKey() {
    return "providers." + name + ".keys";
  }

  /** Where its address is in the settings file. */
  public String baseKey() {
    return "providers." + name + ".base";
  }

  private static Map<Place, URI> bases(
      String international, String china, String internationalPlan, String chinaPlan) {
    return Map.of(
        new Place(Region.INTERNATIONAL, Billing.METERED), URI.create(international),
        new Place(Region.CHINA, Billing.METERED), URI.create(china),
        new Place(Region.INTERNATIONAL, Billing.PLAN), URI.create(internationalPlan),
        new Place(Region.CHINA, Billing.PLAN), URI.create(chinaPlan));
  }
}
