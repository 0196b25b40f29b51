package dev.fairlead.daemon;

import dev.fairlead.daemon.cli.Doctor;
import dev.fairlead.daemon.cli.FileDesk;
import dev.fairlead.daemon.cli.Installed;
import dev.fairlead.daemon.cli.LogDesk;
import dev.fairlead.daemon.cli.StatusDesk;
import dev.fairlead.daemon.cli.StoreDesk;
import dev.fairlead.daemon.config.Settings;
import dev.fairlead.daemon.config.Watch;
import dev.fairlead.daemon.log.Logging;
import dev.fairlead.daemon.protocol.StdioServer;
import dev.fairlead.daemon.store.AskLog;
import dev.fairlead.daemon.store.DatabaseJobs;
import dev.fairlead.daemon.store.DecisionLog;
import dev.fairlead.daemon.store.Filter;
import dev.fairlead.daemon.store.MemoryJournal;
import dev.fairlead.daemon.store.UploadLog;
import dev.fairlead.providers.Model;
import dev.fairlead.providers.Provider;
import dev.fairlead.providers.Uploads;
import dev.fairlead.providers.glm.Glm;
import dev.fairlead.providers.kimi.Kimi;
import dev.fairlead.providers.openai.Network;
import dev.fairlead.providers.openai.Probe;
import dev.fairlead.providers.selfhosted.SelfHosted;
import dev.fairlead.routing.Progress;
import dev.fairlead.routing.Progress.SoFar;
import dev.fairlead.routing.Router;
import dev.fairlead.routing.resilience.Deadline;
import dev.fairlead.routing.resilience.Ticker;
import dev.fairlead.routing.selection.Switches;
import dev.fairlead.tools.BadArguments;
import dev.fairlead.tools.Call;
import dev.fairlead.tools.Definition;
import dev.fairlead.tools.Job;
import dev.fairlead.tools.Jobs;
import dev.fairlead.tools.KeptFiles;
import dev.fairlead.tools.Parts;
import dev.fairlead.tools.Past;
import dev.fairlead.tools.Tool;
import dev.fairlead.tools.ToolResult;
import dev.fairlead.tools.catalog.ToolCatalog;
import dev.fairlead.tools.files.Gate;
import dev.fairlead.tools.files.Limits;
import dev.fairlead.tools.files.Workspace;
import dev.fairlead.tools.text.TokenEstimate;
import java.io.OutputStream;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** All parts of one process, put together. */
final class Assembly {
  private static final InstantSource WALL = Clock.systemUTC();
  private static final Ticker TICKER = System::nanoTime;

  private final Installation installation;
  private final Settings settings;
  private final Network network;
  private final Map<String, Provider> providers = new ConcurrentHashMap<>();
  private final Current current;
  private final Storage storage;
  private final RouterAssembly routers;
  private final AtomicReference<@Nullable ToolCatalog> served = new AtomicReference<>();
  private volatile @Nullable StdioServer serving;
  private @Nullable Held inForce;

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
            this::changes);
    this.storage = new Storage(installation, settings, WALL, TICKER, this::changed, this::again);
    vendors().forEach(vendor -> providers.put(vendor.name(), vendor));
    this.routers =
        new RouterAssembly(current, providers, storage.purse(), storage.brake(), WALL, TICKER);
    storage.watch(routers.breakers(), () -> current.get().settings().access());
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
    Uploads uploads = storage.uploads();
    // none is remembered in memory
    Duration keep = storage.inMemory() ? Duration.ZERO : settings.keepFiles();
    return List.of(new Kimi(network, uploads, keep), new Glm(network, uploads, keep));
  }

  /** Other settings come into force. */
  private void changes(Held held) {
    addServers(held);
    Held before = inForce;
    inForce = held;
    if (before == null) {
      return;
    }
    Switches now = held.settings().switches();
    if (!now.equals(before.settings().switches())) {
      storage.tell("flag", "routing", now.rollout().mode().label(), now.off().toString());
    }
    if (!held.catalog().equals(before.catalog())) {
      storage.tell("catalog", "models", held.catalog().models().size() + " models", "");
    }
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
    return new Doctor(installed(), new Probe(network), WALL);
  }

  private Installed installed() {
    Held held = current.get();
    return new Installed(
        held.settings(),
        held.catalog(),
        held.roster(),
        providers,
        storage.database(),
        routers,
        Installation.version());
  }

  /** What the commands about decisions work with; what they plan leaves no trace. */
  LogDesk logDesk() {
    ToolCatalog tools = tools(routers.to(new MemoryJournal()), storage.past(Filter.ALL));
    return new LogDesk(
        new DecisionLog(storage.database()),
        new AskLog(storage.database()),
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

  /** What the command for uploads works with. */
  FileDesk fileDesk() {
    return new FileDesk(
        new UploadLog(storage.database()),
        () -> current.get().settings().access(),
        providers,
        WALL);
  }

  /** What the commands about what is kept work with. */
  StoreDesk storeDesk() {
    return new StoreDesk(storage.database(), storage.shared(), storage.user(), WALL);
  }

  /** A server of all tools between these two ends. */
  StdioServer server(ReadableByteChannel in, OutputStream out) {
    ToolCatalog tools = tools(routers.to(storage.journal()), storage.past());
    StdioServer server = new StdioServer(in, out, tools, terms(), TICKER);
    serving = server;
    served.set(tools);
    return server;
  }

  /** Has a call made again, as a job of its own. */
  private Optional<String> again(
      String tool,
      Map<String, Object> arguments,
      List<Path> roots,
      SoFar begun,
      DatabaseJobs.Beginning begin) {
    ToolCatalog tools = served.get();
    Optional<Tool> found = tools == null ? Optional.empty() : tools.find(tool);
    if (found.isEmpty()) {
      return Optional.of("there is no tool " + tool + " any more");
    }
    Deadline deadline = Deadline.in(settings.callLimit(), TICKER);
    new Retaken(found.get(), arguments, workspace(roots), deadline, begun).start(begin);
    return Optional.empty();
  }

  private void changed(Job job, Jobs.Change change) {
    StdioServer server = serving;
    if (server != null) {
      server.changed(job, change);
    }
  }

  /** Waits for what is still to be written, for that long at most. */
  void flush(Duration time) {
    storage.flush(time);
  }

  private StdioServer.Terms terms() {
    return new StdioServer.Terms(
        Installation.version(),
        ToolCatalog.instructions(),
        settings.workspace(),
        installation.workingDirectory(),
        this::workspace,
        settings.callLimit(),
        settings.patience(),
        () -> current.get().settings().tools(),
        () -> current.get().catalog().models().stream().map(Model::id).toList(),
        settings.characters(),
        storage.results(),
        storage.threads(),
        storage.jobs(),
        WALL,
        storage::introduced,
        storage.journal()::settle);
  }

  private Workspace workspace(List<Path> directories) {
    return Workspace.of(
        directories,
        List.of(installation.home(), installation.ownHome()),
        settings.workspace().isEmpty() ? installation.application() : null);
  }

  private ToolCatalog tools(Router router, Past past) {
    return ToolCatalog.of(
        new Parts(
            router,
            () -> current.get().catalog(),
            storage.threads(),
            Gate.standard(Limits.STANDARD).on(() -> current.get().settings().secrets()),
            TokenEstimate.BY_PIECES,
            () -> current.get().settings().policy(),
            past,
            storage.jobs(),
            storage.results(),
            new StatusDesk(this::installed),
            storage.inMemory() ? KeptFiles.NONE : fileDesk(),
            current::problem,
            WALL,
            Installation.version()));
  }
}
