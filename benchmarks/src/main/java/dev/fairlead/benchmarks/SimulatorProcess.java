package dev.fairlead.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The vendors on loopback, in a process of their own.
 *
 * @param base where Kimi is
 * @param glm where GLM is
 * @param control where it is told what to do
 */
record SimulatorProcess(Process process, String base, String glm, String control)
    implements AutoCloseable {

  static SimulatorProcess start(Path application, Duration latency) throws IOException {
    String separator = System.getProperty("path.separator");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                application.resolve("simulator/fairlead-simulator.jar")
                    + separator
                    + application.resolve("lib")
                    + "/*",
                "dev.fairlead.simulator.Main",
                "--port",
                "0",
                "--latency",
                Long.toString(latency.toMillis()),
                "--until-eof")
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    BufferedReader reader = process.inputReader(StandardCharsets.UTF_8);
    String said = String.valueOf(reader.readLine());
    try {
      return new SimulatorProcess(
          process, address("kimi", said), address("glm", said), address("control", said));
    } catch (IOException e) {
      process.destroy();
      throw e;
    }
  }

  private static String address(String name, String said) throws IOException {
    Matcher address = Pattern.compile("\"" + name + "\"\\s*:\\s*\"([^\"]+)\"").matcher(said);
    if (!address.find()) {
      throw new IOException("the simulator did not say where " + name + " is");
    }
    return address.group(1);
  }

  /** What a daemon needs to know to call Kimi here and nobody else; may be added to. */
  Map<String, String> environment(Path directory) {
    Map<String, String> environment = new LinkedHashMap<>();
    environment.put("MOONSHOT_API_KEY", "not-a-real-key");
    environment.put("MOONSHOT_BASE_URL", base);
    environment.put("FAIRLEAD_STATE_DIRECTORY", directory.resolve("state").toString());
    environment.put("FAIRLEAD_TOOLS_PROFILE", "full");
    environment.put("FAIRLEAD_LIMITS_LANE", "64");
    return environment;
  }

  /** The body of the request that came last, which a baseline sends as well. */
  String lastBody(HttpClient client) throws IOException, InterruptedException {
    String seen = tell(client, "GET", "/requests?last=1", "");
    Matcher body = Pattern.compile("\"body\"\\s*:\\s*(\\{.*})\\s*}\\s*]").matcher(seen);
    if (!body.find()) {
      throw new IOException("no request has come: " + seen);
    }
    return body.group(1);
  }

  /**
   * What the vendor itself took for each of the last so many requests, in nanoseconds, from when it
   * had read one until it had written all of the answer; by the number that the request says.
   */
  Map<Integer, Long> took(HttpClient client, int last, String saying)
      throws IOException, InterruptedException {
    Pattern pattern =
        Pattern.compile(
            "\"arrived\"\\s*:\\s*\"([^\"]+)\".*?\"ended\"\\s*:\\s*\"([^\"]+)\".*?"
                + Pattern.quote(saying)
                + "(\\d+)",
            Pattern.DOTALL);
    Matcher seen = pattern.matcher(tell(client, "GET", "/requests?last=" + last, ""));
    Map<Integer, Long> took = new HashMap<>();
    while (seen.find()) {
      Duration time = Duration.between(Instant.parse(seen.group(1)), Instant.parse(seen.group(2)));
      took.put(Integer.valueOf(seen.group(3)), time.toNanos());
    }
    if (took.size() != last) {
      throw new IOException("of %d requests %d are known".formatted(last, took.size()));
    }
    return took;
  }

  /** Tells it something, or asks it, and returns what it says. */
  String tell(HttpClient client, String method, String path, String body)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(control + path))
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build();
    HttpResponse<String> reply = client.send(request, HttpResponse.BodyHandlers.ofString());
    if (reply.statusCode() != 200) {
      throw new IOException("the simulator refused: " + reply.body());
    }
    return reply.body();
  }

  @Override
  public void close() {
    process.destroy();
  }
}
