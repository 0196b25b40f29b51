package dev.fairlead.providers.glm;

import dev.fairlead.providers.ProviderError;
import dev.fairlead.providers.openai.Refusal;

/** GLM's errors, known by their code whatever the status (error page of 2026-08, recorded). */
final class GlmErrors {
  private GlmErrors() {}

  static ProviderError classify(Refusal refusal) {
    return switch (refusal.complaint().code()) {
      case "1000", "1001", "1002", "1003", "1004", "1005", "1315" ->
          new ProviderError.Unauthorized();
      // an account that is inactive or locked: no model answers to any key of it
      case "1113", "1309", "1314" -> new ProviderError.NoBalance();
      case "1110", "1111", "1112", "1114", "1115", "1116", "1117", "1118", "1119", "1120", "1121" ->
          new ProviderError.Unauthorized();
      case "1220" -> new ProviderError.Forbidden();
      case "1211", "1221", "1222", "1311" -> refusal.modelUnavailable();
      case "1210", "1212", "1213", "1214", "1215", "1231" -> refusal.rejected();
      case "1200", "1230", "1234" -> refusal.unavailable();
      case "1261" -> refusal.tooLong();
      case "1300", "1301" -> new ProviderError.ContentFiltered();
      case "1302", "1303" -> new ProviderError.RateLimited(refusal.after());
      case "1305", "1312" -> new ProviderError.Overloaded(refusal.after());
      case "1304", "1308", "1310", "1313", "1316", "1317", "1318", "1319", "1320", "1321" ->
          new ProviderError.QuotaExhausted(ResetTime.of(refusal));
      default -> byStatus(refusal);
    };
  }

  /** Without a known code; a code of three digits inside an HTTP 200 is a status (recorded). */
  private static ProviderError byStatus(Refusal refusal) {
    String code = refusal.complaint().code();
    int status =
        refusal.status() == 200 && code.matches("[45]\\d\\d")
            ? Integer.parseInt(code)
            : refusal.status();
    return switch (status) {
      case 200 -> refusal.unavailable();
      case 434 -> new ProviderError.Forbidden();
      default ->
          new Refusal(status, refusal.complaint(), refusal.after(), refusal.model(), refusal.now())
              .byStatus();
    };
  }
}
