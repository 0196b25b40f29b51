package dev.fairlead.daemon.cli;

import dev.fairlead.providers.Access;
import dev.fairlead.routing.resilience.Breakers.Resting;
import dev.fairlead.routing.selection.Ask;
import dev.fairlead.routing.selection.Candidate;
import dev.fairlead.routing.selection.Plan;
import dev.fairlead.routing.selection.Requirements;
import dev.fairlead.tools.Health.Finding;
import dev.fairlead.tools.Health.Grade;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Looks at which models can be asked now, at what rests, and at the calls in flight. */
record TrafficCheck(Installed installed) {
  List<Finding> look() {
    List<Finding> findings = new ArrayList<>();
    findings.add(models());
    installed.traffic().resting().forEach(resting -> findings.add(rest(resting)));
    if (!installed.access().isEmpty()) {
      findings.add(lanes());
    }
    return findings;
  }

  private Finding models() {
    Plan plan = installed.traffic().plan(Ask.of("status", Requirements.NONE.output(1)));
    List<String> ready =
        plan.candidates().stream().map(Candidate::model).map(m -> m.id()).distinct().toList();
    String count = " of " + installed.catalog().models().size() + " can be asked now";
    return ready.isEmpty()
        ? new Finding("models", Grade.DEGRADED, "none" + count + ": listmodels tells why")
        : new Finding("models", Grade.OK, ready.size() + count + ": " + String.join(", ", ready));
  }

  private static Finding rest(Resting resting) {
    String who = resting.model() == null ? "all models" : resting.model();
    return new Finding(
        "rest " + resting.key(),
        Grade.DEGRADED,
        "%s until %s: %s"
            .formatted(who, resting.until().truncatedTo(ChronoUnit.SECONDS), resting.why()),
        resting.key());
  }

  private Finding lanes() {
    String lanes =
        installed.access().stream()
            .map(Access::id)
            .map(key ->
                "%s %d of %d"
                    .formatted(
                        key, installed.traffic().inFlight(key), installed.traffic().width(key)))
            .collect(Collectors.joining(", "));
    return new Finding("calls in flight", Grade.OK, lanes);
  }
}
