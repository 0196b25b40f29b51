package dev.fairlead.providers.glm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.providers.Access;
import dev.fairlead.providers.Capability;
import dev.fairlead.providers.ChatRequest;
import dev.fairlead.providers.Conversations;
import dev.fairlead.providers.Fixtures;
import dev.fairlead.providers.Fixtures.Outcome;
import dev.fairlead.providers.MemoryUploads;
import dev.fairlead.providers.Message;
import dev.fairlead.providers.Model;
import dev.fairlead.providers.Parameters;
import dev.fairlead.providers.Part;
import dev.fairlead.providers.Patience;
import dev.fairlead.providers.ProviderError;
import dev.fairlead.providers.ScriptedReply;
import dev.fairlead.providers.ScriptedServer;
import dev.fairlead.providers.Thinking;
import dev.fairlead.providers.ToolChoice;
import dev.fairlead.providers.Upload;
import dev.fairlead.providers.Uploaded;
import dev.fairlead.providers.catalog.CatalogFile;
import dev.fairlead.providers.openai.Network;
import dev.fairlead.simulator.SeenRequest;
import dev.fairlead.simulator.Simulator;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** GLM's parser and its search outside a chat, on the simulator. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class GlmUploadsTest {
  private static final Duration DAY = Duration.ofHours(24);
  private static final String CREATE = "POST /files/parser/create";
  private static final String RESULT = "GET /files/parser/result/*/text";
  private static final String CHAT = "POST /chat/completions";
  private static final Part.Document DOCUMENT =
      Uploaded.document("notes/spec.TXT", "The sun is a star.");

  private final Simulator simulator = Simulator.start();
  private final Network network = Fixtures.network();
  private final MemoryUploads uploads = new MemoryUploads();
  private final List<Duration> pauses = new CopyOnWriteArrayList<>();
  private final Glm glm = new Glm(network, uploads, DAY, pauses::add);
  private final Access access = Fixtures.access(simulator.glmBase());

  @AfterEach
  void stop() {
    simulator.close();
    network.close();
  }

  @Test
  void a_text_model_is_given_what_the_parser_made_of_a_document() {
    assertThat(ask(about(parsing(), DOCUMENT)).error()).isNull();

    assertThat(Uploaded.seen(simulator)).containsExactly(CREATE, RESULT, RESULT, CHAT);
    assertThat(pauses).containsExactly(Duration.ofMillis(200));
    assertThat(sent(chat()))
        .contains(
            "\"messages\":[{\"role\":\"system\",\"content\":"
                + "\"The text of notes/spec.TXT:\\n\\nThe sun is a star.\"},"
                + "{\"role\":\"user\",\"content\":\"What is in it?\"}]");
  }

  @Test
  void the_parser_is_told_the_files_type() throws Exception {
    try (ScriptedServer server = new ScriptedServer()) {
      for (Part.Document document :
          List.of(
              DOCUMENT,
              new Part.Document(".md", "text/plain", new byte[] {1}),
              new Part.Document("no ending", "application/pdf", new byte[] {1}))) {
        server.reply(ScriptedReply.json(200, "{\"task_id\":\"../x\"}"));
        Outcome outcome =
            Fixtures.ask(
                glm, about(parsing(), document), Fixtures.access(server.base()), Fixtures.PATIENT);
        assertThat(outcome.error())
            .isEqualTo(new ProviderError.Malformed("a reply of the parser without the task's id"));
      }
      assertThat(server.requests().getFirst().body())
          .contains("name=\"file_type\"\r\n\r\ntxt\r\n")
          .contains("name=\"tool_type\"\r\n\r\nlite\r\n")
          .contains("filename=\"notes/spec.TXT\"");
      assertThat(server.requests().get(1).body()).contains("name=\"file_type\"\r\n\r\nmd\r\n");
      assertThat(server.requests().getLast().body()).contains("name=\"file_type\"\r\n\r\npdf\r\n");
    }
  }

  @Test
  void a_document_is_parsed_once_for_all_calls_and_all_daemons() throws Exception {
    ask(about(parsing(), DOCUMENT));
    ask(about(parsing(), DOCUMENT));
    Glm other = new Glm(network, uploads, DAY, pauses::add);
    Fixtures.ask(other, about(parsing(), DOCUMENT), access, Fixtures.PATIENT);

    assertThat(Uploaded.seen(simulator))
        .containsExactly(CREATE, RESULT, RESULT, CHAT, CHAT, RESULT, CHAT);
    assertThat(simulator.requests(SeenRequest::chat))
        .hasSize(3)
        .allSatisfy(chat ->
            assertThat(sent(chat)).contains("The text of notes/spec.TXT:\\n\\nThe sun is a star."));
    Upload kept = uploads.of("test", Upload.Place.account(access)).getFirst();
    assertThat(kept.place().purpose()).isEqualTo("parser");
    assertThat(glm.remove(kept, access, DAY)).isFalse();
  }

  @Test
  void a_text_is_told_by_the_name_that_its_document_has_in_that_request() {
    Part.Document copy = Uploaded.document("copy.txt", "The sun is a star.");

    ask(about(parsing(), DOCUMENT, copy));

    assertThat(Uploaded.seen(simulator)).containsExactly(CREATE, RESULT, RESULT, CHAT);
    assertThat(sent(chat()))
        .contains("The text of notes/spec.TXT:\\n\\nThe sun")
        .contains("The text of copy.txt:\\n\\nThe sun");
  }

  @Test
  void a_task_that_is_never_there_is_malformed() throws Exception {
    try (ScriptedServer server = new ScriptedServer()) {
      for (String id : List.of("t-1", "t-2")) {
        server.reply(ScriptedReply.json(200, "{\"task_id\":\"" + id + "\",\"success\":true}"));
        server.reply(ScriptedReply.json(404, "{}"));
      }
      Outcome outcome =
          Fixtures.ask(
              glm, about(parsing(), DOCUMENT), Fixtures.access(server.base()), Fixtures.PATIENT);
      assertThat(outcome.error())
          .isEqualTo(new ProviderError.Malformed("a task that was made just now is not there"));
      assertThat(server.requests()).hasSize(4);
    }
  }

  @Test
  void a_task_that_glm_has_forgotten_is_made_again() {
    Upload.Place place = Upload.Place.of(access, "parser", DOCUMENT.bytes());
    uploads.keep(new Upload(place, "t-0", "spec", 1, Fixtures.NOW, Fixtures.NOW.plus(DAY)));

    assertThat(ask(about(parsing(), DOCUMENT)).error()).isNull();

    assertThat(Uploaded.seen(simulator)).containsExactly(RESULT, CREATE, RESULT, RESULT, CHAT);
    assertThat(uploads.of("test", Upload.Place.account(access)))
        .singleElement()
        .satisfies(upload -> assertThat(upload.id()).isNotEqualTo("t-0"));
  }

  @Test
  void the_parser_that_answers_at_once_is_not_asked_twice() {
    ask(about(parsing(Parameters.Documents.PARSER_SYNC), DOCUMENT));

    assertThat(Uploaded.seen(simulator)).containsExactly("POST /files/parser/sync", CHAT);
    assertThat(sent(chat())).contains("The sun is a star.\"},{\"role\":\"user\"");
    assertThat(uploads.of("test", Upload.Place.account(access))).isEmpty();
  }

  @Test
  void a_document_without_a_text_is_the_documents_fault() {
    Part bad = Uploaded.document("bad.pdf", "%PDF broken");
    for (Parameters.Documents way :
        List.of(Parameters.Documents.PARSER, Parameters.Documents.PARSER_SYNC)) {
      assertThat(ask(about(parsing(way), bad)).error())
          .isEqualTo(
              new ProviderError.Rejected(
                  "document_unreadable",
                  "glm finds no text in bad.pdf: if it is damaged, locked or a scan, attach another"
                      + " version"));
    }
    assertThat(uploads.of("test", Upload.Place.account(access))).isEmpty();
    assertThat(Uploaded.count(simulator, CHAT)).isZero();
  }

  @Test
  void the_looks_at_a_task_grow_apart_until_the_deadline() throws Exception {
    try (ScriptedServer server = new ScriptedServer()) {
      server.reply(ScriptedReply.json(200, "{\"task_id\":\"t-1\",\"success\":true}"));
      for (int i = 0; i < 11; i++) {
        server.reply(ScriptedReply.json(200, "{\"status\":\"processing\",\"content\":null}"));
      }
      Patience patience = new Patience(DAY, DAY, Duration.ofSeconds(5));
      Outcome outcome =
          Fixtures.ask(glm, about(parsing(), DOCUMENT), Fixtures.access(server.base()), patience);

      assertThat(outcome.error())
          .isEqualTo(new ProviderError.TimedOut(ProviderError.Phase.WHOLE, Duration.ofSeconds(5)));
      assertThat(pauses)
          .containsExactly(
              Duration.ofMillis(200),
              Duration.ofMillis(300),
              Duration.ofMillis(450),
              Duration.ofMillis(675),
              Duration.ofNanos(1_012_500_000),
              Duration.ofNanos(1_518_750_000),
              Duration.ofNanos(2_278_125_000L),
              Duration.ofNanos(3_417_187_500L));
      assertThat(server.requests()).hasSize(10);
    }
  }

  @Test
  void states_of_any_name_end_with_their_text() throws Exception {
    try (ScriptedServer server = new ScriptedServer()) {
      for (String end :
          List.of(
              "{\"status\":\"done\",\"content\":\"here\"}",
              "{\"content\":\"here\"}",
              "{\"status\":\"SUCCEEDED\",\"content\":\" \"}",
              "{\"content\":null}",
              "{\"status\":\"Failure\",\"content\":\"no\"}",
              "{\"status\":\"error\"}",
              "{\"status\":\"canceled\"}")) {
        server.reply(ScriptedReply.json(200, "{\"task_id\":\"t-1\",\"success\":true}"));
        server.reply(ScriptedReply.json(200, end));
        boolean good = end.contains("here");
        if (good) {
          server.reply(ScriptedReply.json(200, Fixtures.text("glm-plain.json")));
        }
        Glm fresh = new Glm(network, new MemoryUploads(), DAY, pauses::add);
        Outcome outcome =
            Fixtures.ask(
                fresh,
                about(parsing(), DOCUMENT),
                Fixtures.access(server.base()),
                Fixtures.PATIENT);
        assertThat(outcome.error() == null).as(end).isEqualTo(good);
        if (!good) {
          assertThat(outcome.error()).as(end).isInstanceOf(ProviderError.Rejected.class);
        }
      }
      assertThat(pauses).isEmpty();
    }
  }

  @Test
  void a_cancel_ends_the_waiting() {
    Glm cancelled =
        new Glm(
            network,
            uploads,
            DAY,
            _ -> {
              throw new InterruptedException("cancelled");
            });
    assertThatThrownBy(
            () -> cancelled.chat(about(parsing(), DOCUMENT), access, Fixtures.PATIENT, _ -> {}))
        .isInstanceOf(InterruptedException.class);
    assertThat(Uploaded.seen(simulator)).containsExactly(CREATE, RESULT);
  }

  @Test
  void a_cancel_ends_the_waiting_in_earnest_at_once() {
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> Parser.Pause.REAL.pause(DAY)).isInstanceOf(InterruptedException.class);
  }

  @Test
  void waiting_in_earnest_takes_its_time() throws InterruptedException {
    long start = System.nanoTime();
    Parser.Pause.REAL.pause(Duration.ofMillis(30));
    assertThat(Duration.ofNanos(System.nanoTime() - start))
        .isBetween(Duration.ofMillis(30), Duration.ofSeconds(20));
  }

  @Test
  void parsed_documents_go_with_images() {
    Model seeing =
        Fixtures.model(
            "glm-4.6v",
            Set.of(Capability.FILE_UPLOAD, Capability.VISION),
            Thinking.NONE,
            rules(Parameters.Documents.PARSER, Parameters.WebSearch.TOOL));
    assertThat(ask(about(seeing, DOCUMENT, Conversations.IMAGE)).error()).isNull();
    assertThat(Uploaded.seen(simulator)).containsExactly(CREATE, RESULT, RESULT, CHAT);
  }

  @Test
  void limits_are_checked_before_anything_goes_out() {
    List<Part> images = Collections.nCopies(51, Conversations.IMAGE);
    ChatRequest many =
        Uploaded.about(known("glm-4.5v")).withMessages(List.of(new Message.User(images)));
    assertThat(ask(many).error())
        .isEqualTo(
            new ProviderError.Rejected(
                "too_many_parts", "glm-4.5v takes at most 50 images, not 51: attach fewer"));
    assertThat(ask(about(parsing(), DOCUMENT, Uploaded.document("empty.pdf", ""))).error())
        .isEqualTo(
            new ProviderError.Rejected(
                "file_size",
                "empty.pdf has 0 bytes, test takes 1 to 50000000: attach the file itself"));
    Part huge = new Part.Document("huge.pdf", "application/pdf", new byte[50_000_001]);
    assertThat(ask(about(parsing(), DOCUMENT, huge)).error())
        .isEqualTo(
            new ProviderError.Rejected(
                "file_size",
                "huge.pdf has 50000001 bytes, test takes 1 to 50000000: make it smaller"));
    assertThat(simulator.requests()).isEmpty();
  }

  @Test
  void a_model_without_the_tool_is_given_what_a_search_found() {
    ChatRequest request =
        new ChatRequest(
            known("glm-4.6v"),
            List.of(
                new Message.Instructions("Be brief."),
                new Message.User("Hello"),
                new Message.Assistant("Hi."),
                new Message.User("What is  the newest\nJDK?"),
                new Message.Assistant("I look it up.")),
            null,
            false,
            0,
            null,
            List.of(),
            ToolChoice.AUTO,
            true,
            false,
            null);

    assertThat(ask(request).error()).isNull();

    assertThat(Uploaded.seen(simulator)).containsExactly("POST /web_search", CHAT);
    assertThat(sent(simulator.requests().getFirst()))
        .isEqualTo(
            "{\"search_engine\":\"search-prime\",\"search_query\":\"What is the newest JDK?\","
                + "\"count\":10}");
    assertThat(sent(chat()))
        .contains(
            "{\"role\":\"system\",\"content\":\"Found on the web for"
                + " \\\"What is the newest JDK?\\\":\\n\\n1. Result 1 for",
            "(2026-11-02)\\nhttps://example.com/",
            "\\nWhat page 10 says of What is the newest JDK?.\\n",
            "\\n\\nCite the links that you use.\"},{\"role\":\"user\"",
            "newest")
        .doesNotContain("\"tools\"");
  }

  @Test
  void a_search_in_china_has_another_engine_and_may_find_nothing() throws Exception {
    try (ScriptedServer server = new ScriptedServer()) {
      server.reply(ScriptedReply.json(200, "{\"id\":\"1\",\"search_result\":[3,{\"title\":4}]}"));
      server.reply(ScriptedReply.json(200, Fixtures.text("glm-plain.json")));
      server.reply(ScriptedReply.json(200, "{\"search_intent\":[{}],\"search_result\":null}"));
      server.reply(ScriptedReply.json(200, Fixtures.text("glm-plain.json")));
      Access china = Fixtures.access(server.base(), Access.Billing.METERED, Access.Region.CHINA);
      ChatRequest request = Uploaded.about(known("glm-4.6v")).withWebSearch(true);

      assertThat(Fixtures.ask(glm, request, china, Fixtures.PATIENT).error()).isNull();
      assertThat(server.requests().getFirst().body()).contains("\"search_engine\":\"search_pro\"");
      assertThat(server.request().body()).contains("1. \\n\\n\\n\\n2. \\n");
      assertThat(Fixtures.ask(glm, request, china, Fixtures.PATIENT).error()).isNull();
      assertThat(server.request().body()).contains("\\n\\nnothing\\n\\nCite");
    }
  }

  @Test
  void a_conversation_without_words_is_not_searched_for() {
    ChatRequest request =
        Uploaded.about(known("glm-4.6v"))
            .withMessages(List.of(new Message.User(List.of(Conversations.IMAGE))))
            .withWebSearch(true);
    assertThat(ask(request).error())
        .isEqualTo(
            new ProviderError.Rejected(
                "search_without_query", "there is no text to search the web for: ask in words"));
    assertThat(simulator.requests()).isEmpty();
  }

  @Test
  void a_conversation_is_searched_for_by_its_last_question() {
    String words = "one two three four five six seven eight nine ten eleven twelve";
    assertThat(query("  What\tis\n\nthis? ")).isEqualTo("What is this?");
    assertThat(query(words + "\n\n" + words + "\n \t\nWhat is this?")).isEqualTo("What is this?");
    assertThat(query("x".repeat(70))).hasSize(70);
    assertThat(query("x".repeat(71))).isEqualTo("x".repeat(70));
    assertThat(query(words + " thirteen")).isEqualTo(words);
    assertThat(query("y".repeat(64) + " thirteen")).isEqualTo("y".repeat(64));
    assertThat(query("z".repeat(70) + " thirteen")).isEqualTo("z".repeat(70));
    assertThat(query("晴".repeat(71))).isEqualTo("晴".repeat(70));
    assertThat(query("😀".repeat(71))).isEqualTo("😀".repeat(70));
    assertThat(
            Search.query(
                List.of(
                    new Message.User("first"),
                    new Message.User(
                        List.of(
                            new Part.Text("a"),
                            Conversations.IMAGE,
                            new Part.Text(" "),
                            new Part.Text("b"))),
                    new Message.Assistant("no"))))
        .isEqualTo("a b");
  }

  private static String query(String text) {
    return Search.query(List.of(new Message.User(text)));
  }

  private static Model known(String id) {
    return CatalogFile.builtIn().find(id).orElseThrow();
  }

  private static Model parsing() {
    return parsing(Parameters.Documents.PARSER);
  }

  private static Model parsing(Parameters.Documents way) {
    return Fixtures.model(
        "glm-4.7",
        Set.of(Capability.FILE_UPLOAD),
        Thinking.NONE,
        rules(way, Parameters.WebSearch.TOOL));
  }

  private static Parameters rules(Parameters.Documents way, Parameters.WebSearch search) {
    return new Parameters(
        Parameters.OutputLimit.MAX_TOKENS,
        Parameters.Sampling.FREE,
        Parameters.Greedy.TEMPERATURE,
        Parameters.Control.NONE,
        Parameters.Earlier.UNSAID,
        Parameters.Choices.AUTO,
        false,
        null,
        new Parameters.Extras(way, search, 0, false));
  }

  private static ChatRequest about(Model model, Part... parts) {
    return Uploaded.about(model, parts);
  }

  private Outcome ask(ChatRequest request) {
    return Fixtures.ask(glm, request, access, Fixtures.PATIENT);
  }

  private SeenRequest chat() {
    return simulator.requests(SeenRequest::chat).getLast();
  }

  private static String sent(SeenRequest request) {
    return request.body().text();
  }
}
