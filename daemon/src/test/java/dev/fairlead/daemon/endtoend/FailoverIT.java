package dev.fairlead.daemon.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.simulator.Fault;
import dev.fairlead.simulator.Presets;
import dev.fairlead.simulator.Script;
import dev.fairlead.simulator.SeenRequest;
import dev.fairlead.simulator.Vendor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/**
 * Every fault that has a name, as the first attempt meets it, as the second does, and after a part
 * of the answer has come: who answers in the end, how soon, and what is recorded. One daemon for
 * all; what fails rests for a millisecond, so that no row feels the one before it.
 */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class FailoverIT {
  /**
   * What each fault is to the daemon; a dash where the answer is good all the same, two words where
   * it is one thing of Kimi's and another of GLM's, or one before the first text and another after.
   */
  private static final Map<String, String> KINDS = table();

  /** What these ask for takes two seconds: once is enough. */
  private static final String PACED = "429-";

  /** A pace that a vendor asks for lasts beyond the row. */
  private static final List<String> LASTING = List.of("kimi-tpm-limit", "kimi-tpd-limit");

  private static final Duration SOON = Duration.ofSeconds(8);

  @TempDir private static Path directory;
  private static House house;
  private static DaemonProcess daemon;
  private static final List<Duration> FALLBACKS = new CopyOnWriteArrayList<>();
  private static final List<String> DECISIONS = new CopyOnWriteArrayList<>();

  record Row(Vendor vendor, String fault, String kind) {
    /** The policy under which that vendor is asked first. */
    String policy() {
      return vendor == Vendor.KIMI ? "quality" : "cheap";
    }

    String otherPolicy() {
      return vendor == Vendor.KIMI ? "cheap" : "quality";
    }

    Vendor other() {
      return vendor == Vendor.KIMI ? Vendor.GLM : Vendor.KIMI;
    }

    Script script() {
      return Script.named(fault).on(vendor).path("/chat/");
    }

    @Override
    public String toString() {
      return fault + " at " + vendor.label();
    }
  }

  @BeforeAll
  static void start() {
    house = house(directory);
    daemon = house.daemon().initialized();
    Told.of(daemon, "cheap");
  }

  private static House house(Path place) {
    return new House(place)
        .with("FAIRLEAD_MODELS_ALLOW", "kimi-k3.1-pro,kimi-k2.6,glm-5.3-flash,glm-4.7-flashx")
        .with("FAIRLEAD_LIMITS_REST", "1ms")
        .with("FAIRLEAD_LIMITS_FIRST_EVENT", "4s")
        .with("FAIRLEAD_LIMITS_BETWEEN_EVENTS", "500ms")
        .with("FAIRLEAD_LIMITS_LANE", "8");
  }

  @AfterAll
  static void stop() {
    daemon.close();
    house.close();
  }

  @BeforeEach
  void forget() {
    house.simulator.clearScripts();
    house.simulator.clearRequests();
  }

  static Stream<Row> rows() {
    List<Row> rows = new ArrayList<>();
    KINDS.forEach((fault, kind) -> {
      boolean kimi = fault.startsWith("kimi-");
      boolean glm = fault.startsWith("glm-");
      if (!LASTING.contains(fault)) {
        if (!glm && !fault.startsWith(PACED)) {
          rows.add(new Row(Vendor.KIMI, fault, kind.split("/", -1)[0]));
        }
        if (!kimi) {
          rows.add(new Row(Vendor.GLM, fault, kind.substring(kind.indexOf('/') + 1)));
        }
      }
    });
    return rows.stream();
  }

  @Test
  @Order(1)
  void the_table_has_every_fault_that_has_a_name() {
    TreeSet<String> named = new TreeSet<>(Presets.names());
    named.removeIf(name -> name.startsWith("selfhosted-"));
    assertThat(new TreeSet<>(KINDS.keySet())).isEqualTo(named);
  }

  @ParameterizedTest
  @MethodSource("rows")
  @Order(2)
  void the_first_attempt_fails(Row row) {
    house.simulator.script(row.script());

    check(row, Told.of(daemon, row.policy()), 0);
  }

  static Stream<Row> quickRows() {
    return rows().filter(row -> !row.fault().startsWith(PACED));
  }

  @ParameterizedTest
  @MethodSource("quickRows")
  @Order(3)
  void the_second_attempt_fails(Row row) {
    house.simulator.script(
        Script.of(new Fault.Status(503)).on(row.other()).path("/chat/"), row.script());

    Told told = Told.of(daemon, row.otherPolicy());

    assertThat(told.attempts().getFirst().path("error").asString()).isEqualTo("Unavailable");
    check(row, told, 1);
  }

  /** The fault's body as a line of a stream that had begun, as far as it has one. */
  static Stream<Row> bodies() {
    return quickRows().filter(row -> body(row).startsWith("{"));
  }

  private static String body(Row row) {
    return Script.named(row.fault()).faults().getFirst() instanceof Fault.Instead(var reply)
        ? reply.body()
        : "";
  }

  @ParameterizedTest
  @MethodSource("bodies")
  @Order(4)
  void the_answer_breaks_off_with_the_error(Row row) {
    house.simulator.script(
        Script.of(new Fault.Pace(Duration.ofMillis(1)), new Fault.ErrorLine(6, body(row), true))
            .on(row.vendor())
            .path("/chat/"));

    Told told = Told.of(daemon, row.policy());

    assertThat(told.took()).isLessThan(SOON);
    String kind = told.attempts().getFirst().path("error").asString();
    if (isFinal(kind, told)) {
      assertThat(told.outcome()).isEqualTo("failed");
      assertThat(told.attempts()).hasSize(1);
    } else {
      assertThat(told.outcome()).as("%s", told).isEqualTo("answered");
      assertThat(told.attempts()).hasSizeGreaterThan(1);
      assertOnce(told);
    }
  }

  @Test
  @Order(5)
  void kimi_goes_on_from_the_text_so_far_and_the_answer_is_joined_once() {
    String prompt = "[[sim: tokens=600]] What is one and one?";
    String whole = Told.of(daemon, "quality", prompt).text();
    house.simulator.script(
        Script.of(new Fault.Pace(Duration.ofMillis(1)), new Fault.Cut(100))
            .on(Vendor.KIMI)
            .path("/chat/"));

    Told told = Told.of(daemon, "quality", prompt);

    assertThat(told.attempts())
        .as("%s", told)
        .extracting(a -> a.path("model").asString())
        .containsExactly("kimi-k3.1-pro", "kimi-k3.1-pro");
    assertThat(told.attempts().getFirst().path("error").asString()).isEqualTo("Interrupted");
    assertThat(told.attempts().getLast().path("start").asString()).isEqualTo("continued");
    assertThat(told.text()).isEqualTo(whole);
    JsonNode last =
        house.simulator.requests(SeenRequest::chat).getLast().json().orElseThrow().path("messages");
    assertThat(last.path(last.size() - 1).path("partial").asBoolean()).isTrue();
  }

  @Test
  @Order(6)
  void glm_starts_over_with_kimi() {
    house.simulator.script(
        Script.of(new Fault.Pace(Duration.ofMillis(1)), new Fault.Cut(8))
            .on(Vendor.GLM)
            .path("/chat/"));

    Told told = Told.of(daemon, "cheap");

    assertThat(told.outcome()).isEqualTo("answered");
    assertThat(told.attempts())
        .extracting(a -> a.path("provider").asString())
        .containsExactly("glm", "kimi");
    assertThat(told.attempts().getFirst().path("error").asString()).isEqualTo("Interrupted");
    assertThat(told.attempts().getLast().path("start").asString()).isEqualTo("restarted");
    assertOnce(told);
  }

  @Test
  @Order(7)
  void a_pace_that_a_vendor_asks_for_is_left_to_it_and_the_other_answers(@TempDir Path own) {
    for (String fault : LASTING) {
      Row row = new Row(Vendor.KIMI, fault, Objects.requireNonNull(KINDS.get(fault)));
      House fresh = house(own.resolve(fault));
      try (fresh;
          DaemonProcess other = fresh.daemon().initialized()) {
        fresh.simulator.script(row.script());
        Told told = Told.of(other, row.policy());
        assertThat(told.attempts().getFirst().path("error").asString()).isEqualTo(row.kind());
        assertThat(told.attempts().getLast().path("provider").asString()).isEqualTo("glm");
        assertThat(told.took()).isLessThan(SOON);
      }
    }
  }

  @Test
  @Order(8)
  void the_fallback_is_sent_within_fifty_milliseconds_of_the_error() {
    List<Duration> sorted = FALLBACKS.stream().sorted().toList();
    assertThat(sorted).hasSizeGreaterThan(50);
    assertThat(sorted.get(sorted.size() / 2)).isLessThan(Duration.ofMillis(50));
  }

  @Test
  @Order(9)
  void every_call_has_exactly_one_decision_on_disk() throws Exception {
    List<String> kept = new ArrayList<>();
    for (JsonNode row : house.decisions(DECISIONS.size() + 10)) {
      kept.add(row.path("id").asString());
    }
    assertThat(kept).doesNotHaveDuplicates().containsAll(DECISIONS);
    assertThat(kept).hasSize(DECISIONS.size());
  }

  private void check(Row row, Told told, int struck) {
    assertThat(told.took()).isLessThan(SOON);
    if (row.kind().equals("-")) {
      assertThat(told.outcome()).as("%s", told).isEqualTo("answered");
      assertThat(told.attempts()).hasSize(struck + 1);
      assertThat(told.attempts().getLast().path("provider").asString())
          .isEqualTo(row.vendor().label());
      return;
    }
    JsonNode failed = told.attempts().get(struck);
    assertThat(failed.path("provider").asString()).isEqualTo(row.vendor().label());
    assertThat(failed.path("error").asString())
        .as("%s", told)
        .isIn((Object[]) row.kind().split("[+]"));
    if (isFinal(row.kind(), told)) {
      assertThat(told.outcome()).isEqualTo("failed");
      assertThat(told.attempts()).hasSize(struck + 1);
      return;
    }
    assertThat(told.outcome()).as("%s", told).isEqualTo("answered");
    assertThat(told.attempts()).hasSizeBetween(struck + 2, struck + 3);
    assertOnce(told);
    noteFallback();
  }

  /** Whether nobody else can help: the request is wrong, or no other window is larger. */
  private static boolean isFinal(String kind, Told told) {
    return kind.equals("Rejected")
        || (kind.equals("TooLong") && told.text().contains("the prompt is too long"));
  }

  /** The text of the answer, and nothing of what another attempt had begun. */
  private static void assertOnce(Told told) {
    assertThat(told.text().split("What is one and one", -1).length - 1)
        .as(told.text())
        .isLessThanOrEqualTo(1);
    assertThat(told.text()).doesNotContain("upstream");
  }

  /** The time between the end of the request that failed and the arrival of the next. */
  private static void noteFallback() {
    List<SeenRequest> seen = house.simulator.requests(SeenRequest::chat);
    for (int i = 1; i < seen.size(); i++) {
      var ended = seen.get(i - 1).ended();
      if (ended != null && seen.get(i).vendor() != seen.get(i - 1).vendor()) {
        FALLBACKS.add(Duration.between(ended, seen.get(i).arrived()));
      }
    }
  }

  /** What a call told of itself. */
  private record Told(String text, String outcome, List<JsonNode> attempts, Duration took) {
    static Told of(DaemonProcess asked, String policy) {
      return of(asked, policy, "What is one and one?");
    }

    static Told of(DaemonProcess asked, String policy, String prompt) {
      Map<String, Object> arguments = new LinkedHashMap<>();
      arguments.put("prompt", prompt);
      arguments.put("policy", policy);
      JsonNode result = asked.call("chat", arguments).path("result");
      JsonNode routing = result.path("_meta").path("dev.fairlead/routing");
      if (asked == daemon) {
        DECISIONS.add(routing.path("decision").asString());
      }
      String text = result.path("content").path(0).path("text").asString();
      int line = text.lastIndexOf("\n[");
      return new Told(
          line < 0 ? text : text.substring(0, line),
          routing.path("outcome").asString(),
          routing.path("attempts").valueStream().toList(),
          Duration.ofMillis(routing.path("took_ms").asLong()));
    }
  }

  private static Map<String, String> table() {
    Map<String, String> table = new LinkedHashMap<>();
    try (var in =
        Objects.requireNonNull(FailoverIT.class.getResourceAsStream("faults.txt"), "faults.txt")) {
      for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList()) {
        if (!line.isBlank() && !line.startsWith("#")) {
          String[] words = line.strip().split("\\s+");
          for (String fault : List.of(words).subList(1, words.length)) {
            table.put(fault, words[0]);
          }
        }
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return table;
  }
}
