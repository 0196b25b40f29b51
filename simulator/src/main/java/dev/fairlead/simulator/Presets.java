package dev.fairlead.simulator;

import static java.time.format.DateTimeFormatter.RFC_1123_DATE_TIME;

import dev.fairlead.simulator.Fault.Where;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The faults that have names: every row of the vendors' errors, and the ways of breaking off. */
public final class Presets {
  private static final Map<String, Script> ALL = new LinkedHashMap<>();

  static {
    anyVendor();
    kimi();
    glm();
    selfHosted();
  }

  private Presets() {}

  /** All names, in the order of vendor and status. */
  public static Set<String> names() {
    return Collections.unmodifiableSet(ALL.keySet());
  }

  static Script script(String name) {
    Script script = ALL.get(name);
    if (script == null) {
      throw new IllegalArgumentException(
          "unknown fault '%s': one of %s".formatted(name, String.join(", ", ALL.keySet())));
    }
    return switch (name) {
      case "glm-1308" -> glmWindow();
      case "429-retry-after-date" -> inTwoSeconds();
      default -> script;
    };
  }

  private static void anyVendor() {
    for (int status : List.of(400, 401, 403, 404, 408, 429, 500, 502, 503, 504, 529)) {
      put(Integer.toString(status), null, new Fault.Status(status));
    }
    put("504-html", null, new Fault.Instead(KimiErrors.html(504)));
    put("empty-body", null, new Fault.Instead(Reply.of(200, "")));
    put("empty-error", null, new Fault.Instead(Reply.of(500, "")));
    put("error-in-200", null, new Fault.Instead(Reply.of(200, error("upstream failed"))));
    put("untyped", null, new Fault.Untyped());
    put("slow-start", null, new Fault.Latency(Duration.ofSeconds(2)));
    put("slow-events", null, new Fault.Pace(Duration.ofMillis(100)));
    put("silence", null, new Fault.Silence(2, Duration.ofMinutes(1)));
    put("silence-120", null, new Fault.Silence(2, Duration.ofMinutes(2)));
    put("silence-600", null, new Fault.Silence(2, Duration.ofMinutes(10)));
    put("cut", null, new Fault.Cut(3));
    put("cut-inside", null, new Fault.CutInside(3));
    put("no-done", null, new Fault.End(3));
    put("reset", null, new Fault.Reset(0));
    put("reset-midway", null, new Fault.Reset(3));
    put("hang-up", null, new Fault.HangUp());
    put("stale", null, new Fault.Stale());
    put("garbage", null, new Fault.Garbage(3));
    put("error-line", null, new Fault.ErrorLine(3, error("upstream broke"), true));
    put("joined", null, new Fault.Joined(2));
    put("split-character", null, new Fault.Split(Where.CHARACTER));
    put("split-number", null, new Fault.Split(Where.NUMBER));
    put("split-bytes", null, new Fault.Split(Where.BYTE));
    put("late-first-event", null, new Fault.Silence(0, Duration.ofSeconds(2)));
    limited();
    put("empty-length", null, new Fault.Finish("length", true));
  }

  /** A refusal of each vendor with every way that a server may say when to come back. */
  private static void limited() {
    String reset = RFC_1123_DATE_TIME.format(Instant.EPOCH.atOffset(ZoneOffset.UTC));
    put("429-retry-after", null, limited("Retry-After", "2"));
    put("429-retry-after-date", null, limited("Retry-After", reset));
    put("429-retry-after-ms", null, limited("retry-after-ms", "1500"));
    put("429-x-retry-after", null, limited("X-Retry-After", "2"));
    put("429-cooldown", null, limited("Msh-Cooldown-Seconds", "2"));
    put("429-x-ratelimit", null, limited("X-RateLimit-Reset", "2"));
    put("429-garbled", null, limited("Retry-After", "soon"));
  }

  private static Fault limited(String header, String value) {
    return new Fault.Instead(
        Reply.of(
                429,
                "{\"error\":{\"code\":\"1302\",\"message\":\"Rate limit reached for requests\","
                    + "\"type\":\"rate_limit_reached_error\"}}")
            .with(header, value));
  }

  private static void selfHosted() {
    own("selfhosted-too-long", SelfHostedErrors.tooLong(65_536, 70_000, 0, false));
    own("selfhosted-too-long-older", SelfHostedErrors.tooLong(65_536, 65_000, 1_000, true));
    own("selfhosted-no-model", SelfHostedErrors.noModel("not-served"));
    own("selfhosted-bad-key", SelfHostedErrors.badKey());
    own("selfhosted-server-error", SelfHostedErrors.status(500));
  }

  private static void own(String name, Reply reply) {
    put(name, Vendor.SELFHOSTED, new Fault.Instead(reply));
  }

  private static void kimi() {
    kimi("kimi-bad-request", KimiErrors.invalid("Invalid request: the request body is invalid"));
    kimi(
        "kimi-bad-temperature",
        KimiErrors.invalid("invalid temperature: only 1 is allowed for this model"));
    kimi(
        "kimi-missing-reasoning",
        KimiErrors.invalid(
            "thinking is enabled but reasoning_content is missing in assistant tool call message at"
                + " index 2"));
    kimi("kimi-tool-call-id", KimiErrors.invalid("Invalid request: tool_call_id  is not found"));
    kimi(
        "kimi-image-url",
        KimiErrors.invalid("Invalid request: unsupported image url: https://example.com/a.png"));
    kimi(
        "kimi-image-format",
        KimiErrors.invalid("Invalid request: unsupported image format: text/plain; charset=utf-8"));
    kimi("kimi-too-long", KimiErrors.tooLong(262_144, 265_359));
    kimi("kimi-input-too-long", KimiErrors.invalid("Input token length too long"));
    kimi(
        "kimi-filtered",
        KimiErrors.of(
            400, "content_filter", "The request was rejected because it was considered high risk"));
    kimi(
        "kimi-invalid-authentication",
        KimiErrors.of(401, "invalid_authentication_error", "Invalid Authentication"));
    kimi("kimi-bad-key", KimiErrors.badKey());
    kimi("kimi-forbidden-api", forbidden("The API you are accessing is not open"));
    kimi("kimi-forbidden-ip", forbidden("You are not allowed to access from this IP"));
    kimi("kimi-forbidden-organization", forbidden("The organization is not allowed"));
    kimi("kimi-no-model", KimiErrors.noModel("kimi-not-exist"));
    kimi("kimi-overloaded", KimiErrors.overloaded());
    kimi("kimi-rate-limit", KimiErrors.limited("RPM", 3, 1));
    kimi("kimi-concurrency-limit", KimiErrors.limited("concurrency", 1, 1));
    kimi("kimi-tpm-limit", KimiErrors.limited("TPM", 500_000, 10));
    kimi("kimi-tpd-limit", KimiErrors.limited("TPD", 1_500_000, 3600));
    kimi("kimi-no-balance", KimiErrors.noBalance());
    kimi("kimi-client-closed", KimiErrors.status(499));
    kimi("kimi-server-error", KimiErrors.status(500));
    kimi(
        "kimi-unexpected-output",
        KimiErrors.of(500, "unexpected_output", "unexpected output of the model"));
    kimi("kimi-unavailable", KimiErrors.status(503));
    kimi("kimi-gateway", KimiErrors.html(504));
    kimi("kimi-extract-failed", KimiErrors.of(500, "", "extract task failed: failed"));
    kimi(
        "kimi-code-membership",
        KimiErrors.of(402, "membership_error", "Your membership cannot be verified"));
    kimi("kimi-code-agents-only", KimiErrors.agentsOnly());
    kimi(
        "kimi-code-window",
        KimiErrors.of(429, "rate_limit_reached_error", "You've reached your 5-hour usage limit"));
  }

  private static Reply forbidden(String message) {
    return KimiErrors.of(403, "permission_denied_error", message);
  }

  private static void glm() {
    GlmCodes.all().forEach((name, reply) -> put(name, Vendor.GLM, new Fault.Instead(reply)));
    put("glm-sensitive", Vendor.GLM, new Fault.Finish("sensitive", false));
    put("glm-network-error", Vendor.GLM, new Fault.Finish("network_error", false));
    put(
        "glm-context-exceeded",
        Vendor.GLM,
        new Fault.Finish("model_context_window_exceeded", true));
    put(
        "glm-error-line",
        Vendor.GLM,
        new Fault.ErrorLine(
            3, GlmErrors.of(200, "1234", "Network error, please try again").body(), true));
  }

  private static Script inTwoSeconds() {
    Instant then = Instant.now().plusSeconds(2);
    return Script.of(
        limited("Retry-After", RFC_1123_DATE_TIME.format(then.atOffset(ZoneOffset.UTC))));
  }

  private static Script glmWindow() {
    Reply reply = GlmErrors.windowUsedUp(Instant.now().plus(Duration.ofHours(5)));
    return Script.of(new Fault.Instead(reply)).on(Vendor.GLM);
  }

  private static String error(String message) {
    return "{\"error\":{\"message\":\"" + message + "\",\"type\":\"server_error\"}}";
  }

  private static void kimi(String name, Reply reply) {
    put(name, Vendor.KIMI, new Fault.Instead(reply));
  }

  private static void put(String name, @Nullable Vendor vendor, Fault fault) {
    Script script = Script.of(fault);
    ALL.put(name, vendor == null ? script : script.on(vendor));
  }
}
