package dev.fairlead.daemon.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.daemon.store.Decisions;
import dev.fairlead.providers.ChatEvent;
import dev.fairlead.providers.catalog.CatalogFile;
import dev.fairlead.routing.Answer;
import dev.fairlead.routing.Progress;
import dev.fairlead.routing.Prompt;
import dev.fairlead.routing.Router;
import dev.fairlead.routing.journal.Decision;
import dev.fairlead.routing.resilience.Deadline;
import dev.fairlead.routing.selection.Ask;
import dev.fairlead.routing.selection.Plan;
import dev.fairlead.tools.Health;
import dev.fairlead.tools.KeptFiles;
import dev.fairlead.tools.Parts;
import dev.fairlead.tools.Past;
import dev.fairlead.tools.catalog.Shown;
import dev.fairlead.tools.catalog.ToolCatalog;
import dev.fairlead.tools.files.Gate;
import dev.fairlead.tools.files.Limits;
import dev.fairlead.tools.files.OnSecret;
import dev.fairlead.tools.files.Workspace;
import dev.fairlead.tools.jobs.MemoryJobs;
import dev.fairlead.tools.results.MemoryResults;
import dev.fairlead.tools.text.TokenEstimate;
import dev.fairlead.tools.threads.MemoryThreads;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.Pipe;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/**
 * Each client that is known, with a call that outlasts it; the clock runs a thousand times faster.
 */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class HandOverTest {
  private static final long FASTER = 1_000;
  private static final Duration LIMIT = Duration.ofHours(10);

  @TempDir private Path directory;
  private final BlockingQueue<JsonNode> messages = new LinkedBlockingQueue<>();
  private final CountDownLatch answer = new CountDownLatch(1);
  private final MemoryJobs jobs = new MemoryJobs(10, (_, _) -> {});

  static Stream<Arguments> clients() {
    List<String> names = new ClientProfiles(Optional.empty(), Optional.empty()).names();
    return Stream.concat(names.stream(), Stream.of("somebody new"))
        .flatMap(name -> Stream.of(Arguments.of(name, true), Arguments.of(name, false)));
  }

  @ParameterizedTest
  @MethodSource("clients")
  void the_call_is_handed_over_in_time_and_result_brings_its_answer(String client, boolean token)
      throws Exception {
    ClientProfile profile = new ClientProfiles(Optional.empty(), Optional.empty()).of(client, "99");
    Pipe pipe = Pipe.open();
    try (OutputStream in = Channels.newOutputStream(pipe.sink())) {
      StdioServer server = server(pipe);
      Thread.ofPlatform().daemon().start(server::serve);
      send(
          in,
          "{'id':1,'method':'initialize','params':{'protocolVersion':'2025-11-25','capabilities':{},'clientInfo':{'name':'%s','version':'99'}}}"
              .formatted(client));
      reply(1);
      String meta = token ? ",'_meta':{'progressToken':'t'}" : "";
      long start = System.nanoTime();
      send(
          in,
          "{'id':2,'method':'tools/call','params':{'name':'chat','arguments':{'prompt':'hello'}%s}}"
              .formatted(meta));
      if (token && profile.extendedByProgress()) {
        assertThat(waited(Duration.ofSeconds(1)))
            .noneMatch(message -> message.path("id").asInt() == 2);
        answer.countDown();
        assertThat(text(reply(2))).contains("The answer");
        assertThat(values).isNotEmpty().isSorted().doesNotHaveDuplicates();
        return;
      }

      String early = text(reply(2));
      Duration real = Duration.ofNanos((System.nanoTime() - start) * FASTER);
      assertThat(real).isGreaterThanOrEqualTo(profile.patience());
      assertThat(Duration.ofNanos(System.nanoTime() - start))
          .isLessThan(profile.patience().dividedBy(FASTER).plusSeconds(1));
      assertThat(early).contains("goes on as job", "glm-5.3 is thinking");

      send(
          in,
          "{'id':3,'method':'tools/call','params':{'name':'result','arguments':{}%s}}"
              .formatted(meta));
      assertThat(text(reply(3))).contains("goes on as job");
      answer.countDown();
      send(in, "{'id':4,'method':'tools/call','params':{'name':'result','arguments':{}}}");
      assertThat(text(reply(4))).contains("The answer");
    }
    assertThat(values).isSorted().doesNotHaveDuplicates();
    assertThat(values.isEmpty()).isEqualTo(!token);
  }

  @Test
  void a_question_of_the_modern_era_that_comes_too_late_ends_its_job() throws Exception {
    Files.writeString(directory.resolve("run.sh"), "API_KEY=q8Zr2LmX0vTn5KpW7yBd");
    Pipe pipe = Pipe.open();
    try (OutputStream in = Channels.newOutputStream(pipe.sink())) {
      StdioServer server = server(pipe);
      Thread.ofPlatform().daemon().start(server::serve);
      send(in, modern(2, "chat", "{'prompt':'hello','files':['run.sh']}"));
      assertThat(text(reply(2))).contains("goes on as job");
      answer.countDown();

      String told = "goes on as job";
      for (int id = 3; id < 100 && told.contains("goes on as job"); id++) {
        send(in, modern(id, "result", "{}"));
        told = text(reply(id));
      }

      assertThat(told).contains("chat had a question when it had become a job", "fewer files");
    }
  }

  private static String modern(int id, String tool, String arguments) {
    String prefix = "io.modelcontextprotocol/";
    return """
    {'id':%d,'method':'tools/call','params':{'name':'%s','arguments':%s,'_meta':{'%sprotocolVersion':'2026-07-28',    '%sclientCapabilities':{'elicitation':{}},'%sclientInfo':{'name':'somebody new','version':'1'}}}}\
    """
        .formatted(id, tool, arguments, prefix, prefix, prefix);
  }

  /** What to do with secrets is looked up slowly here: when the call is a job by then. */
  private OnSecret asked() {
    try {
      answer.await();
      return OnSecret.ASK;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private final List<Long> values = new ArrayList<>();

  private List<JsonNode> waited(Duration time) throws InterruptedException {
    Thread.sleep(time);
    return List.copyOf(messages);
  }

  private JsonNode reply(int id) throws InterruptedException {
    while (true) {
      JsonNode message = messages.poll(20, TimeUnit.SECONDS);
      if (message == null) {
        throw new AssertionError("no reply to " + id);
      }
      if (message.path("method").asString("").endsWith("progress")) {
        if (id == 2) {
          values.add(message.path("params").path("progress").asLong());
        }
      } else if (message.path("id").asInt(-1) == id) {
        return message;
      }
    }
  }

  private static String text(JsonNode reply) {
    return reply.at("/result/content/0/text").asString(reply.toString());
  }

  private static void send(OutputStream in, String message) throws IOException {
    in.write(
        (message.replace("{'id'", "{'jsonrpc':'2.0','id'").replace('\'', '"') + "\n")
            .getBytes(StandardCharsets.UTF_8));
    in.flush();
  }

  private StdioServer server(Pipe pipe) {
    ToolCatalog tools =
        ToolCatalog.of(
            new Parts(
                new Slow(),
                CatalogFile::builtIn,
                new MemoryThreads(10, 1 << 20, () -> Instant.EPOCH),
                Gate.standard(Limits.STANDARD).on(this::asked),
                TokenEstimate.BY_PIECES,
                Optional::empty,
                Past.NONE,
                jobs,
                new MemoryResults(1),
                _ -> new Health(List.of()),
                KeptFiles.NONE,
                Optional::empty,
                () -> Instant.EPOCH,
                "1"));
    return new StdioServer(
        pipe.source(),
        new Received(messages),
        tools,
        new StdioServer.Terms(
            "1",
            "instructions",
            List.of(),
            directory,
            Workspace::new,
            LIMIT,
            Optional.empty(),
            () -> Shown.ALL,
            List::of,
            Optional.empty(),
            new MemoryResults(1),
            new MemoryThreads(1, 1, () -> Instant.EPOCH),
            jobs,
            () -> Instant.EPOCH,
            _ -> {},
            () -> {}),
        () -> System.nanoTime() * FASTER);
  }

  /** Answers when it is let. */
  private final class Slow implements Router {
    @Override
    public Plan plan(Ask ask) {
      return new Plan(ask, List.of(), List.of());
    }

    @Override
    public Answer run(Ask ask, Prompt prompt, Deadline deadline, Progress progress)
        throws InterruptedException {
      progress.report("glm-5.3 is thinking");
      progress.answering(() -> new Progress.SoFar("glm-5.3", "The", ""));
      answer.await();
      return new Answer("The answer", "", ChatEvent.Reason.STOP, Decisions.numbered(1));
    }

    @Override
    public Decision answeredDirectly(Ask ask) {
      return Decisions.numbered(2);
    }
  }
}
