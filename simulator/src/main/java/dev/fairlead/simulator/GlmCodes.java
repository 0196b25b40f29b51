package dev.fairlead.simulator;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** Every error code of GLM, as a reply, by its name {@code glm-<code>}. */
final class GlmCodes {
  private static final Map<String, Reply> ALL = new LinkedHashMap<>();

  static {
    code(401, 1000, "Authentication Failed");
    put("glm-1001", GlmErrors.noKey());
    code(401, 1002, "Authentication Token is invalid");
    code(401, 1003, "Authentication Token has expired");
    code(401, 1004, "Authentication failed with the provided token");
    code(401, 1005, "A second factor is required");
    code(403, 1110, "Your account is currently inactive");
    code(403, 1111, "Your account does not exist");
    code(403, 1112, "Your account has been locked");
    put("glm-1113", GlmErrors.noBalance());
    code(403, 1120, "Unable to access your account");
    code(403, 1121, "Your account has been locked for irregular activities");
    code(500, 1200, "API call error");
    code(400, 1210, "Invalid API parameter, please check the documentation.");
    put("glm-text-only", GlmErrors.textOnly());
    put("glm-bad-image", GlmErrors.invalid("图片输入格式/解析错误"));
    put("glm-1211", GlmErrors.noModel());
    code(400, 1212, "The model does not support this method of call");
    code(400, 1213, "A required parameter was not received");
    put("glm-1214", GlmErrors.illegalMessages());
    code(400, 1215, "Parameters cannot be set together");
    code(403, 1220, "You do not have permission to access this API");
    code(400, 1221, "This API has been taken down");
    code(400, 1222, "This API does not exist");
    code(500, 1230, "API call process error");
    code(400, 1231, "You already have a request with this request_id");
    code(500, 1234, "Network error, please try again later");
    put("glm-1261", GlmErrors.tooLong());
    code(400, 1300, "The API call was blocked by policy");
    put(
        "glm-1301",
        Reply.of(
            400,
            "{\"contentFilter\":[{\"level\":1,\"role\":\"user\"}],\"error\":{\"code\":\"1301\","
                + "\"message\":\"System detected potentially unsafe or sensitive content in input or"
                + " generation.\"}}"));
    put("glm-1302", GlmErrors.tooMany());
    code(429, 1303, "The frequency of requests is too high");
    code(429, 1304, "The daily limit of calls is reached");
    put("glm-1305", GlmErrors.overloaded());
    put("glm-1308", GlmErrors.windowUsedUp(Instant.EPOCH));
    code(429, 1309, "Your plan has expired");
    code(429, 1310, "Weekly or monthly limit reached");
    code(429, 1311, "Your plan does not include this model");
    code(429, 1312, "The model is busy, please try again later");
    code(429, 1313, "Your use is restricted under the fair use policy");
    code(429, 1314, "The enterprise plan has expired");
    code(429, 1315, "The type of the key does not fit the plan");
    code(429, 1316, "The 5-hour limit is reached");
    code(429, 1317, "The 7-day limit is reached");
    code(429, 1318, "The balance limit is reached");
    code(429, 1319, "The limit of the sub-account is reached");
    code(429, 1320, "The limit of the enterprise is reached");
    code(429, 1321, "The limit of the enterprise plan is reached");
    put("glm-434", GlmErrors.status(434));
    put("glm-435", GlmErrors.status(435));
    put("glm-500", GlmErrors.status(500));
    put("glm-flat-1210", Reply.of(400, "{\"code\":\"1210\",\"message\":\"Invalid parameter\"}"));
    put(
        "glm-flat-in-200",
        Reply.of(200, "{\"code\":500,\"msg\":\"404 NOT_FOUND\",\"success\":false}"));
    put(
        "glm-flat-401",
        Reply.of(200, "{\"code\":401,\"msg\":\"token expired\",\"success\":false}"));
    put(
        "glm-number-code",
        Reply.of(
            429, "{\"error\":{\"code\":1302,\"message\":\"Rate limit reached for requests\"}}"));
    put(
        "glm-error-string",
        Reply.of(429, "{\"error\":\"Too many requests, please try again later\"}"));
  }

  private GlmCodes() {}

  static Map<String, Reply> all() {
    return ALL;
  }

  private static void code(int status, int code, String message) {
    put("glm-" + code, GlmErrors.of(status, Integer.toString(code), message));
  }

  private static void put(String name, Reply reply) {
    ALL.put(name, reply);
  }
}
