package dev.fairlead.daemon.endtoend;

import static java.time.format.DateTimeFormatter.RFC_1123_DATE_TIME;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.simulator.Fault;
import dev.fairlead.simulator.Reply;
import dev.fairlead.simulator.Script;
import dev.fairlead.simulator.SeenRequest;
import dev.fairlead.simulator.Vendor;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the doctor says of an installation, and of what the vendors really do. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class DoctorIT {
  @TempDir private Path directory;
  private House house;

  @BeforeEach
  void house() {
    house = new House(directory);
  }

  @AfterEach
  void close() {
    house.close();
  }

  @Test
  void a_healthy_installation_is_said_to_be_so() throws Exception {
    House.Printed doctor = house.run("doctor", "--json");

    assertThat(doctor.exit()).as(doctor.out() + doctor.err()).isZero();
    assertThat(JsonMapper.shared().readTree(doctor.out()).path("findings").valueStream())
        .extracting(finding -> finding.path("what").asString())
        .contains("settings", "store", "state", "clock", "provider kimi-1", "provider glm-1");
    assertThat(doctor.out()).doesNotContain("not-a-real-key");
  }

  @Test
  void an_account_that_is_nearly_empty_degrades_and_an_empty_one_breaks_its_key() throws Exception {
    house.simulator.balance(0.5);
    assertThat(finding("balance kimi-1", 1).path("grade").asString()).isEqualTo("degraded");

    house.simulator.balance(0);
    assertThat(finding("balance kimi-1", 1).path("grade").asString()).isEqualTo("broken");

    house.with("ZAI_API_KEY", "");
    assertThat(finding("balance kimi-1", 2).path("detail").asString()).contains("recharged");
  }

  @Test
  void a_plans_key_on_the_general_address_is_told_where_it_belongs() throws Exception {
    house.with("ZAI_API_KEY", "plan-key-that-is-not-real");

    JsonNode address = address("glm-1", 1);

    assertThat(address.path("grade").asString()).isEqualTo("broken");
    assertThat(address.path("detail").asString())
        .contains("accepted at " + house.simulator.codingBase(), "ZAI_BASE_URL");
  }

  @Test
  void a_key_that_is_unknown_at_its_address_is_told_where_it_is_known() throws Exception {
    house.simulator.script(
        Script.of(new Fault.Status(401)).on(Vendor.GLM).path("/api/paas/").always());

    assertThat(address("glm-1", 1).path("detail").asString())
        .contains("refused at " + house.simulator.glmBase())
        .contains("accepted at " + house.simulator.codingBase());
  }

  @Test
  void a_clock_that_is_wrong_is_told() throws Exception {
    String date = RFC_1123_DATE_TIME.format(ZonedDateTime.now(ZoneOffset.UTC).minusHours(2));
    String list = "{\"object\":\"list\",\"data\":[{\"id\":\"kimi-k3\",\"object\":\"model\"}]}";
    house.simulator.script(
        Script.of(new Fault.Instead(Reply.of(200, list).with("Date", date)))
            .on(Vendor.KIMI)
            .path("/models")
            .always());

    JsonNode clock = finding("clock", 1);

    assertThat(clock.path("grade").asString()).isEqualTo("degraded");
    assertThat(clock.path("detail").asString()).contains("min ahead of 127.0.0.1", "set its clock");
  }

  @Test
  void a_proxy_that_cannot_be_reached_is_told() throws Exception {
    int shut;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      shut = socket.getLocalPort();
    }
    house
        .with("HTTP_PROXY", "http://127.0.0.1:" + shut)
        .with("MOONSHOT_BASE_URL", "http://kimi.invalid/v1");

    JsonNode proxy = finding("proxy", 1);

    assertThat(proxy.path("grade").asString()).isEqualTo("degraded");
    assertThat(proxy.path("detail").asString())
        .contains("127.0.0.1:" + shut + " for kimi.invalid cannot be reached", "NO_PROXY");
  }

  @Test
  void calls_that_cost_money_are_not_made_unasked() throws Exception {
    House.Printed doctor = house.run("doctor", "--live");

    assertThat(doctor.exit()).isEqualTo(2);
    assertThat(doctor.err()).contains("at most about $", "--yes");
    assertThat(house.simulator.requests(SeenRequest::chat)).isEmpty();
  }

  @Test
  void the_vendors_do_what_the_catalog_says() throws Exception {
    House.Printed doctor =
        house.run("doctor", "--live", "--yes", "--model", "kimi-k2.6,glm-5.3-flash,glm-4.7");

    assertThat(doctor.exit()).as(doctor.out() + doctor.err()).isZero();
    assertThat(doctor.out()).contains("file_upload", "no_thinking", "do what the catalog says");
  }

  @Test
  void a_vendor_that_refuses_what_the_catalog_claims_is_told() throws Exception {
    house.simulator.script(Script.of(new Fault.Status(400)).on(Vendor.GLM).always());

    House.Printed doctor = house.run("doctor", "--live", "--yes", "--model", "glm-4.6v", "--json");

    assertThat(doctor.exit()).isEqualTo(1);
    assertThat(JsonMapper.shared().readTree(doctor.out()).valueStream())
        .anySatisfy(row -> {
          assertThat(row.path("trial").asString()).isEqualTo("vision");
          assertThat(row.path("result").asString()).isEqualTo("differs");
        });
  }

  private JsonNode address(String key, int exit) throws Exception {
    return finding("address " + key, exit);
  }

  private JsonNode finding(String what, int exit) throws Exception {
    House.Printed doctor = house.run("doctor", "--json");
    assertThat(doctor.exit()).as(doctor.out() + doctor.err()).isEqualTo(exit);
    return JsonMapper.shared()
        .readTree(doctor.out())
        .path("findings")
        .valueStream()
        .filter(finding -> finding.path("what").asString().equals(what))
        .findFirst()
        .orElseThrow(() -> new AssertionError(doctor.out()));
  }
}
