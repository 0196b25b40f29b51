package dev.fairlead.daemon.config;

import dev.fairlead.providers.Access.Billing;
import dev.fairlead.providers.Access.Region;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What was said of a provider, or of one of its keys; null is what was not said.
 *
 * @param base the address
 * @param region where the servers stand
 * @param billing how calls are paid
 * @param lane how many calls may be in flight for one key
 * @param where the place of the region, for messages
 */
record Terms(
    @Nullable URI base,
    @Nullable Region region,
    @Nullable Billing billing,
    @Nullable Integer lane,
    String where) {
  static final Set<String> FIELDS = Set.of("base", "region", "plan", "lane");

  /** Those written below that path; what means nothing becomes a problem. */
  static Terms at(String path, Map<String, Given> given, List<String> problems) {
    Given region = given.get(path + ".region");
    return new Terms(
        base(path, given.get(path + ".base"), problems),
        region(path, region, problems),
        billing(path, given.get(path + ".plan"), problems),
        lane(path, given.get(path + ".lane"), problems),
        region == null ? "" : region.where() + ": providers." + path + ".region");
  }

  /** These, and what they leave unsaid from the others. */
  Terms over(Terms outer) {
    return new Terms(
        base == null ? outer.base : base,
        region == null ? outer.region : region,
        billing == null ? outer.billing : billing,
        lane == null ? outer.lane : lane,
        region == null ? outer.where : where);
  }

  /** The address that was given at that path, without a slash at its end. */
  static @Nullable URI base(String path, @Nullable Given given, List<String> problems) {
    if (given == null || given.text().isEmpty()) {
      return null;
    }
    String text = given.text().replaceAll("/+$", "");
    try {
      URI uri = URI.create(text);
      boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      if (http && uri.getHost() != null && uri.getQuery() == null && uri.getUserInfo() == null) {
        return uri;
      }
    } catch (IllegalArgumentException _) {
      // said below
    }
    problems.add(
        given.where()
            + ": providers."
            + path
            + ".base is not an http or https address: write one such as"
            + " https://api.z.ai/api/paas/v4");
    return null;
  }

  private static @Nullable Region region(
      String path, @Nullable Given given, List<String> problems) {
    if (given == null) {
      return null;
    }
    for (Region region : Region.values()) {
      if (region.label().equalsIgnoreCase(given.text())) {
        return region;
      }
    }
    wrong(path + ".region", given, "international, china or own", problems);
    return null;
  }

  private static @Nullable Billing billing(
      String path, @Nullable Given given, List<String> problems) {
    if (given == null) {
      return null;
    }
    return switch (given.text().toLowerCase(Locale.ROOT)) {
      case "true", "yes", "coding" -> Billing.PLAN;
      case "false", "no", "none" -> Billing.METERED;
      default -> {
        wrong(path + ".plan", given, "true for a coding plan's key, false for a metered", problems);
        yield null;
      }
    };
  }

  private static @Nullable Integer lane(String path, @Nullable Given given, List<String> problems) {
    if (given == null) {
      return null;
    }
    if (given.text().matches("[1-9]\\d{0,5}")) {
      return Integer.valueOf(given.text());
    }
    wrong(path + ".lane", given, "a whole number above 0", problems);
    return null;
  }

  private static void wrong(String path, Given given, String wanted, List<String> problems) {
    problems.add(
        given.where()
            + ": providers."
            + path
            + ": "
            + given.text()
            + " is not valid; write "
            + wanted);
  }
}
