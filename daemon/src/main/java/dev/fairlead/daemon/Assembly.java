package dev.fairlead.daemon;

import dev.fairlead.daemon.cli.Doctor;
import dev.fairlead.daemon.cli.FileDesk;
import dev.fairlead.daemon.cli.Installed;
import dev.fairlead.daemon.cli.LogDesk;
import dev.fairlead.daemon.config.Settings;
import dev.fairlead.daemon.config.Watch;
import dev.fairlead.daemon.log.Logging;
import dev.fairlead.daemon.protocol.StdioServer;
import dev.fairlead.daemon.store.AskLog;
import dev.fairlead.daemon.store.Database;
import dev.fairlead.daemon.store.DatabaseBrake;
import dev.fairlead.daemon.store.DatabaseJournal;
import dev.fairlead.daemon.store.DatabasePurse;
import dev.fairlead.daemon.store.DatabaseThreads;
import dev.fairlead.daemon.store.DatabaseUploads;
import dev.fairlead.daemon.store.DecisionLog;
import dev.fairlead.daemon.store.DecisionPast;
import dev.fairlead.daemon.store.Filter;
import dev.fairlead.daemon.store.MemoryJournal;
import dev.fairlead.daemon.store.UploadLog;
import dev.fairlead.providers.MemoryUploads;
import dev.fairlead.providers.Model;
import dev.fairlead.providers.Provider;
import dev.fairlead.providers.Uploads;
import dev.fairlead.providers.glm.Glm;
import dev.fairlead.providers.kimi.Kimi;
import dev.fairlead.providers.openai.Network;
import dev.fairlead.providers.openai.Probe;
import dev.fairlead.providers.selfhosted.SelfHosted;
import dev.fairlead.routing.Progress;
import dev.fairlead.routing.Router;
import dev.fairlead.routing.journal.Journal;
import dev.fairlead.routing.resilience.Deadline;
import dev.fairlead.routing.resilience.LocalPurse;
import dev.fairlead.routing.resilience.Purse;
import dev.fairlead.routing.resilience.Ticker;
import dev.fairlead.routing.rollout.Brake;
import dev.fairlead.routing.rollout.LocalBrake;
import dev.fairlead.tools.BadArguments;
import dev.fairlead.tools.Call;
import dev.fairlead.tools.Definition;
import dev.fairlead.tools.Job;
import dev.fairlead.tools.Jobs;
import dev.fairlead.tools.Parts;
import dev.fairlead.tools.Past;
import dev.fairlead.tools.Results;
import dev.fairlead.tools.Threads;
import dev.fairlead.tools.ToolResult;
import dev.fairlead.tools.catalog.ToolCatalog;
import dev.fairlead.tools.files.Gate;
import dev.fairlead.tools.files.Limits;
import dev.fairlead.tools.files.Workspace;
import dev.fairlead.tools.jobs.MemoryJobs;
import dev.fairlead.tools.results.MemoryResults;
import dev.fairlead.tools.text.TokenEstimate;
import dev.fairlead.tools.threads.MemoryThreads;
import java.io.OutputStream;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All parts of one process, put together. */
final class Assembly {
  private static final Logger LOG = LoggerFactory.getLogger(Assembly.class);
  private static final int THREADS = 1_000;
  private static final long ATTACHED = 64L << 20;
  private static final int JOBS = 200;
  private static final int RESULTS = 16 << 20;

  private static final InstantSource WALL = Clock.systemUTC();
  private static final Ticker TICKER = System::nanoTime;

  private final Installation installation;
  private final Settings settings;
  private final Network network;
  private final Map<String, Provider> providers = new ConcurrentHashMap<>();
  private final Current current;
  private final Database database;
  private final Journal journal;
  private final Brake brake;
  private final Purse purse;
  private final Jobs jobs = new MemoryJobs(JOBS, this::changed);
  private final Threads threads;
  private final Results results = new MemoryResults(RESULTS);
  private volatile @Nullable StdioServer serving;

  private Assembly(Installation installation, Watch watch, Held first, WayOut way) {
    this.installation = installation;
    this.settings = first.settings();
    this.network = way.network();
    this.current =
        new Current(
            first,
            () -> Held.read(installation).with(way.problems()),
            watch,
            TICKER,
            this::addServers);
    this.database =
        new Database(settings.stateDirectory().resolve("fairlead.db"), installation.application());
    vendors().forEach(vendor -> providers.put(vendor.name(), vendor));
    boolean memory = settings.store() == Settings.Store.MEMORY;
    this.journal =
        memory
            ? new MemoryJournal()
            : new DatabaseJournal(database, directory(), settings.storeWait());
    this.brake =
        memory
            ? new LocalBrake(why -> LOG.warn("calls go to the fixed model from now on: {}", why))
            : new DatabaseBrake(database, WALL, settings.storeWait());
    this.purse = purse();
    MemoryThreads own = new MemoryThreads(THREADS, ATTACHED, WALL);
    this.threads =
        memory
            ? own
            : new DatabaseThreads(
                database, settings.storeWait(), own, settings.keepThreads(), WALL);
  }

  /**
   * The parts of a process in that installation; what is wrong with its settings is said, not
   * thrown.
   */
  static Assembly of(Installation installation) {
    Watch watch = new Watch(Held.files(installation));
    Held read = Held.read(installation);
    WayOut way = WayOut.of(installation.environment(), read.settings().trust(), WALL, TICKER);
    Held first = read.with(way.problems());
    Logging.start(
        first.settings().stateDirectory().resolve("logs"), first.settings().logLevel().name());
    return new Assembly(installation, watch, first, way);
  }

  /** One line for each vendor there is. */
  private List<Provider> vendors() {
    boolean memory = settings.store() == Settings.Store.MEMORY;
    Uploads uploads =
        memory ? new MemoryUploads() : new DatabaseUploads(database, settings.storeWait());
    Duration keep = memory ? Duration.ZERO : settings.keepFiles(); // none is remembered there
    return List.of(new Kimi(network, uploads, keep), new Glm(network, uploads, keep));
  }

  /** Every server of the user's own is a provider. */
  private void addServers(Held held) {
    held.settings()
        .servers()
        .forEach(name -> providers.computeIfAbsent(name, n -> new SelfHosted(n, network)));
  }

  Settings settings() {
    return settings;
  }

  /** Looks at all of it. */
  Doctor doctor() {
    Held held = current.get();
    return new Doctor(
        new Installed(held.settings(), held.catalog(), held.roster(), providers, database),
        new Probe(network),
        WALL);
  }

  /** What the commands about decisions work with; what they plan leaves no trace. */
  LogDesk logDesk() {
    ToolCatalog tools = tools(routers().to(new MemoryJournal()), past(Filter.ALL));
    return new LogDesk(
        new DecisionLog(database),
        new AskLog(database),
        arguments -> explain(tools, arguments),
        tools.definitions().stream().map(Definition::name).toList(),
        installation.workingDirectory());
  }

  private ToolResult explain(ToolCatalog tools, Map<String, Object> arguments)
      throws BadArguments, InterruptedException {
    List<Path> roots =
        settings.workspace().isEmpty()
            ? List.of(installation.workingDirectory())
            : settings.workspace();
    return tools
        .find(LogDesk.EXPLAIN)
        .orElseThrow()
        .call(
            new Call(
                arguments,
                workspace(roots),
                Deadline.in(settings.callLimit(), TICKER),
                Progress.NONE,
                settings.callLimit()));
  }

  private Past past(Filter among) {
    return settings.store() == Settings.Store.MEMORY
        ? Past.NONE
        : new DecisionPast(new DecisionLog(database), among);
  }

  /** What decisions and budgets count for: the directory whose settings are in force. */
  private String directory() {
    return installation.workingDirectory().toString();
  }

  /** What the command for uploads works with. */
  FileDesk fileDesk() {
    return new FileDesk(
        new UploadLog(database), current.get().settings().access(), providers, WALL);
  }

  /** A server of all tools between these two ends. */
  StdioServer server(ReadableByteChannel in, OutputStream out) {
    ToolCatalog tools = tools(routers().to(journal), past(Filter.of(directory())));
    StdioServer server = new StdioServer(in, out, tools, terms(), TICKER);
    serving = server;
    return server;
  }

  private void changed(Job job, Jobs.Change change) {
    StdioServer server = serving;
    if (server != null) {
      server.changed(job, change);
    }
  }

  /** Waits for what is still to be written, for that long at most. */
  void flush(Duration time) {
    long begun = TICKER.nanos();
    try {
      if (journal instanceof DatabaseJournal written) {
        written.flush(time);
      }
      if (purse instanceof DatabasePurse counted) {
        counted.flush(time.minusNanos(TICKER.nanos() - begun));
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /** The budgets count for the directory whose settings are in force. */
  private Purse purse() {
    if (!settings.purse().any()) {
      return Purse.BOTTOMLESS;
    }
    return settings.store() == Settings.Store.MEMORY
        ? new LocalPurse(settings.purse(), WALL)
        : new DatabasePurse(database, settings.purse(), directory(), WALL, settings.storeWait());
  }

  private StdioServer.Terms terms() {
    return new StdioServer.Terms(
        Installation.version(),
        "Second opinions from other models, chosen for each call by what it needs. "
            + "codereview: a question and files in, a reviewed answer out, in one call. "
            + "chat: anything else. route_explain: which model would answer, and why.",
        settings.workspace(),
        installation.workingDirectory(),
        this::workspace,
        settings.callLimit(),
        current::problem,
        settings.patience(),
        () -> current.get().settings().tools(),
        () -> current.get().catalog().models().stream().map(Model::id).toList(),
        settings.characters(),
        results,
        jobs,
        WALL);
  }

  private Workspace workspace(List<Path> directories) {
    return Workspace.of(
        directories,
        installation.home(),
        settings.workspace().isEmpty() ? installation.application() : null);
  }

  private ToolCatalog tools(Router router, Past past) {
    return ToolCatalog.of(
        new Parts(
            router,
            () -> current.get().catalog(),
            threads,
            Gate.standard(Limits.STANDARD),
            TokenEstimate.BY_PIECES,
            () -> current.get().settings().policy(),
            past,
            jobs,
            results,
            WALL,
            Installation.version()));
  }

  private RouterAssembly routers() {
    return new RouterAssembly(settings, current, providers, purse, brake, WALL, TICKER);
  }
}
