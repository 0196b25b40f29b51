package dev.fairlead.providers;

import java.net.URI;
import java.util.Locale;

/**
 * One way into a provider: where, with which key, billed how.
 *
 * @param id a name that can be shown, such as {@code kimi-1}
 * @param provider the provider's name
 * @param base the address that endpoint paths are appended to, without a slash at its end
 * @param key the secret
 * @param billing how calls through it are paid
 * @param region where the calls go
 */
public record Access(
    String id, String provider, URI base, ApiKey key, Billing billing, Region region) {
  /** A way into the provider whose region its address tells. */
  public Access(String id, String provider, URI base, ApiKey key, Billing billing) {
    this(id, provider, base, key, billing, Region.of(base));
  }

  /** Where a provider's servers stand; accounts and keys belong to one of them. */
  public enum Region {
    INTERNATIONAL,
    CHINA,
    /** A server of the user's own. */
    OWN;

    /** What the vendors' known addresses tell; others count as the user's own. */
    public static Region of(URI base) {
      String host = base.getHost();
      if (host == null) {
        return OWN;
      }
      if (host.endsWith(".moonshot.cn")
          || host.endsWith(".kimi.com")
          || host.endsWith("bigmodel.cn")) {
        return CHINA;
      }
      return host.endsWith(".moonshot.ai") || host.endsWith(".kimi.ai") || host.endsWith(".z.ai")
          ? INTERNATIONAL
          : OWN;
    }

    /** The word for it in settings and rows. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** How calls are paid. */
  public enum Billing {
    /** By token. */
    METERED,
    /** A subscription with usage windows; a call costs nothing more. */
    PLAN
  }

  /** The address of an endpoint, such as {@code /chat/completions}. */
  public URI endpoint(String path) {
    return URI.create(base + path);
  }
}
