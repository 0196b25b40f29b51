package dev.fairlead.providers.selfhosted;

import dev.fairlead.providers.ProviderError;
import dev.fairlead.providers.openai.Refusal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Errors of servers of open weights. Their code is the HTTP status once more, nested or flat, and
 * all there is inside a stream.
 */
final class SelfHostedErrors {
  /**
   * No code tells a prompt that is too long, so its words must: vLLM's (its issues 20409 and
   * 33418), then SGLang's.
   */
  private static final Pattern TOO_LONG =
      Pattern.compile(
          "(?:maximum context length (?:of|is)|context length is only|model's context length \\()"
              + " ?(\\d{1,12}) tokens");

  private static final Pattern STATUS = Pattern.compile("[45]\\d\\d");

  private SelfHostedErrors() {}

  static ProviderError classify(Refusal refusal) {
    String code = refusal.complaint().code();
    int status =
        refusal.status() == 200
            ? STATUS.matcher(code).matches() ? Integer.parseInt(code) : 500
            : refusal.status();
    Refusal known =
        new Refusal(status, refusal.complaint(), refusal.after(), refusal.model(), refusal.now());
    return switch (status) {
      case 400, 413 -> invalid(known);
      case 404 -> known.modelUnavailable();
      default -> known.byStatus();
    };
  }

  private static ProviderError invalid(Refusal refusal) {
    Matcher tooLong = TOO_LONG.matcher(refusal.complaint().message());
    return tooLong.find()
        ? new ProviderError.TooLong(Long.parseLong(tooLong.group(1)))
        : refusal.rejected();
  }
}
