package dev.fairlead.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class MainTest {

  @Test
  void it_says_where_it_is_and_ends_with_its_input() throws Exception {
    Process process = run("--until-eof", "--fault", "kimi-overloaded");
    try (BufferedReader out = process.inputReader(UTF_8)) {
      JsonNode addresses = Client.JSON.readTree(out.readLine());
      URI kimi = URI.create(addresses.path("kimi").asString());
      Client client = new Client();
      assertThat(client.chat(kimi, Client.ask("kimi-k3", "hi")).body())
          .contains("engine_overloaded_error");
      URI glm = URI.create(addresses.path("glm").asString());
      assertThat(client.chat(glm, Client.ask("glm-5.3", "hi")).statusCode()).isEqualTo(200);
      process.getOutputStream().close();
      assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isZero();
    } finally {
      process.destroy();
    }
  }

  @Test
  void a_command_finds_both_vendors_in_its_environment_and_has_the_streams() throws Exception {
    Process process =
        run("--fault", "glm-1302", "--run", java(), "-cp", classPath(), Visitor.class.getName());
    process.getOutputStream().write("hi\n".getBytes(UTF_8));
    process.getOutputStream().close();
    String said = new String(process.getErrorStream().readAllBytes(), UTF_8);

    assertThat(process.getInputStream().readAllBytes()).isEmpty();
    assertThat(said).isEqualTo("hi, kimi-k3: 200, glm-5.3: 429");
    assertThat(process.waitFor()).isEqualTo(7);
  }

  @Test
  void its_input_may_go_on_until_it_is_answered() throws Exception {
    Process process =
        run("--until-answered", "--run", java(), "-cp", classPath(), Patient.class.getName());
    process.getOutputStream().close();

    assertThat(new String(process.getErrorStream().readAllBytes(), UTF_8)).isEqualTo("200, end");
    assertThat(process.waitFor()).isZero();
  }

  /** Asks, and then waits for the end of its input. */
  static final class Patient {
    public static void main(String[] arguments) throws Exception {
      URI base = URI.create(System.getenv("MOONSHOT_BASE_URL"));
      CompletableFuture<Integer> end = CompletableFuture.supplyAsync(Patient::end);
      Thread.sleep(300);
      String early = end.isDone() ? "too early, " : "";
      int status = new Client().chat(base, Client.ask("kimi-k3", "hi")).statusCode();
      System.err.printf("%s%d, %s", early, status, end.get() < 0 ? "end" : "more");
    }

    private static int end() {
      try {
        return System.in.read();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** Asks both vendors of its environment, and ends in its own way. */
  static final class Visitor {
    public static void main(String[] arguments) throws Exception {
      String line = new BufferedReader(new InputStreamReader(System.in, UTF_8)).readLine();
      System.err.printf(
          "%s, kimi-k3: %d, glm-5.3: %d",
          line, asked("MOONSHOT", "kimi-k3"), asked("ZAI", "glm-5.3"));
      System.exit(7);
    }

    private static int asked(String vendor, String model) throws Exception {
      URI base = URI.create(System.getenv(vendor + "_BASE_URL"));
      assertThat(System.getenv(vendor + "_API_KEY")).isEqualTo("not-a-real-key");
      return new Client().chat(base, Client.ask(model, "hi")).statusCode();
    }
  }

  @Test
  void it_explains_itself_and_its_refusals() throws Exception {
    Process help = run("--help");
    assertThat(new String(help.getInputStream().readAllBytes(), UTF_8))
        .contains("--port N", "/control/faults", "split-character", "selfhosted-too-long")
        .contains("glm_short_model_list");
    Process wrong = run("--port", "many");
    assertThat(new String(wrong.getErrorStream().readAllBytes(), UTF_8))
        .startsWith("--port takes a number from 0 to 65535, and not 'many'");
    assertThat(wrong.waitFor()).isEqualTo(2);
    Process nobody = run("--run", "no-such-command");
    assertThat(new String(nobody.getErrorStream().readAllBytes(), UTF_8))
        .contains("Cannot run program \"no-such-command\"");
    assertThat(nobody.waitFor()).isEqualTo(127);
    Process alone = run("--until-answered");
    assertThat(new String(alone.getErrorStream().readAllBytes(), UTF_8))
        .startsWith("--until-answered is for a command: --run COMMAND");
    assertThat(alone.waitFor()).isEqualTo(2);
    Process nothing = run("--run");
    assertThat(new String(nothing.getErrorStream().readAllBytes(), UTF_8))
        .startsWith("a value is missing after --run");
  }

  private static Process run(String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(java());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-cp", classPath()));
    command.add(Main.class.getName());
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).start();
  }

  private static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  private static String classPath() {
    return System.getProperty("java.class.path");
  }
}
