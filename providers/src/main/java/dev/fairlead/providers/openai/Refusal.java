package dev.fairlead.providers.openai;

import dev.fairlead.providers.Model;
import dev.fairlead.providers.ProviderError;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A reply that is an error, to be classified.
 *
 * @param status the HTTP status; 200 for an error inside an answer
 * @param complaint what the vendor says, redacted
 * @param after how long the vendor asks to wait, if it does
 * @param model the model that was called, if one was
 * @param now when the reply came
 */
public record Refusal(
    int status, Complaint complaint, @Nullable Duration after, @Nullable Model model, Instant now) {
  private static final int MOST = 300;

  /** The error where the status says all that is known. */
  public ProviderError byStatus() {
    return switch (status) {
      case 401 -> new ProviderError.Unauthorized();
      case 402 -> new ProviderError.NoBalance();
      case 403 -> new ProviderError.Forbidden();
      case 429 -> new ProviderError.RateLimited(after);
      case 529 -> new ProviderError.Overloaded(after);
      case 408, 409 -> new ProviderError.Unavailable(status);
      default -> {
        if (status >= 500) {
          yield new ProviderError.Unavailable(status);
        }
        yield status >= 400
            ? rejected()
            : new ProviderError.Malformed("HTTP status " + status + " without an answer");
      }
    };
  }

  /** The vendor's failure; an error inside an answer counts as status 500. */
  public ProviderError unavailable() {
    return new ProviderError.Unavailable(status >= 400 ? status : 500);
  }

  /** The request is wrong, in the vendor's words. */
  public ProviderError rejected() {
    String code = !complaint.code().isEmpty() ? complaint.code() : complaint.type();
    String message = complaint.message();
    return new ProviderError.Rejected(
        code.isEmpty() ? Integer.toString(status) : code,
        message.length() <= MOST ? message : message.substring(0, MOST - 1) + "…");
  }

  /** The model is not served; with its successor, where the catalog knows one. */
  public ProviderError modelUnavailable() {
    return model == null
        ? rejected()
        : new ProviderError.ModelUnavailable(
            model.id(), model.retirement() == null ? null : model.retirement().successor());
  }

  /** The prompt is longer than the model's window. */
  public ProviderError tooLong() {
    return new ProviderError.TooLong(model == null ? 0 : model.context());
  }
}
