package dev.fairlead.routing;

import dev.fairlead.providers.ProviderError;
import dev.fairlead.providers.ProviderError.ContentFiltered;
import dev.fairlead.providers.ProviderError.Disconnected;
import dev.fairlead.providers.ProviderError.Empty;
import dev.fairlead.providers.ProviderError.Forbidden;
import dev.fairlead.providers.ProviderError.Interrupted;
import dev.fairlead.providers.ProviderError.Malformed;
import dev.fairlead.providers.ProviderError.ModelUnavailable;
import dev.fairlead.providers.ProviderError.NoBalance;
import dev.fairlead.providers.ProviderError.Overloaded;
import dev.fairlead.providers.ProviderError.QuotaExhausted;
import dev.fairlead.providers.ProviderError.RateLimited;
import dev.fairlead.providers.ProviderError.Rejected;
import dev.fairlead.providers.ProviderError.TooLong;
import dev.fairlead.providers.ProviderError.Unauthorized;
import dev.fairlead.providers.ProviderError.Unavailable;
import dev.fairlead.routing.resilience.BreakerLimits;
import dev.fairlead.routing.resilience.Verdict;
import dev.fairlead.routing.resilience.Verdict.GiveUp;
import dev.fairlead.routing.resilience.Verdict.NextKey;
import dev.fairlead.routing.resilience.Verdict.NextModel;
import dev.fairlead.routing.resilience.Verdict.NextProvider;
import dev.fairlead.routing.resilience.Verdict.RetrySame;
import dev.fairlead.simulator.Vendor;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The vendors' tables of errors: recorded bodies, and what is to follow from each. */
final class VendorErrors {
  static final Instant NOW = Instant.parse("2026-04-25T05:00:00Z");
  static final Duration PAUSE = Duration.ofSeconds(2);

  private static final BreakerLimits LIMITS = BreakerLimits.DEFAULT;
  private static final Map<String, String> HTML = Map.of("Content-Type", "text/html");
  private static final Map<String, String> EVENTS = Map.of("Content-Type", "text/event-stream");
  private static final Map<String, String> UNTYPED = Map.of("Content-Type", "");
  private static final String GATEWAY =
      "<html><head><title>504 Gateway Time-out</title></head></html>";

  private static final Verdict AT_ONCE = new RetrySame(Duration.ZERO);
  private static final Effect UNAUTHORIZED = new Effect.KeyRests(LIMITS.refused());
  private static final Effect UNPAID = new Effect.KeyRests(LIMITS.unpaid());
  private static final Effect WITHHELD = new Effect.ModelRests(LIMITS.withheld());
  private static final Effect SLOWED = new Effect.Throttled(LIMITS.throttle());
  private static final Effect COUNTS = new Effect.Counts();
  private static final Effect NOTHING = new Effect.Nothing();

  private VendorErrors() {}

  /** What breakers make of an error. */
  sealed interface Effect {
    record KeyRests(Duration time) implements Effect {}

    record ModelRests(Duration time) implements Effect {}

    record Throttled(Duration time) implements Effect {}

    /** The model rests after several of them. */
    record Counts() implements Effect {}

    record Nothing() implements Effect {}
  }

  /** A reply, the error it is, the verdict on its first time, and its effect on breakers. */
  record Row(
      Vendor vendor,
      int status,
      Map<String, String> headers,
      String body,
      ProviderError error,
      Verdict verdict,
      Effect effect) {
    @Override
    public String toString() {
      return vendor.label() + " " + status + " " + body;
    }
  }

  static List<Row> all() {
    List<Row> rows = new ArrayList<>();
    kimiCallers(rows);
    kimiKeys(rows);
    kimiItself(rows);
    glmCallers(rows);
    glmKeys(rows);
    glmPlans(rows);
    glmItself(rows);
    answers(rows);
    return rows;
  }

  private static void kimiCallers(List<Row> rows) {
    for (String message :
        List.of(
            "Invalid request: messages must not be empty",
            "invalid temperature: only 1 is allowed for this model",
            "thinking is enabled but reasoning_content is missing in assistant tool call message at"
                + " index 2",
            "Invalid request: unsupported image url: https://example.com/a.png",
            "Invalid request: unsupported image format: text/plain; charset=utf-8")) {
      rows.add(
          kimi(
              400,
              "invalid_request_error",
              message,
              new Rejected("invalid_request_error", message),
              new GiveUp(),
              NOTHING));
    }
    rows.add(
        kimi(
            400,
            "invalid_request_error",
            "Invalid request: tool_call_id  is not found",
            new Rejected("invalid_request_error", "Invalid request: tool_call_id is not found"),
            new GiveUp(),
            NOTHING));
    for (String message :
        List.of(
            "Invalid request: Your request exceeded model token limit: 262144 (requested: 265359)",
            "Input token length too long")) {
      rows.add(
          kimi(
              400,
              "invalid_request_error",
              message,
              new TooLong(262_144),
              new NextModel(),
              NOTHING));
    }
    rows.add(
        kimi(
            400,
            "content_filter",
            "The request was rejected because it was considered high risk",
            new ContentFiltered(),
            new NextProvider(),
            NOTHING));
    rows.add(
        kimi(
            499,
            "client_closed_request",
            "closed",
            new Rejected("client_closed_request", "closed"),
            new GiveUp(),
            NOTHING));
  }

  private static void kimiKeys(List<Row> rows) {
    rows.add(
        kimi(
            401,
            "invalid_authentication_error",
            "Invalid Authentication",
            new Unauthorized(),
            new NextKey(),
            UNAUTHORIZED));
    rows.add(
        kimi(
            401,
            "incorrect_api_key_error",
            "Incorrect API key provided",
            new Unauthorized(),
            new NextKey(),
            UNAUTHORIZED));
    for (String message :
        List.of(
            "The API you are accessing is not open",
            "You are not allowed to access from this IP",
            "The organization is not allowed",
            "Kimi Code is only available for Coding Agents")) {
      rows.add(
          kimi(403, "permission_denied_error", message, new Forbidden(), new NextKey(), WITHHELD));
    }
    rows.add(
        kimi(402, "membership_error", "no membership", new NoBalance(), new NextKey(), UNPAID));
    rows.add(
        kimi(
            404,
            "resource_not_found_error",
            "Not found the model kimi-not-exist or Permission denied",
            new ModelUnavailable("kimi-k2.6", null),
            new NextModel(),
            WITHHELD));
    rows.add(
        kimi(
            429,
            "exceeded_current_quota_error",
            "Your account org-x <ak-y> is suspended due to insufficient balance, please recharge"
                + " your account or check your plan and billing details",
            new NoBalance(),
            new NextKey(),
            UNPAID));
    rows.add(limited("RPM: 3", 1, new RetrySame(Duration.ofSeconds(1))));
    rows.add(limited("concurrency: 1", 1, new RetrySame(Duration.ofSeconds(1))));
    rows.add(limited("TPM: 500000", 10, new NextKey()));
    rows.add(limited("TPD: 1500000", 3600, new NextKey()));
    rows.add(
        kimi(
            429,
            "rate_limit_reached_error",
            "You've reached your 5-hour usage limit",
            new RateLimited(null),
            new NextKey(),
            SLOWED));
  }

  /** A limit of the organisation, with the three headers that say when to come back. */
  private static Row limited(String what, int seconds, Verdict verdict) {
    String after = Integer.toString(seconds);
    Duration wait = Duration.ofSeconds(seconds);
    return new Row(
        Vendor.KIMI,
        429,
        Map.of("Retry-After", after, "X-Retry-After", after, "Msh-Cooldown-Seconds", after),
        "{\"error\":{\"message\":\"Your account org-x<ak-y> request reached organization max "
            + what
            + ", please try again after "
            + seconds
            + " seconds\",\"type\":\"rate_limit_reached_error\"}}",
        new RateLimited(wait),
        verdict,
        new Effect.Throttled(wait));
  }

  private static void kimiItself(List<Row> rows) {
    rows.add(
        kimi(
            429,
            "engine_overloaded_error",
            "The engine is currently overloaded, please try again later",
            new Overloaded(null),
            new NextModel(),
            COUNTS));
    for (Map.Entry<String, Integer> each :
        Map.of("server_error", 500, "unexpected_output", 500, "server_unavailable", 503)
            .entrySet()) {
      rows.add(
          kimi(
              each.getValue(),
              each.getKey(),
              "x",
              new Unavailable(each.getValue()),
              new NextProvider(),
              COUNTS));
    }
    rows.add(
        kimi(
            500,
            "",
            "extract task failed: failed",
            new Unavailable(500),
            new NextProvider(),
            COUNTS));
    for (int status : List.of(408, 409, 502, 504)) {
      rows.add(
          new Row(
              Vendor.KIMI,
              status,
              HTML,
              GATEWAY,
              new Unavailable(status),
              new NextProvider(),
              COUNTS));
    }
    rows.add(
        new Row(
            Vendor.KIMI,
            529,
            Map.of("Retry-After", "1"),
            "",
            new Overloaded(Duration.ofSeconds(1)),
            new RetrySame(Duration.ofSeconds(1)),
            COUNTS));
  }

  private static void glmCallers(List<Row> rows) {
    String textOnly = "messages.content.type is invalid, allowed values: ['text']";
    rows.add(glm(400, "1210", textOnly, new Rejected("1210", textOnly), new GiveUp(), NOTHING));
    String illegal = "The messages parameter is illegal. Please check the documentation.";
    rows.add(glm(400, "1214", illegal, new Rejected("1214", illegal), new GiveUp(), NOTHING));
    for (String code : List.of("1212", "1213", "1215", "1231")) {
      rows.add(glm(400, code, "x", new Rejected(code, "x"), new GiveUp(), NOTHING));
    }
    rows.add(
        new Row(
            Vendor.GLM,
            400,
            UNTYPED,
            "{\"code\":\"1210\",\"message\":\"flat\"}",
            new Rejected("1210", "flat"),
            new GiveUp(),
            NOTHING));
    rows.add(
        glm(
            400,
            "1261",
            "Prompt exceeds max length",
            new TooLong(200_000),
            new NextModel(),
            NOTHING));
    rows.add(glm(400, "1300", "x", new ContentFiltered(), new NextProvider(), NOTHING));
    rows.add(
        new Row(
            Vendor.GLM,
            400,
            Map.of(),
            "{\"contentFilter\":[{\"level\":1,\"role\":\"user\"}],\"error\":{\"code\":\"1301\","
                + "\"message\":\"System detected potentially unsafe or sensitive content in input"
                + " or generation.\"}}",
            new ContentFiltered(),
            new NextProvider(),
            NOTHING));
    rows.add(new Row(Vendor.GLM, 435, UNTYPED, "", new Rejected("435", ""), new GiveUp(), NOTHING));
  }

  private static void glmKeys(List<Row> rows) {
    rows.add(
        glm(
            401,
            "1001",
            "Authentication parameter not received in Header, unable to authenticate",
            new Unauthorized(),
            new NextKey(),
            UNAUTHORIZED));
    for (String code : List.of("1000", "1002", "1003", "1004", "1005")) {
      rows.add(glm(401, code, "x", new Unauthorized(), new NextKey(), UNAUTHORIZED));
    }
    for (int code = 1110; code <= 1121; code++) {
      if (code != 1113) {
        rows.add(glm(403, "" + code, "locked", new Unauthorized(), new NextKey(), UNAUTHORIZED));
      }
    }
    rows.add(
        glm(
            429,
            "1113",
            "Insufficient balance or no resource package. Please recharge.",
            new NoBalance(),
            new NextKey(),
            UNPAID));
    ModelUnavailable gone = new ModelUnavailable("glm-4.7", null);
    rows.add(
        glm(
            400,
            "1211",
            "Unknown Model, please check the model code.",
            gone,
            new NextModel(),
            WITHHELD));
    rows.add(glm(400, "1221", "x", gone, new NextModel(), WITHHELD));
    rows.add(glm(400, "1222", "x", gone, new NextModel(), WITHHELD));
    rows.add(glm(403, "1220", "x", new Forbidden(), new NextKey(), WITHHELD));
    rows.add(new Row(Vendor.GLM, 434, UNTYPED, "", new Forbidden(), new NextKey(), WITHHELD));
    rows.add(
        new Row(
            Vendor.GLM,
            200,
            Map.of(),
            "{\"code\":401,\"msg\":\"token expired\",\"success\":false}",
            new Unauthorized(),
            new NextKey(),
            UNAUTHORIZED));
  }

  private static void glmPlans(List<Row> rows) {
    Duration untilReset = Duration.between(NOW, Instant.parse("2026-04-25T07:43:26Z"));
    rows.add(
        glm(
            429,
            "1308",
            "Usage limit reached for 5 hour. Your limit will reset at 2026-04-25 15:43:26",
            new QuotaExhausted(NOW.plus(untilReset)),
            new NextKey(),
            new Effect.KeyRests(untilReset)));
    for (String code :
        List.of("1304", "1310", "1313", "1316", "1317", "1318", "1319", "1320", "1321")) {
      rows.add(glm(429, code, "x", new QuotaExhausted(null), new NextKey(), UNPAID));
    }
    rows.add(glm(429, "1309", "x", new NoBalance(), new NextKey(), UNPAID));
    rows.add(glm(429, "1314", "x", new NoBalance(), new NextKey(), UNPAID));
    rows.add(glm(429, "1315", "x", new Unauthorized(), new NextKey(), UNAUTHORIZED));
    rows.add(
        glm(429, "1311", "x", new ModelUnavailable("glm-4.7", null), new NextModel(), WITHHELD));
  }

  private static void glmItself(List<Row> rows) {
    rows.add(
        glm(
            429,
            "1302",
            "Rate limit reached for requests",
            new RateLimited(null),
            new NextKey(),
            SLOWED));
    rows.add(glm(429, "1303", "x", new RateLimited(null), new NextKey(), SLOWED));
    rows.add(
        glm(
            429,
            "1305",
            "The service may be temporarily overloaded, please try again later",
            new Overloaded(null),
            new NextModel(),
            COUNTS));
    rows.add(glm(429, "1312", "x", new Overloaded(null), new NextModel(), COUNTS));
    for (String code : List.of("1200", "1230", "1234")) {
      rows.add(glm(500, code, "x", new Unavailable(500), new NextProvider(), COUNTS));
    }
    rows.add(
        new Row(Vendor.GLM, 500, UNTYPED, "", new Unavailable(500), new NextProvider(), COUNTS));
    rows.add(
        new Row(
            Vendor.GLM,
            200,
            Map.of(),
            "{\"code\":500,\"msg\":\"404 NOT_FOUND\",\"success\":false}",
            new Unavailable(500),
            new NextProvider(),
            COUNTS));
    rows.add(
        new Row(
            Vendor.GLM,
            429,
            UNTYPED,
            "{\"error\":\"Too many requests, please try again later\"}",
            new RateLimited(null),
            new NextKey(),
            SLOWED));
  }

  /** Errors that come as answers, whole and in a stream. */
  private static void answers(List<Row> rows) {
    rows.add(
        ended("model_context_window_exceeded", "", new TooLong(200_000), new NextModel(), NOTHING));
    rows.add(ended("sensitive", "half", new ContentFiltered(), new NextProvider(), NOTHING));
    rows.add(ended("network_error", "half", new Interrupted("half"), new NextModel(), COUNTS));
    rows.add(
        ended(
            "network_error",
            "",
            new Disconnected("the answer has no end: network_error"),
            AT_ONCE,
            COUNTS));
    rows.add(ended("length", "", new Empty("length"), new NextModel(), NOTHING));
    rows.add(ended("stop", "", new Empty("stop"), AT_ONCE, NOTHING));
    rows.add(
        streamed(
            "{\"error\":{\"code\":\"1234\",\"message\":\"x\"}}",
            new Unavailable(500),
            new NextProvider(),
            COUNTS));
    rows.add(
        streamed(
            "{\"error\":{\"code\":\"1301\",\"message\":\"x\"}}",
            new ContentFiltered(),
            new NextProvider(),
            NOTHING));
    rows.add(
        streamed(
            "{\"choices\":[{\"index\":0,\"finish_reason\":\"sensitive\",\"delta\":{\"role\":"
                + "\"assistant\",\"content\":\"\"}}],\"content_filter\":[{\"role\":\"user\","
                + "\"level\":1}]}",
            new ContentFiltered(),
            new NextProvider(),
            NOTHING));
    rows.add(
        new Row(
            Vendor.KIMI,
            200,
            EVENTS,
            "data: {\"error\":{\"message\":\"x\",\"type\":\"engine_overloaded_error\"}}\n\n",
            new Overloaded(null),
            new NextModel(),
            COUNTS));
    rows.add(
        new Row(
            Vendor.KIMI,
            200,
            HTML,
            "<html>hello</html>",
            new Malformed("it is neither a stream of events nor JSON"),
            AT_ONCE,
            NOTHING));
    rows.add(
        new Row(
            Vendor.KIMI,
            200,
            UNTYPED,
            "",
            new Disconnected("the answer ended before its end mark"),
            AT_ONCE,
            COUNTS));
  }

  private static Row ended(
      String finish, String text, ProviderError error, Verdict verdict, Effect effect) {
    return new Row(
        Vendor.GLM,
        200,
        Map.of(),
        "{\"choices\":[{\"finish_reason\":\""
            + finish
            + "\",\"message\":{\"content\":\""
            + text
            + "\",\"role\":\"assistant\"}}],\"usage\":null}",
        error,
        verdict,
        effect);
  }

  private static Row streamed(String data, ProviderError error, Verdict verdict, Effect effect) {
    return new Row(
        Vendor.GLM, 200, EVENTS, "data: " + data + "\n\ndata: [DONE]\n\n", error, verdict, effect);
  }

  private static Row kimi(
      int status,
      String type,
      String message,
      ProviderError error,
      Verdict verdict,
      Effect effect) {
    return new Row(
        Vendor.KIMI,
        status,
        Map.of(),
        "{\"error\":{\"message\":\"" + message + "\",\"type\":\"" + type + "\"}}",
        error,
        verdict,
        effect);
  }

  private static Row glm(
      int status,
      String code,
      String message,
      ProviderError error,
      Verdict verdict,
      Effect effect) {
    return new Row(
        Vendor.GLM,
        status,
        Map.of(),
        "{\"error\":{\"code\":\"" + code + "\",\"message\":\"" + message + "\"}}",
        error,
        verdict,
        effect);
  }
}
