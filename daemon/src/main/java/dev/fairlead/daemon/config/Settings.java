package dev.fairlead.daemon.config;

import dev.fairlead.providers.Access;
import dev.fairlead.routing.resilience.PurseLimits;
import dev.fairlead.routing.selection.Policy;
import dev.fairlead.routing.selection.Switches;
import dev.fairlead.tools.catalog.Shown;
import dev.fairlead.tools.files.OnSecret;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What holds for this process, read and checked once.
 *
 * @param workspace the directories whose files may be read; empty if that is left to the client
 * @param access the keys, each with its address: those of {@link Vendor#ALL} in that order, then
 *     those of the user's own servers
 * @param lanes how many calls may be in flight for a key, by its id, where that is set for it
 * @param servers the names of the user's own servers
 * @param tools which tools a client is shown
 * @param policy what to favour among models whatever a tool declares, if that is set
 * @param switches what is switched off, which models are wanted, and where code may go
 * @param purse what all calls may use together
 * @param rest how long a key or a model that fails is left alone at most
 * @param callLimit how long one call may take
 * @param patience how long the client waits for an answer, if that is set
 * @param characters how long a result may be, if that is set
 * @param firstEvent how long one attempt waits for the first event
 * @param betweenEvents how long one attempt waits for each further one
 * @param lane how many calls may be in flight for any other key, if that is set
 * @param trust files with authorities to trust beside the JDK's own
 * @param keepFiles how long files stay at a vendor
 * @param secrets what becomes of a file with a secret in it
 * @param keeping what is remembered, where, and for how long
 * @param stateDirectory where store and logs are
 * @param modelsFile where the user's own models may be described
 * @param files the settings files that were read
 * @param logLevel what is logged to the file
 * @param problems what is wrong with the settings; no model is asked until they are mended
 * @param warnings what is odd about the settings
 */
public record Settings(
    List<Path> workspace,
    List<Access> access,
    Map<String, Integer> lanes,
    Set<String> servers,
    Shown tools,
    Optional<Policy> policy,
    Switches switches,
    PurseLimits purse,
    Duration rest,
    Duration callLimit,
    Optional<Duration> patience,
    Optional<Integer> characters,
    Duration firstEvent,
    Duration betweenEvents,
    Optional<Integer> lane,
    List<Path> trust,
    Duration keepFiles,
    OnSecret secrets,
    Keeping keeping,
    Path stateDirectory,
    Path modelsFile,
    List<Path> files,
    LogLevel logLevel,
    List<String> problems,
    List<String> warnings) {
  /** How many calls may be in flight for the key of that id. */
  public int laneOf(String id) {
    Integer own = lanes.get(id);
    return own != null
        ? own
        : lane.orElseGet(() ->
            access.stream()
                .filter(key -> key.id().equals(id))
                .findFirst()
                .map(Vendor::laneOf)
                .orElse(1));
  }

  /** These with all problems that were found. */
  public Settings with(List<String> all) {
    return new Settings(
        workspace,
        access,
        lanes,
        servers,
        tools,
        policy,
        switches,
        purse,
        rest,
        callLimit,
        patience,
        characters,
        firstEvent,
        betweenEvents,
        lane,
        trust,
        keepFiles,
        secrets,
        keeping,
        stateDirectory,
        modelsFile,
        files,
        logLevel,
        List.copyOf(all),
        warnings);
  }

  /** The least important events that are logged. */
  public enum LogLevel {
    DEBUG,
    INFO,
    WARN,
    ERROR
  }
}
