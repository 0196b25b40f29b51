package dev.fairlead.tools;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How the installation is.
 *
 * @param findings one for each thing looked at
 */
public record Health(List<Finding> findings) {
  public Health {
    findings = List.copyOf(findings);
  }

  /** How one thing is. */
  public enum Grade {
    OK,
    /** Something does not work, the rest does. */
    DEGRADED,
    /** Nothing can be served. */
    BROKEN;

    /** Its word in reports. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * One thing that was looked at.
   *
   * @param what its name
   * @param grade how it is
   * @param detail what was found, and the remedy where one is needed
   * @param key the id of the key that it is about, or null if it is about all calls
   */
  public record Finding(String what, Grade grade, String detail, @Nullable String key) {
    /** A finding about all calls. */
    public Finding(String what, Grade grade, String detail) {
      this(what, grade, detail, null);
    }

    String line() {
      return String.format(Locale.ROOT, "%-9s %-18s %s", grade.label(), what, detail);
    }

    Map<String, Object> data() {
      Map<String, Object> data = new LinkedHashMap<>();
      data.put("what", what);
      data.put("grade", grade.label());
      data.put("detail", detail);
      if (key != null) {
        data.put("key", key);
      }
      return data;
    }
  }

  /** The same with other words in its details. */
  public Health saying(UnaryOperator<String> words) {
    return new Health(
        findings.stream()
            .map(found ->
                new Finding(found.what(), found.grade(), words.apply(found.detail()), found.key()))
            .toList());
  }

  /** A line for each finding. */
  public List<String> lines() {
    return findings.stream().map(Finding::line).toList();
  }

  /** The grade in words. */
  public String verdict() {
    return switch (grade()) {
      case OK -> "healthy";
      case DEGRADED -> "degraded: what is marked does not work, the rest does";
      case BROKEN -> "cannot serve: mend what is marked broken";
    };
  }

  /** All of it for programs. */
  public Map<String, Object> data() {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("grade", grade().label());
    data.put("findings", findings.stream().map(Finding::data).toList());
    return data;
  }

  /** The worst grade found; a broken key only degrades as long as another one is not broken. */
  public Grade grade() {
    Grade worst =
        findings.stream()
            .filter(finding -> finding.key() == null)
            .map(Finding::grade)
            .max(Grade::compareTo)
            .orElse(Grade.OK);
    Map<String, Grade> keys =
        findings.stream()
            .filter(finding -> finding.key() != null)
            .collect(
                Collectors.toMap(
                    finding -> Objects.requireNonNull(finding.key()),
                    Finding::grade,
                    (a, b) -> a.compareTo(b) > 0 ? a : b));
    if (keys.values().stream().allMatch(grade -> grade == Grade.OK)) {
      return worst;
    }
    boolean none = keys.values().stream().allMatch(grade -> grade == Grade.BROKEN);
    Grade ofKeys = none ? Grade.BROKEN : Grade.DEGRADED;
    return worst.compareTo(ofKeys) > 0 ? worst : ofKeys;
  }

  /** What a process that only asks for this ends with. */
  public int exitCode() {
    return switch (grade()) {
      case OK -> 0;
      case DEGRADED -> 1;
      case BROKEN -> 2;
    };
  }
}
