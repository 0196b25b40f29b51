package dev.fairlead.providers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.providers.ProviderError.ContentFiltered;
import dev.fairlead.providers.ProviderError.Forbidden;
import dev.fairlead.providers.ProviderError.ModelUnavailable;
import dev.fairlead.providers.ProviderError.NoBalance;
import dev.fairlead.providers.ProviderError.Overloaded;
import dev.fairlead.providers.ProviderError.QuotaExhausted;
import dev.fairlead.providers.ProviderError.RateLimited;
import dev.fairlead.providers.ProviderError.Rejected;
import dev.fairlead.providers.ProviderError.TooLong;
import dev.fairlead.providers.ProviderError.Unauthorized;
import dev.fairlead.providers.ProviderError.Unavailable;
import dev.fairlead.providers.catalog.CatalogFile;
import dev.fairlead.providers.glm.Glm;
import dev.fairlead.providers.kimi.Kimi;
import dev.fairlead.providers.openai.Network;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every row of the vendors' tables of errors, over the wire, with its recorded body. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class VendorErrorsTest {
  private static final String KIMI = "kimi-k2.5"; // retired, so that its successor can be seen
  private static final String GLM = "glm-4.7";
  private static final String WAIT =
      "Retry-After: 1\r\nX-Retry-After: 1\r\nMsh-Cooldown-Seconds: 1\r\n";

  private final ScriptedServer server = new ScriptedServer();
  private final Network network = Fixtures.network();

  /** A reply that is an error, and the error that it is. */
  record Row(String model, int status, String headers, String body, ProviderError expected) {
    @Override
    public String toString() {
      return model + " " + status + " " + body + " is " + expected.kind();
    }
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
    network.close();
  }

  @ParameterizedTest
  @MethodSource({"kimi", "glm", "shapes"})
  void a_refusal_is_the_error_of_its_row(Row row) {
    for (boolean stream : new boolean[] {true, false}) {
      server.reply(ScriptedReply.bare(row.status, row.headers, row.body));
      assertThat(ask(row, stream)).isEqualTo(row.expected);
    }
  }

  @ParameterizedTest
  @MethodSource({"kimi", "glm"})
  void an_error_inside_a_stream_is_the_same(Row row) {
    if (row.body.startsWith("{") && row.expected.getClass() != Unavailable.class) {
      server.reply(ScriptedReply.events("data: " + row.body + "\n\ndata: [DONE]\n\n"));
      ProviderError error = ask(row, true);
      assertThat(error.kind()).isEqualTo(row.expected.kind());
    }
  }

  static List<Row> kimi() {
    return List.of(
        invalid("Invalid request: messages must not be empty"),
        invalid("invalid temperature: only 1 is allowed for this model"),
        kimi( // two spaces, as recorded
            400,
            "",
            "invalid_request_error",
            "Invalid request: tool_call_id  is not found",
            new Rejected("invalid_request_error", "Invalid request: tool_call_id is not found")),
        invalid("Invalid request: unsupported image url: https://example.com/a.png"),
        invalid("Invalid request: unsupported image format: text/plain; charset=utf-8"),
        invalid(
            "thinking is enabled but reasoning_content is missing in assistant tool call message at"
                + " index 2"),
        kimi(
            400,
            "",
            "invalid_request_error",
            "Invalid request: Your request exceeded model token limit: 262144 (requested: 265359)",
            new TooLong(262_144)),
        kimi(400, "", "invalid_request_error", "Input token length too long", new TooLong(262_144)),
        kimi(
            400,
            "",
            "content_filter",
            "The request was rejected because it was considered high risk",
            new ContentFiltered()),
        kimi(401, "", "invalid_authentication_error", "Invalid Authentication", new Unauthorized()),
        kimi(401, "", "incorrect_api_key_error", "Incorrect API key provided", new Unauthorized()),
        kimi(403, "", "permission_denied_error", "no", new Forbidden()),
        kimi(
            404,
            "",
            "resource_not_found_error",
            "Not found the model kimi-not-exist or Permission denied",
            new ModelUnavailable(KIMI, "kimi-k2.6")),
        kimi(
            429,
            "",
            "engine_overloaded_error",
            "The engine is currently overloaded, please try again later",
            new Overloaded(null)),
        kimi(
            429,
            WAIT,
            "rate_limit_reached_error",
            "Your account org-x<ak-y> request reached organization max RPM: 3",
            new RateLimited(Duration.ofSeconds(1))),
        kimi(
            429,
            "",
            "exceeded_current_quota_error",
            "Your account org-x <ak-y> is suspended due to insufficient balance",
            new NoBalance()),
        kimi(
            499,
            "",
            "client_closed_request",
            "closed",
            new Rejected("client_closed_request", "closed")),
        kimi(500, "", "server_error", "", new Unavailable(500)),
        kimi(500, "", "unexpected_output", "", new Unavailable(500)),
        kimi(503, "", "server_unavailable", "", new Unavailable(503)),
        new Row(KIMI, 504, "", "<html>504 Gateway Time-out</html>", new Unavailable(504)));
  }

  static List<Row> glm() {
    List<Row> rows = new ArrayList<>();
    rows.addAll(codes(401, new Unauthorized(), "1000", "1001", "1002", "1003", "1004", "1005"));
    rows.addAll(
        codes(
            400,
            new Unauthorized(),
            "1110",
            "1111",
            "1112",
            "1114",
            "1115",
            "1116",
            "1117",
            "1118",
            "1119",
            "1120",
            "1121"));
    rows.addAll(codes(429, new NoBalance(), "1113", "1309", "1314"));
    for (String code : List.of("1210", "1212", "1213", "1214", "1215", "1231")) {
      rows.addAll(codes(400, new Rejected(code, "words"), code));
    }
    rows.addAll(codes(400, new ModelUnavailable(GLM, null), "1211", "1221", "1222"));
    rows.addAll(codes(429, new ModelUnavailable(GLM, null), "1311"));
    rows.addAll(codes(403, new Forbidden(), "1220"));
    rows.addAll(codes(500, new Unavailable(500), "1200", "1230", "1234"));
    rows.addAll(codes(400, new TooLong(200_000), "1261"));
    rows.addAll(codes(400, new ContentFiltered(), "1300", "1301"));
    rows.addAll(codes(429, new RateLimited(null), "1302", "1303"));
    rows.addAll(codes(429, new Overloaded(null), "1305", "1312"));
    rows.addAll(codes(429, new Unauthorized(), "1315"));
    rows.addAll(
        codes(
            429,
            new QuotaExhausted(null),
            "1304",
            "1308",
            "1310",
            "1313",
            "1316",
            "1317",
            "1318",
            "1319",
            "1320",
            "1321"));
    return rows;
  }

  /** The same things in the other forms that were seen. */
  static List<Row> shapes() {
    String filter = "{\"contentFilter\":[{\"level\":1,\"role\":\"user\"}],\"error\":{\"code\":";
    return List.of(
        reset("2026-04-25 15:43:26", "2026-04-25T07:43:26Z"),
        reset("2026-04-25 08:00:00", "2026-04-25T08:00:00Z"), // past in Beijing: it was UTC
        reset("2026-12-31 00:00:00", "2026-05-26T05:00:00Z"), // no window is that long
        glm(429, error("\"1308\"", "reset at 2026-04-20 00:00:00"), new QuotaExhausted(null)),
        glm(429, error("\"1308\"", "reset at 2026-99-99 00:00:00"), new QuotaExhausted(null)),
        glm(429, error("1302", "a number"), new RateLimited(null)),
        glm(400, "{\"code\":\"1210\",\"message\":\"flat\"}", new Rejected("1210", "flat")),
        glm(400, "{\"code\":1261,\"message\":\"flat\"}", new TooLong(200_000)),
        glm(429, "{\"error\":\"Too many requests, please try later\"}", new RateLimited(null)),
        glm(400, filter + "\"1301\",\"message\":\"unsafe\"}}", new ContentFiltered()),
        glm(
            404,
            "{\"code\":500,\"msg\":\"404 NOT_FOUND\",\"success\":false}",
            new Rejected("500", "404 NOT_FOUND")),
        glm(
            200,
            "{\"code\":500,\"msg\":\"404 NOT_FOUND\",\"success\":false}",
            new Unavailable(500)),
        glm(200, "{\"code\":401,\"msg\":\"token\"}", new Unauthorized()),
        glm(200, error("\"1305\"", "busy"), new Overloaded(null)),
        glm(200, error("\"1234\"", "network"), new Unavailable(500)),
        glm(200, "{\"error\":{\"message\":\"?\"}}", new Unavailable(500)),
        glm(434, "", new Forbidden()),
        glm(435, "", new Rejected("435", "")),
        glm(500, "", new Unavailable(500)),
        glm(502, "<html>", new Unavailable(502)),
        glm(429, "", new RateLimited(null)),
        glm(401, "", new Unauthorized()),
        glm(418, "[1]", new Rejected("418", "")),
        glm(302, "", new ProviderError.Malformed("HTTP status 302 without an answer")),
        glm(
            200,
            "{\"choices\":[{\"finish_reason\":\"model_context_window_exceeded\",\"message\":"
                + "{\"content\":\"\",\"role\":\"assistant\"}}],\"usage\":null}",
            new TooLong(200_000)),
        glm(200, finish("sensitive"), new ContentFiltered()),
        glm(200, finish("network_error"), new ProviderError.Interrupted("half")),
        glm(
            200,
            finish("network_error").replace("half", ""),
            new ProviderError.Disconnected("the answer has no end: network_error")),
        glm(200, finish("length").replace("half", " \\n"), new ProviderError.Empty("length")),
        new Row(KIMI, 200, "", "{\"error\":{\"message\":\"?\"}}", new Unavailable(500)),
        new Row(KIMI, 500, "", "", new Unavailable(500)),
        new Row(KIMI, 401, "", "null", new Unauthorized()),
        new Row(KIMI, 400, "", "\"a text\"", new Rejected("400", "")),
        new Row(KIMI, 400, "", "{\"error\":null}", new Rejected("400", "")),
        kimi(402, "", "", "membership cannot be verified", new NoBalance()),
        kimi(403, "", "access_terminated", "only for Coding Agents", new Forbidden()),
        kimi(529, WAIT, "", "", new Overloaded(Duration.ofSeconds(1))),
        new Row(KIMI, 404, "", "<html>", new Rejected("404", "")),
        new Row(
            KIMI, 500, "", "{\"error\":{\"message\":\"x\",\"type\":\"\"}}", new Unavailable(500)));
  }

  private static String finish(String reason) {
    return "{\"choices\":[{\"index\":0,\"finish_reason\":\""
        + reason
        + "\",\"message\":{\"content\":\"half\"}}],\"content_filter\":[{\"level\":1}]}";
  }

  private static Row reset(String local, String instant) {
    return glm(
        429,
        error("\"1308\"", "Usage limit reached for 5 hour. Your limit will reset at " + local),
        new QuotaExhausted(Instant.parse(instant)));
  }

  private static Row invalid(String message) {
    return kimi(
        400, "", "invalid_request_error", message, new Rejected("invalid_request_error", message));
  }

  private static Row kimi(
      int status, String headers, String type, String message, ProviderError expected) {
    String body = "{\"error\":{\"message\":\"" + message + "\",\"type\":\"" + type + "\"}}";
    return new Row(KIMI, status, headers, body, expected);
  }

  private static Row glm(int status, String body, ProviderError expected) {
    return new Row(GLM, status, "", body, expected);
  }

  private static List<Row> codes(int status, ProviderError expected, String... codes) {
    return Arrays.stream(codes)
        .map(code -> glm(status, error("\"" + code + "\"", "words"), expected))
        .toList();
  }

  private static String error(String code, String message) {
    return "{\"error\":{\"code\":" + code + ",\"message\":\"" + message + "\"}}";
  }

  private ProviderError ask(Row row, boolean stream) {
    Model model = CatalogFile.builtIn().find(row.model).orElseThrow();
    Provider provider = row.model.equals(KIMI) ? new Kimi(network) : new Glm(network);
    ChatRequest request =
        new ChatRequest(
            model,
            List.of(new Message.User("hi")),
            null,
            stream,
            0,
            null,
            List.of(),
            false,
            false,
            null);
    ProviderError error =
        Fixtures.ask(provider, request, Fixtures.access(server.base()), Fixtures.PATIENT).error();
    return Objects.requireNonNull(error);
  }
}
