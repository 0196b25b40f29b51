package dev.fairlead.daemon;

import dev.fairlead.daemon.config.Setting;
import dev.fairlead.providers.openai.Network;
import dev.fairlead.providers.openai.Trust;
import dev.fairlead.routing.resilience.Ticker;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The network as proxies and authorities are set for it.
 *
 * @param problems why it cannot be had like that; nothing is to be sent then
 */
record WayOut(Network network, List<String> problems) {
  private static final Duration CONNECT = Duration.ofSeconds(10);

  WayOut {
    problems = List.copyOf(problems);
  }

  /** The way out with those files of authorities; what cannot be used is said, not thrown. */
  static WayOut of(
      Map<String, String> environment, List<Path> trusted, InstantSource wall, Ticker ticker) {
    List<String> problems = new ArrayList<>();
    Trust trust = Trust.STANDARD;
    try {
      trust = Trust.of(trusted, environment);
    } catch (IllegalArgumentException e) {
      problems.add(Setting.TRUST.key() + " (" + Setting.TRUST.variable() + "): " + e.getMessage());
    }
    Network network;
    try {
      network = network(environment, wall, ticker).trusting(trust);
    } catch (IllegalArgumentException e) {
      problems.add(String.valueOf(e.getMessage()));
      network = network(Map.of(), wall, ticker);
    }
    return new WayOut(network, problems);
  }

  private static Network network(
      Map<String, String> environment, InstantSource wall, Ticker ticker) {
    return new Network(Installation.version(), environment, CONNECT, wall, ticker::nanos);
  }
}
