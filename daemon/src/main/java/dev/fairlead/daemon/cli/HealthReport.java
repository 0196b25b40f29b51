package dev.fairlead.daemon.cli;

import dev.fairlead.daemon.cli.Health.Finding;
import dev.fairlead.daemon.log.Redaction;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Shows how the installation is, to a person or a program. */
final class HealthReport {
  private HealthReport() {}

  static void print(Health health, Console console, boolean json) {
    if (json) {
      Map<String, Object> report = new LinkedHashMap<>();
      report.put("grade", word(health.grade()));
      report.put("findings", health.findings().stream().map(HealthReport::data).toList());
      console.json(report);
      return;
    }
    for (Finding finding : health.findings()) {
      console.say(
          String.format(
              "%-9s %-18s %s",
              word(finding.grade()), finding.what(), Redaction.of(finding.detail())));
    }
    console.say(
        switch (health.grade()) {
          case OK -> "healthy";
          case DEGRADED -> "degraded: what is marked does not work, the rest does";
          case BROKEN -> "cannot serve: mend what is marked broken";
        });
  }

  private static Map<String, String> data(Finding finding) {
    Map<String, String> data = new LinkedHashMap<>();
    data.put("what", finding.what());
    data.put("grade", word(finding.grade()));
    data.put("detail", Redaction.of(finding.detail()));
    if (finding.key() != null) {
      data.put("key", finding.key());
    }
    return data;
  }

  private static String word(Health.Grade grade) {
    return grade.name().toLowerCase(Locale.ROOT);
  }
}
