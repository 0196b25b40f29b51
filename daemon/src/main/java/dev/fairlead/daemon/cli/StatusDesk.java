package dev.fairlead.daemon.cli;

import dev.fairlead.daemon.log.Redaction;
import dev.fairlead.daemon.store.Aside;
import dev.fairlead.tools.Checkup;
import dev.fairlead.tools.Health;
import dev.fairlead.tools.Unreadable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * The report of {@code --check} for the tool {@code status}.
 *
 * @param installed what is looked at; asked for each time
 */
public record StatusDesk(Supplier<Installed> installed) implements Checkup {
  @Override
  public Health look(boolean probe) throws InterruptedException {
    HealthCheck check = new HealthCheck(installed.get());
    List<Health.Finding> findings = new ArrayList<>();
    try {
      findings.addAll(Aside.ask(check::here));
    } catch (Unreadable e) {
      String why = "the look was cut short: " + e.getMessage();
      findings.add(new Health.Finding("report", Health.Grade.DEGRADED, why));
    }
    if (probe) {
      findings.addAll(check.reachable());
    }
    return new Health(findings).saying(Redaction::of);
  }
}
