package dev.fairlead.daemon.config;

import dev.fairlead.providers.Access;
import dev.fairlead.providers.Capability;
import dev.fairlead.routing.selection.Policy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What holds for this process, read and checked once.
 *
 * @param workspace the directories whose files may be read; empty if that is left to the client
 * @param access the keys, each with its address, in the order of {@link Vendor#ALL}
 * @param policy what to favour among models
 * @param allowModels the only models that may be asked, by id or alias; empty for all
 * @param denyModels models that are never asked
 * @param offProviders providers that are switched off
 * @param offCapabilities capabilities that no call makes use of
 * @param callLimit how long one call may take
 * @param firstEvent how long one attempt waits for the first event
 * @param betweenEvents how long one attempt waits for each further one
 * @param lane how many calls may be in flight for one key, if that is set
 * @param trust files with authorities to trust beside the JDK's own
 * @param store where decisions are kept
 * @param storeWait how long a reply waits for the store at most
 * @param stateDirectory where store and logs are
 * @param modelsFile where the user's own models may be described
 * @param logLevel what is logged to the file
 * @param problems what is wrong with the settings; no model is asked until they are mended
 * @param warnings what is odd about the settings
 */
public record Settings(
    List<Path> workspace,
    List<Access> access,
    Policy policy,
    List<String> allowModels,
    List<String> denyModels,
    Set<String> offProviders,
    Set<Capability> offCapabilities,
    Duration callLimit,
    Duration firstEvent,
    Duration betweenEvents,
    Optional<Integer> lane,
    List<Path> trust,
    Store store,
    Duration storeWait,
    Path stateDirectory,
    Path modelsFile,
    LogLevel logLevel,
    List<String> problems,
    List<String> warnings) {
  /** These with all problems that were found. */
  public Settings with(List<String> all) {
    return new Settings(
        workspace,
        access,
        policy,
        allowModels,
        denyModels,
        offProviders,
        offCapabilities,
        callLimit,
        firstEvent,
        betweenEvents,
        lane,
        trust,
        store,
        storeWait,
        stateDirectory,
        modelsFile,
        logLevel,
        List.copyOf(all),
        warnings);
  }

  /** Where decisions are kept. */
  public enum Store {
    /** In a file, for all daemons of the user. */
    SQLITE,
    /** Nowhere but in the process. */
    MEMORY
  }

  /** The least important events that are logged. */
  public enum LogLevel {
    DEBUG,
    INFO,
    WARN,
    ERROR
  }
}
