package dev.fairlead.benchmarks;

import java.io.IOException;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** One client with a daemon of its own, which asks again without waiting for answers. */
final class SoakClient implements AutoCloseable {
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(120);

  private final Daemon daemon;
  private final Revision revision;
  private final ScheduledExecutorService alarms;
  private final Known known = new Known();
  private final Rotation rotation;
  private final Ledger ledger = new Ledger();
  private final AtomicLong lastId = new AtomicLong(10);

  /** The jobs that requests are to bring the answers of, by the request. */
  private final Map<Long, String> fetching = new ConcurrentHashMap<>();

  /** What was said last of each job that went on. */
  private final Map<String, String> standing = new ConcurrentHashMap<>();

  /** A client of that daemon; cancels are sent by {@code alarms}. */
  SoakClient(Daemon daemon, Revision revision, ScheduledExecutorService alarms, long seed) {
    this.daemon = daemon;
    this.revision = revision;
    this.alarms = alarms;
    this.rotation = new Rotation(known, seed);
  }

  Revision revision() {
    return revision;
  }

  Ledger ledger() {
    return ledger;
  }

  Vitals vitals() throws IOException {
    return Vitals.of(daemon.pid());
  }

  /** Opens the connection, says which tools do not take turns but are there, and begins to read. */
  Set<String> open() throws IOException {
    if (revision == Revision.LEGACY) {
      daemon.initialize();
    }
    ObjectNode nothing = JsonMapper.shared().createObjectNode();
    daemon.send(revision.request(2, "tools/list", nothing, false, false));
    Set<String> left = new HashSet<>();
    JsonMapper.shared()
        .readTree(daemon.reply(2))
        .at("/result/tools")
        .forEach(tool -> left.add(tool.path("name").asString("")));
    left.removeAll(rotation.tools());
    Thread.ofVirtual().name("answers").start(this::read);
    return left;
  }

  /** One question of each tool, each after the answer to the one before. */
  void round() throws IOException, InterruptedException {
    for (int i = 0; i < rotation.tools().size(); i++) {
      ask(System.nanoTime());
      settle();
    }
  }

  /** Asks the next question, which was due then. */
  void ask(long due) throws IOException {
    ask(rotation.next(), due);
  }

  private void ask(Question question, long due) throws IOException {
    long id = lastId.incrementAndGet();
    ObjectNode params = JsonMapper.shared().createObjectNode();
    params.put("name", question.tool()).set("arguments", question.arguments());
    String line = revision.request(id, "tools/call", params, question.tasks(), question.progress());
    ledger.asked(id, question.tool(), due);
    if (question.job() != null) {
      fetching.put(id, question.job());
    }
    daemon.send(line);
    if (question.cancelled() != null) {
      ScheduledFuture<?> _ =
          alarms.schedule(() -> cancel(id), question.cancelled().toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private void cancel(long id) {
    if (ledger.cancels(id, System.nanoTime())) {
      try {
        daemon.send(Revision.cancellation(id));
      } catch (IOException _) {
        // the daemon has ended, which its reader tells
      }
    }
  }

  /** Waits until every request has its reply, for two minutes at most. */
  void settle() throws InterruptedException {
    long end = System.nanoTime() + PATIENCE_NANOS;
    while (ledger.waiting() > 0 && System.nanoTime() < end) {
      Thread.sleep(5);
    }
  }

  /** Has the answers of all jobs that nobody fetched; those that cannot be had are noted. */
  void fetch() throws IOException, InterruptedException {
    long end = System.nanoTime() + PATIENCE_NANOS;
    for (Optional<String> job = known.job(); job.isPresent(); job = known.job()) {
      if (System.nanoTime() > end) {
        ledger.offend(Ledger.Offence.LOST_JOB, standing.getOrDefault(job.get(), job.get()));
        continue;
      }
      ObjectNode arguments = JsonMapper.shared().createObjectNode().put("job", job.get());
      ask(new Question("result", arguments, job.get(), null, false, false), System.nanoTime());
      settle();
    }
    ledger.close();
  }

  private void read() {
    try {
      while (true) {
        take(JsonMapper.shared().readTree(daemon.read()));
      }
    } catch (IOException _) {
      // the daemon has ended; what has no reply by now is lost
    }
  }

  private void take(JsonNode message) {
    if (message.path("method").asString("").equals("notifications/progress")) {
      ledger.progressed(message.at("/params/progressToken").asLong(0));
    } else if (message.has("id") && !message.has("method")) {
      long id = message.path("id").asLong(0);
      Heard heard = Heard.of(message);
      ledger.heard(id, heard, System.nanoTime());
      String job = fetching.remove(id);
      if (job != null && heard.equals(Heard.NO_NOTE)) {
        ledger.offend(Ledger.Offence.LOST_JOB, job);
      }
      if (heard instanceof Heard.Job(String going)) {
        known.job(going);
        standing.put(going, message.at("/result/content/0/text").asString(going));
      }
      known.learn(message.path("result"));
    }
  }

  @Override
  public void close() throws IOException {
    daemon.close();
  }
}
