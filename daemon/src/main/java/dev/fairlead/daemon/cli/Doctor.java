package dev.fairlead.daemon.cli;

import dev.fairlead.daemon.config.Setting;
import dev.fairlead.providers.Access;
import dev.fairlead.providers.ProviderException;
import dev.fairlead.providers.openai.Probe;
import dev.fairlead.tools.Health;
import dev.fairlead.tools.Health.Finding;
import dev.fairlead.tools.Health.Grade;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * Looks closer than {@link HealthCheck}: at accounts, addresses, the clock and the way out. May
 * call a free model for a token.
 *
 * @param installed what is looked at
 * @param probe looks at addresses
 * @param clock the time of this machine
 */
public record Doctor(Installed installed, Probe probe, InstantSource clock) {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Duration WRONG = Duration.ofMinutes(2);

  /** Looks; takes some ten seconds at most for each thing that does not answer. */
  public Health look() throws InterruptedException {
    List<Finding> findings = new ArrayList<>(new HealthCheck(installed).look().findings());
    findings.add(stateDirectory());
    List<URI> bases = installed.access().stream().map(Access::base).distinct().toList();
    Together.all(bases.stream().map(this::outside).toList()).stream()
        .flatMap(List::stream)
        .distinct()
        .forEach(findings::add);
    KeyDoctor keys = new KeyDoctor(installed);
    List<Callable<List<Finding>>> looks =
        installed.access().stream()
            .map(access -> (Callable<List<Finding>>) () -> keys.look(access))
            .toList();
    Together.all(looks).forEach(findings::addAll);
    return new Health(findings);
  }

  private Finding stateDirectory() {
    Path directory = installed.settings().stateDirectory();
    Path there = directory;
    while (there != null && !Files.exists(there)) {
      there = there.getParent();
    }
    boolean writable = there != null && Files.isDirectory(there) && Files.isWritable(there);
    return writable
        ? new Finding("state", Grade.OK, directory + " can be written")
        : new Finding(
            "state",
            Grade.DEGRADED,
            directory
                + " cannot be written: make it writable or set "
                + Setting.STATE_DIRECTORY.key()
                + " ("
                + Setting.STATE_DIRECTORY.variable()
                + ")");
  }

  private Callable<List<Finding>> outside(URI base) {
    return () -> {
      List<Finding> findings = new ArrayList<>();
      Optional<InetSocketAddress> proxy = probe.proxy(base);
      Optional<Probe.Seen> seen = Optional.empty();
      try {
        seen = Optional.of(probe.look(base, PATIENCE));
      } catch (ProviderException _) {
        // the key's own finding says that nothing answers
      }
      if (proxy.isPresent()) {
        findings.add(through(proxy.get(), base, seen.isPresent()));
      }
      findings.add(clock(base, seen.map(Probe.Seen::date).orElse(null)));
      return findings;
    };
  }

  private static Finding through(InetSocketAddress proxy, URI base, boolean answered) {
    String where = proxy.getHostString() + ":" + proxy.getPort() + " for " + base.getHost();
    if (answered || Probe.isReachable(proxy, PATIENCE)) {
      return answered
          ? new Finding("proxy", Grade.OK, where)
          : new Finding(
              "proxy", Grade.DEGRADED, where + ": the proxy is there, nothing came through it");
    }
    return new Finding(
        "proxy",
        Grade.DEGRADED,
        where + " cannot be reached: mend HTTPS_PROXY, or name the host in NO_PROXY");
  }

  private Finding clock(URI base, @Nullable Instant there) {
    if (there == null) {
      return new Finding("clock", Grade.OK, base.getHost() + " does not tell the time");
    }
    Instant here = clock.instant();
    Duration off = Duration.between(there, here);
    return off.abs().compareTo(WRONG) <= 0
        ? new Finding("clock", Grade.OK, "agrees with " + base.getHost())
        : new Finding(
            "clock",
            Grade.DEGRADED,
            "this machine is "
                + off.abs().toMinutes()
                + " min "
                + (off.isNegative() ? "behind " : "ahead of ")
                + base.getHost()
                + ": set its clock; reset times and retirements are judged by it");
  }
}
