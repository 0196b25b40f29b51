package dev.fairlead.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
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
  void it_explains_itself_and_its_refusals() throws Exception {
    Process help = run("--help");
    assertThat(new String(help.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
        .contains("--port N", "/control/faults", "split-character", "selfhosted-too-long")
        .contains("glm_short_model_list");
    Process wrong = run("--port", "many");
    assertThat(new String(wrong.getErrorStream().readAllBytes(), StandardCharsets.UTF_8))
        .startsWith("--port takes a number from 0 to 65535, and not 'many'");
    assertThat(wrong.waitFor()).isEqualTo(2);
  }

  private static Process run(String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of("-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path")));
    command.add(Main.class.getName());
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).start();
  }
}
