package dev.fairlead.providers.kimi;

import dev.fairlead.providers.ProviderError;
import dev.fairlead.providers.openai.Refusal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Kimi's errors, known by their type (error page of 2026-08; bodies recorded 2026-07). */
final class KimiErrors {
  /** Kimi has no type for this; its own client (2026-08) tells it by these words, too. */
  private static final Pattern TOO_LONG =
      Pattern.compile("exceeded model token limit: (\\d{1,12})|Input token length too long");

  private KimiErrors() {}

  static ProviderError classify(Refusal refusal) {
    return switch (refusal.complaint().type()) {
      case "invalid_authentication_error", "incorrect_api_key_error" ->
          new ProviderError.Unauthorized();
      case "permission_denied_error" -> new ProviderError.Forbidden();
      case "resource_not_found_error" -> refusal.modelUnavailable();
      case "engine_overloaded_error" -> new ProviderError.Overloaded(refusal.after());
      case "rate_limit_reached_error" -> new ProviderError.RateLimited(refusal.after());
      case "exceeded_current_quota_error" -> new ProviderError.NoBalance();
      case "content_filter" -> new ProviderError.ContentFiltered();
      case "server_error", "unexpected_output", "server_unavailable" -> refusal.unavailable();
      case "client_closed_request" -> refusal.rejected();
      case "invalid_request_error" -> invalid(refusal);
      default -> refusal.status() == 200 ? refusal.unavailable() : refusal.byStatus();
    };
  }

  private static ProviderError invalid(Refusal refusal) {
    Matcher tooLong = TOO_LONG.matcher(refusal.complaint().message());
    if (!tooLong.find()) {
      return refusal.rejected();
    }
    String limit = tooLong.group(1);
    return limit == null ? refusal.tooLong() : new ProviderError.TooLong(Long.parseLong(limit));
  }
}
