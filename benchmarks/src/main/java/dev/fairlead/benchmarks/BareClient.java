package dev.fairlead.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/**
 * The JDK's client in a process of its own, which the launcher's flags started: what a daemon is
 * measured beside, so that a ratio tells of the daemon's work and not of compilers and collectors.
 */
public final class BareClient implements AutoCloseable {
  private static final String SAID = "TIMES ";

  private final Process process;
  private final OutputStream in;
  private final BufferedReader out;

  private BareClient(Process process) {
    this.process = process;
    this.in = process.getOutputStream();
    this.out = process.inputReader(StandardCharsets.UTF_8);
  }

  static BareClient start() throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(Flags.SHIPPED);
    command.addAll(
        List.of("-cp", System.getProperty("java.class.path"), BareClient.class.getName()));
    return new BareClient(new ProcessBuilder(command).redirectErrorStream(true).start());
  }

  /** Calls of that body, at that pace. */
  Load load(String base, String body, int calls, Pace pace) throws IOException {
    String order =
        "%s %d %d %d %s\n"
            .formatted(
                base,
                calls,
                pace.inFlight(),
                pace.vendor().toMillis(),
                Base64.getEncoder().encodeToString(body.getBytes(StandardCharsets.UTF_8)));
    in.write(order.getBytes(StandardCharsets.UTF_8));
    in.flush();
    String said = out.readLine();
    while (said != null && !said.startsWith(SAID)) {
      said = out.readLine();
    }
    if (said == null) {
      throw new IOException("the bare client has ended");
    }
    String[] words = said.substring(SAID.length()).split(" ", -1);
    long[] nanos = Arrays.stream(words, 1, words.length).mapToLong(Long::parseLong).toArray();
    return new Load(new Samples(nanos), Double.parseDouble(words[0]), 0);
  }

  @Override
  public void close() {
    process.destroy();
  }

  /** Reads orders, a line each, and answers each with the seconds it took and the calls' times. */
  public static void main(String[] arguments) throws Exception {
    try (HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      BufferedReader orders =
          new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
      for (String order = orders.readLine(); order != null; order = orders.readLine()) {
        String[] words = order.split(" ", -1);
        Pace pace =
            new Pace(Integer.parseInt(words[2]), Duration.ofMillis(Long.parseLong(words[3])));
        String body = new String(Base64.getDecoder().decode(words[4]), StandardCharsets.UTF_8);
        Load load = Load.bare(client, words[0], body, Integer.parseInt(words[1]), pace);
        StringBuilder said = new StringBuilder(SAID).append(load.seconds());
        for (long nanos : load.samples().nanos()) {
          said.append(' ').append(nanos);
        }
        System.err.println(said);
      }
    }
  }
}
