package dev.fairlead.providers;

import java.net.URI;

/**
 * One way into a provider: where, with which key, billed how.
 *
 * @param id a name that can be shown, such as {@code kimi-1}
 * @param provider the provider's name
 * @param base the address that endpoint paths are appended to, without a slash at its end
 * @param key the secret
 * @param billing how calls through it are paid
 */
public record Access(String id, String provider, URI base, ApiKey key, Billing billing) {
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
