package dev.fairlead.routing;

import dev.fairlead.providers.Access;
import dev.fairlead.providers.ChatRequest;
import dev.fairlead.providers.Provider;
import dev.fairlead.providers.ProviderError.TooLong;
import dev.fairlead.providers.ProviderException;
import dev.fairlead.routing.selection.Requirements;
import java.time.Duration;
import java.util.OptionalLong;

/** The vendor's own count of a prompt, asked for where an estimate is too near the window. */
final class VendorCount {
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  /** The part of a window, at its end, in which an estimate alone decides nothing. */
  private static final int NEAR = 10;

  private VendorCount() {}

  /**
   * The request with no more room for its answer than the window has. A vendor that does not count,
   * or not in time, leaves it as it is.
   *
   * @throws ProviderException if the prompt and the answer that the call wants do not fit
   */
  static ChatRequest fitted(
      Provider provider, ChatRequest request, Access access, Requirements needs, Duration left)
      throws ProviderException, InterruptedException {
    if (!isAskedFor(request, needs)) {
      return request;
    }
    long context = request.model().context();
    OptionalLong counted = counted(provider, request, access, left);
    if (counted.isEmpty()) {
      return request;
    }
    long room = context - counted.getAsLong();
    if (room < Math.max(1, needs.outputTokens())) {
      throw new ProviderException(new TooLong(context));
    }
    return request.maxOutput() > room ? request.withMaxOutput(room) : request;
  }

  /** Whether the estimate is so near the window that the vendor's count decides. */
  static boolean isAskedFor(ChatRequest request, Requirements needs) {
    long context = request.model().context();
    return needs.inputTokens() + needs.outputTokens() >= context - context / NEAR;
  }

  @SuppressWarnings("IllegalCatch") // a count that fails must not cost the caller the answer
  private static OptionalLong counted(
      Provider provider, ChatRequest request, Access access, Duration left)
      throws InterruptedException {
    try {
      return provider.tokens(request, access, Requests.least(PATIENCE, left));
    } catch (ProviderException | RuntimeException _) {
      return OptionalLong.empty();
    }
  }
}
