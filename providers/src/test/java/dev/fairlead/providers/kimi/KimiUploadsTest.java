package dev.fairlead.providers.kimi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.providers.Access;
import dev.fairlead.providers.ChatRequest;
import dev.fairlead.providers.Fixtures;
import dev.fairlead.providers.Fixtures.Outcome;
import dev.fairlead.providers.MemoryUploads;
import dev.fairlead.providers.Model;
import dev.fairlead.providers.Part;
import dev.fairlead.providers.ProviderError;
import dev.fairlead.providers.Upload;
import dev.fairlead.providers.Uploaded;
import dev.fairlead.providers.catalog.CatalogFile;
import dev.fairlead.providers.openai.Network;
import dev.fairlead.simulator.Fault;
import dev.fairlead.simulator.Script;
import dev.fairlead.simulator.SeenRequest;
import dev.fairlead.simulator.Simulator;
import dev.fairlead.simulator.Vendor;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Kimi's files, on the simulator. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class KimiUploadsTest {
  private static final Duration DAY = Duration.ofHours(24);
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Model MODEL = CatalogFile.builtIn().find("kimi-k3").orElseThrow();
  private static final String UP = "POST /files";
  private static final String CONTENT = "GET /files/*/content";
  private static final String CHAT = "POST /chat/completions";
  private static final String REMOVE = "DELETE /files/*";

  private final Simulator simulator = Simulator.start();
  private volatile Instant now = Fixtures.NOW;
  private final Network network =
      new Network("test", Map.of(), Duration.ofSeconds(5), () -> now, System::nanoTime);
  private final MemoryUploads uploads = new MemoryUploads();
  private final Kimi kimi = new Kimi(network, uploads, DAY);
  private final Access access = Fixtures.access(simulator.kimiBase());

  @AfterEach
  void stop() {
    simulator.close();
    network.close();
  }

  @Test
  void a_document_goes_up_once_for_all_calls_and_all_daemons() {
    Part document = Uploaded.document("spec.txt", "The moon is 384,400 km away.");

    assertThat(ask(document).error()).isNull();
    assertThat(ask(document).error()).isNull();
    Kimi other = new Kimi(network, uploads, DAY);
    assertThat(Fixtures.ask(other, about(document), access, Fixtures.PATIENT).error()).isNull();

    assertThat(Uploaded.seen(simulator)).containsExactly(UP, CONTENT, CHAT, CHAT, CONTENT, CHAT);
    assertThat(chat().body().text())
        .contains("\"messages\":[{\"role\":\"system\",\"content\":\"")
        .contains("The moon is 384,400 km away.");
    Upload kept = uploads.of("test", Upload.Place.account(access)).getFirst();
    assertThat(kept.name()).isEqualTo("spec.txt");
    assertThat(kept.bytes()).isEqualTo(28);
    assertThat(kept.place().purpose()).isEqualTo("file-extract");
    assertThat(kept.at()).isEqualTo(now);
    assertThat(kept.expires()).isEqualTo(now.plus(DAY));
  }

  @Test
  @Tag("slow")
  void calls_that_need_a_file_at_once_send_it_once() {
    simulator.script(
        Script.of(new Fault.Latency(Duration.ofMillis(500))).on(Vendor.KIMI).path("/files"));
    ChatRequest request = about(Uploaded.document("spec.txt", "shared"));

    List<Outcome> outcomes = Uploaded.together(kimi, access, Collections.nCopies(6, request));

    assertThat(outcomes).allSatisfy(outcome -> assertThat(outcome.error()).isNull());
    assertThat(Uploaded.count(simulator, UP)).isEqualTo(1);
    assertThat(Uploaded.count(simulator, CHAT)).isEqualTo(6);
  }

  @Test
  @Tag("slow")
  void an_upload_that_fails_is_tried_by_the_next_who_waits_for_it() {
    simulator.script(
        Script.of(new Fault.Latency(Duration.ofMillis(500)), new Fault.Status(503))
            .on(Vendor.KIMI)
            .path("/files"));
    ChatRequest request = about(Uploaded.document("spec.txt", "shared"));

    List<Outcome> outcomes = Uploaded.together(kimi, access, Collections.nCopies(3, request));

    assertThat(outcomes.stream().map(Outcome::error).filter(Objects::nonNull))
        .containsExactly(new ProviderError.Unavailable(503));
    assertThat(Uploaded.count(simulator, UP)).isEqualTo(2);
  }

  @Test
  @Tag("slow")
  void a_refused_file_is_refused_for_all_who_wait_for_it() {
    simulator.script(
        Script.of(new Fault.Latency(Duration.ofMillis(500)), new Fault.Status(400))
            .on(Vendor.KIMI)
            .path("/files"));
    ChatRequest request = about(Uploaded.document("spec.txt", "shared"));

    List<Outcome> outcomes = Uploaded.together(kimi, access, Collections.nCopies(3, request));

    assertThat(outcomes)
        .allSatisfy(
            outcome -> assertThat(outcome.error()).isInstanceOf(ProviderError.Rejected.class));
    assertThat(Uploaded.seen(simulator)).containsExactly(UP);
  }

  @Test
  @Tag("slow")
  void at_most_four_files_of_a_key_go_up_at_once() {
    simulator.script(
        Script.of(new Fault.Latency(Duration.ofMillis(400)))
            .on(Vendor.KIMI)
            .path("/files")
            .always());
    List<ChatRequest> requests = new ArrayList<>();
    for (int i = 0; i < 9; i++) {
      requests.add(about(Uploaded.image(Pictures.LARGE + 1, i)));
    }

    List<Outcome> outcomes = Uploaded.together(kimi, access, requests);

    assertThat(outcomes).allSatisfy(outcome -> assertThat(outcome.error()).isNull());
    List<SeenRequest> sent = simulator.requests(request -> Uploaded.line(request).equals(UP));
    assertThat(sent).hasSize(9);
    assertThat(sent)
        .allSatisfy(one ->
            assertThat(sent.stream().filter(other -> underWay(other, one.arrived())).count())
                .isLessThanOrEqualTo(4));
  }

  @Test
  void a_document_that_kimi_has_lost_goes_up_again() throws Exception {
    Part document = Uploaded.document("spec.txt", "Lost and found.");
    ask(document);
    Upload lost = kept().getFirst();
    assertThat(kimi.remove(lost, access, PATIENCE)).isTrue();
    assertThat(kimi.remove(lost, access, PATIENCE)).isTrue();
    simulator.clearRequests();
    Kimi other = new Kimi(network, uploads, DAY);

    Outcome outcome = Fixtures.ask(other, about(document), access, Fixtures.PATIENT);

    assertThat(outcome.error()).isNull();
    assertThat(Uploaded.seen(simulator)).containsExactly(CONTENT, UP, CONTENT, CHAT);
    assertThat(kept()).hasSize(1).doesNotContain(lost);
  }

  @Test
  void a_document_that_is_lost_each_time_is_malformed() {
    simulator.script(Script.of(new Fault.Status(404)).on(Vendor.KIMI).path("/content").always());
    assertThat(ask(Uploaded.document("spec.txt", "Gone.")).error())
        .isEqualTo(new ProviderError.Malformed("a file that went up just now is not there"));
    assertThat(Uploaded.seen(simulator)).containsExactly(UP, CONTENT, UP, CONTENT);
  }

  @Test
  void a_file_is_used_for_a_day_and_then_removed() {
    Part document = Uploaded.document("old.txt", "Old.");
    ask(document);
    Upload old = kept().getFirst();

    now = now.plus(DAY);
    Kimi later = new Kimi(network, uploads, DAY);
    assertThat(Fixtures.ask(later, about(document), access, Fixtures.PATIENT).error()).isNull();

    assertThat(Uploaded.count(simulator, UP)).isEqualTo(2);
    SeenRequest removed = removal();
    assertThat(removed.path()).endsWith("/files/" + old.id());
    assertThat(removed.status()).isEqualTo(200);
  }

  @Test
  void removing_is_tried_once_an_hour_and_again_where_it_failed() {
    Upload old = expired("file_old");
    simulator.script(Script.of(new Fault.Status(500)).on(Vendor.KIMI).path(old.id()));
    ask(Uploaded.document("one.txt", "one"));
    assertThat(removal().status()).isEqualTo(500);

    ask(Uploaded.document("two.txt", "two"));
    now = now.plus(Duration.ofMinutes(59));
    ask(Uploaded.document("three.txt", "three"));
    assertThat(Uploaded.count(simulator, REMOVE)).isEqualTo(1);
    assertThat(kept()).contains(old);

    simulator.clearRequests();
    now = now.plus(Duration.ofMinutes(1));
    ask(Uploaded.document("four.txt", "four"));
    assertThat(removal().path()).endsWith(old.id());
  }

  @Test
  void without_a_place_to_remember_files_none_outlives_its_call() {
    Kimi forgetful = new Kimi(network, uploads, Duration.ZERO);
    Part.Image image = Uploaded.image(Pictures.LARGE + 1, 1);

    Outcome outcome =
        Fixtures.ask(
            forgetful,
            about(Uploaded.document("spec.txt", "Gone."), image),
            access,
            Fixtures.PATIENT);

    assertThat(outcome.error()).isNull();
    simulator.await(_ -> Uploaded.count(simulator, REMOVE) == 2, PATIENCE);
    assertThat(Uploaded.count(simulator, UP)).isEqualTo(2);
    assertThat(kept()).isEmpty();
  }

  @Test
  void a_document_without_a_text_is_the_documents_fault() {
    Part bad = Uploaded.document("bad.pdf", "%PDF broken");

    assertThat(ask(bad).error())
        .isEqualTo(
            new ProviderError.Rejected(
                "document_unreadable",
                "kimi finds no text in bad.pdf: if it is damaged, locked or a scan, attach another"
                    + " version, or images of its pages"));
    removal();
    assertThat(kept()).isEmpty();
  }

  @Test
  void a_failure_while_the_text_is_fetched_is_kimis() {
    simulator.script(Script.of(new Fault.Status(500)).on(Vendor.KIMI).path("/content"));
    assertThat(ask(Uploaded.document("good.txt", "good")).error())
        .isEqualTo(new ProviderError.Unavailable(500));
    simulator.script(Script.named("504-html").on(Vendor.KIMI).path("/content"));
    assertThat(ask(Uploaded.document("good.txt", "good")).error())
        .isEqualTo(new ProviderError.Unavailable(504));
    assertThat(ask(Uploaded.document("good.txt", "good")).error()).isNull();
    assertThat(Uploaded.count(simulator, UP)).isEqualTo(1);
  }

  @Test
  void a_large_image_is_a_file_and_a_small_one_is_in_the_request() {
    Part.Image large = Uploaded.image(Pictures.LARGE + 1, 1);
    Part.Image small = Uploaded.image(Pictures.LARGE, 2);

    assertThat(ask(large).error()).isNull();
    assertThat(ask(large).error()).isNull();
    String id = kept().getFirst().id();
    assertThat(Uploaded.seen(simulator)).containsExactly(UP, CHAT, CHAT);
    assertThat(url()).isEqualTo("ms://" + id);
    assertThat(kept().getFirst().place().purpose()).isEqualTo("image");

    simulator.keepBodiesUpTo(20_000_000);
    assertThat(ask(small).error()).isNull();
    assertThat(Uploaded.count(simulator, UP)).isEqualTo(1);
    assertThat(url()).startsWith("data:image/png;base64,");
  }

  @Test
  void an_image_that_kimi_has_lost_goes_up_again() throws Exception {
    Part.Image image = Uploaded.image(Pictures.LARGE + 1, 1);
    Part.Image other = Uploaded.image(Pictures.LARGE + 1, 2);
    ask(image, other);
    Upload lost = kept().getFirst();
    Upload there = kept().getLast();
    kimi.remove(lost, access, PATIENCE);
    simulator.clearRequests();

    Outcome outcome = ask(image, other);

    assertThat(outcome.error()).isNull();
    assertThat(Uploaded.seen(simulator))
        .containsExactlyInAnyOrder(CHAT, "GET /files/*", "GET /files/*", UP, CHAT);
    assertThat(kept()).hasSize(2).contains(there).doesNotContain(lost);
  }

  @Test
  void a_refusal_for_another_reason_sends_nothing_again() {
    Part.Image image = Uploaded.image(Pictures.LARGE + 1, 1);
    simulator.script(Script.named("kimi-bad-request").on(Vendor.KIMI).path("/chat"));
    assertThat(ask(image).error()).isInstanceOf(ProviderError.Rejected.class);
    assertThat(Uploaded.seen(simulator)).containsExactly(UP, CHAT, "GET /files/*");

    simulator.clearRequests();
    simulator.script(Script.named("kimi-overloaded").on(Vendor.KIMI).path("/chat"));
    assertThat(ask(image).error()).isInstanceOf(ProviderError.Overloaded.class);
    assertThat(Uploaded.seen(simulator)).containsExactly(CHAT);
  }

  @Test
  void limits_are_checked_before_anything_goes_out() {
    byte[] png = Uploaded.image(100, 1).bytes();
    assertThat(
            refusals(
                Uploaded.document("empty.pdf", ""),
                new Part.Image("empty.png", "image/png", new byte[0]),
                new Part.Image("cut.png", "image/png", Arrays.copyOf(png, 80)),
                new Part.Image("a.svg", "image/svg+xml", "<svg xmlns='x'></svg>".getBytes(UTF_8)),
                new Part.Image("a.tiff", "image/tiff", "II*.0123456789abcdef".getBytes(UTF_8))))
        .containsExactly(
            "file_size", "image_empty", "image_truncated", "image_format", "image_format");
    assertThat(simulator.requests()).isEmpty();
  }

  @Test
  @Tag("slow")
  void more_than_kimi_takes_is_not_sent() {
    assertThat(
            refusals(
                new Part.Document("huge.pdf", "application/pdf", new byte[100_000_001]),
                new Part.Image("huge.png", "image/png", Uploaded.image(100_000_001, 1).bytes())))
        .containsExactly("file_size", "file_size");
    assertThat(simulator.requests()).isEmpty();
  }

  /** The code with which each of these is refused beside a file that is in order. */
  private List<String> refusals(Part... bad) {
    Part good = Uploaded.document("good.txt", "good");
    List<String> codes = new ArrayList<>();
    for (Part part : bad) {
      codes.add(
          ask(good, part).error() instanceof ProviderError.Rejected(String code, String message)
                  && message.contains(": ")
              ? code
              : "sent");
    }
    return codes;
  }

  private boolean underWay(SeenRequest request, Instant at) {
    return !request.arrived().isAfter(at)
        && (request.ended() == null || request.ended().isAfter(at));
  }

  private SeenRequest removal() {
    return simulator.await(
        request -> request.method().equals("DELETE") && request.ended() != null, PATIENCE);
  }

  private Upload expired(String id) {
    Upload.Place place =
        new Upload.Place("test", Upload.Place.account(access), "file-extract", "0");
    Upload upload = new Upload(place, id, "old.pdf", 1, now.minus(DAY), now);
    uploads.keep(upload);
    return upload;
  }

  private List<Upload> kept() {
    return uploads.of("test", Upload.Place.account(access));
  }

  private SeenRequest chat() {
    return simulator.requests(SeenRequest::chat).getLast();
  }

  private String url() {
    String before = "\"image_url\":{\"url\":\"";
    String body = chat().body().text();
    int start = body.indexOf(before) + before.length();
    return body.substring(start, body.indexOf('"', start));
  }

  private static ChatRequest about(Part... parts) {
    return Uploaded.about(MODEL, parts);
  }

  private Outcome ask(Part... parts) {
    return Fixtures.ask(kimi, about(parts), access, Fixtures.PATIENT);
  }
}
