package dev.fairlead.daemon;

import dev.fairlead.daemon.cli.FileDesk;
import dev.fairlead.daemon.config.Directories;
import dev.fairlead.daemon.config.Settings;
import dev.fairlead.daemon.config.SettingsReader;
import dev.fairlead.daemon.config.Vendor;
import dev.fairlead.daemon.log.Logging;
import dev.fairlead.daemon.log.Redaction;
import dev.fairlead.daemon.protocol.StdioServer;
import dev.fairlead.daemon.store.Database;
import dev.fairlead.daemon.store.DatabaseJournal;
import dev.fairlead.daemon.store.DatabaseUploads;
import dev.fairlead.daemon.store.DecisionLog;
import dev.fairlead.daemon.store.MemoryJournal;
import dev.fairlead.daemon.store.UploadLog;
import dev.fairlead.providers.Access;
import dev.fairlead.providers.MemoryUploads;
import dev.fairlead.providers.Provider;
import dev.fairlead.providers.Uploads;
import dev.fairlead.providers.catalog.Catalog;
import dev.fairlead.providers.catalog.CatalogException;
import dev.fairlead.providers.catalog.CatalogFile;
import dev.fairlead.providers.glm.Glm;
import dev.fairlead.providers.kimi.Kimi;
import dev.fairlead.providers.openai.Network;
import dev.fairlead.routing.CapabilityRouter;
import dev.fairlead.routing.Router;
import dev.fairlead.routing.RouterLimits;
import dev.fairlead.routing.journal.Journal;
import dev.fairlead.routing.resilience.BreakerLimits;
import dev.fairlead.routing.resilience.Guards;
import dev.fairlead.routing.resilience.LocalBreakers;
import dev.fairlead.routing.resilience.LocalLanes;
import dev.fairlead.routing.resilience.Outside;
import dev.fairlead.routing.resilience.Ticker;
import dev.fairlead.routing.selection.Roster;
import dev.fairlead.routing.selection.Switches;
import dev.fairlead.tools.Parts;
import dev.fairlead.tools.catalog.ToolCatalog;
import dev.fairlead.tools.files.Gate;
import dev.fairlead.tools.files.Limits;
import dev.fairlead.tools.files.Workspace;
import dev.fairlead.tools.text.TokenEstimate;
import dev.fairlead.tools.threads.MemoryThreads;
import java.io.OutputStream;
import java.nio.channels.ReadableByteChannel;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** All parts of one process, put together. */
final class Assembly {
  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final Duration LANE_LOOK = Duration.ofSeconds(1);
  private static final int THREADS = 1_000;

  /** A day's work on a document; without a store that remembers them, none outlives its call. */
  private static final Duration KEEP_FILES = Duration.ofHours(24);

  private static final InstantSource WALL = Clock.systemUTC();
  private static final Ticker TICKER = System::nanoTime;

  private final Installation installation;
  private final Settings settings;
  private final Catalog catalog;
  private final Map<String, Provider> providers;
  private final Database database;
  private final Journal journal;
  private final @Nullable String problem;

  private Assembly(
      Installation installation, Settings settings, Catalog catalog, List<String> problems) {
    this.installation = installation;
    this.settings = settings;
    this.catalog = catalog;
    this.database =
        new Database(settings.stateDirectory().resolve("fairlead.db"), installation.application());
    this.providers = providers(installation);
    this.journal =
        settings.store() == Settings.Store.MEMORY
            ? new MemoryJournal()
            : new DatabaseJournal(database, settings.storeWait());
    this.problem = problems.isEmpty() ? null : String.join("\n", problems);
  }

  /**
   * The parts of a process in that installation; what is wrong with its settings is said, not
   * thrown.
   */
  static Assembly of(Installation installation) {
    Directories directories =
        Directories.of(
            System.getProperty("os.name"), installation.environment(), installation.home());
    Settings read =
        new SettingsReader(installation.environment(), directories, installation.workingDirectory())
            .read();
    Redaction.hide(read.access().stream().map(a -> a.key().reveal()).toList());
    Logging.start(read.stateDirectory().resolve("logs"), read.logLevel().name());
    List<String> problems = new ArrayList<>(read.problems());
    Catalog catalog;
    try {
      catalog = CatalogFile.read(read.modelsFile());
    } catch (CatalogException e) {
      problems.add(String.valueOf(e.getMessage()));
      catalog = CatalogFile.builtIn();
    }
    return new Assembly(installation, read.with(problems), catalog, problems);
  }

  /** One line for each provider there is. */
  private Map<String, Provider> providers(Installation installation) {
    boolean memory = settings.store() == Settings.Store.MEMORY;
    Uploads uploads =
        memory ? new MemoryUploads() : new DatabaseUploads(database, settings.storeWait());
    Duration keep = memory ? Duration.ZERO : KEEP_FILES;
    Network network =
        new Network(
            Installation.version(), installation.environment(), CONNECT, WALL, TICKER::nanos);
    Map<String, Provider> providers = new LinkedHashMap<>();
    for (Provider provider :
        List.of(new Kimi(network, uploads, keep), new Glm(network, uploads, keep))) {
      providers.put(provider.name(), provider);
    }
    return providers;
  }

  Settings settings() {
    return settings;
  }

  Catalog catalog() {
    return catalog;
  }

  Map<String, Provider> providers() {
    return providers;
  }

  Database database() {
    return database;
  }

  DecisionLog decisionLog() {
    return new DecisionLog(database);
  }

  /** What the command for uploads works with. */
  FileDesk fileDesk() {
    return new FileDesk(new UploadLog(database), settings.access(), providers, WALL);
  }

  /** A server of all tools between these two ends. */
  StdioServer server(ReadableByteChannel in, OutputStream out) {
    return new StdioServer(in, out, tools(), terms(), TICKER);
  }

  /** Waits for what is still to be written, for that long at most. */
  void flush(Duration time) {
    if (journal instanceof DatabaseJournal written) {
      try {
        written.flush(time);
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private StdioServer.Terms terms() {
    return new StdioServer.Terms(
        Installation.version(),
        "Second opinions from other models, chosen for each call by what it needs. "
            + "codereview: a question and files in, a reviewed answer out, in one call. "
            + "chat: anything else. route_explain: which model would answer, and why.",
        settings.workspace(),
        installation.workingDirectory(),
        directories ->
            Workspace.of(
                directories,
                installation.home(),
                settings.workspace().isEmpty() ? installation.application() : null),
        settings.callLimit(),
        problem);
  }

  private ToolCatalog tools() {
    return ToolCatalog.of(
        new Parts(
            router(),
            catalog,
            new MemoryThreads(THREADS),
            Gate.standard(Limits.STANDARD),
            TokenEstimate.BY_PIECES,
            settings.policy(),
            WALL,
            Installation.version()));
  }

  private Router router() {
    Roster roster = new Roster(catalog, settings.access(), variables(), switches());
    RandomGenerator chance = new SecureRandom();
    return new CapabilityRouter(
        () -> roster,
        providers,
        new Guards(
            new LocalBreakers(BreakerLimits.DEFAULT, WALL),
            new LocalLanes(this::laneWidth, LANE_LOOK)),
        journal,
        new Outside(WALL, TICKER, Thread::sleep, chance),
        limits());
  }

  private RouterLimits limits() {
    return RouterLimits.DEFAULT.with(settings.firstEvent(), settings.betweenEvents());
  }

  private Switches switches() {
    return Switches.NONE
        .with(
            new Switches.Off(
                settings.offProviders(), Set.of(), Set.of(), settings.offCapabilities()))
        .with(
            new Switches.Lists(
                Set.copyOf(settings.allowModels()), Set.copyOf(settings.denyModels())));
  }

  private static Map<String, List<String>> variables() {
    return Vendor.ALL.stream().collect(Collectors.toMap(Vendor::name, Vendor::keyVariables));
  }

  private int laneWidth(String key) {
    Optional<Access> access =
        settings.access().stream().filter(a -> a.id().equals(key)).findFirst();
    return settings.lane().orElseGet(() -> access.map(Vendor::laneOf).orElse(1));
  }
}
