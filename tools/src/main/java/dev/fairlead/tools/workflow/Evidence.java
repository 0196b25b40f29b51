package dev.fairlead.tools.workflow;

import dev.fairlead.tools.Field;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a caller found in a step. */
public record Evidence(
    @Field("what you found") @Nullable String findings,
    @Field("files you looked at") List<String> filesChecked,
    @Field(
            value = "files, directories or globs the expert gets",
            aka = {"files", "absolute_file_paths"})
        List<String> relevantFiles,
    @Field("functions or types involved") List<String> relevantContext,
    @Field("issues so far") List<Issue> issuesFound,
    @Field("how sure you are; never skips the expert") @Nullable Confidence confidence,
    @Field("your theory now") @Nullable String hypothesis,
    @Field(value = "forget the steps from this one on", min = 1, max = 1000)
        @Nullable Integer backtrackFromStep) {

  /** How sure a caller is of its theory. */
  public enum Confidence {
    EXPLORING,
    LOW,
    MEDIUM,
    HIGH,
    VERY_HIGH,
    ALMOST_CERTAIN,
    CERTAIN
  }

  /** How bad an issue is. */
  public enum Severity {
    CRITICAL,
    HIGH,
    MEDIUM,
    LOW
  }

  /** Something that is wrong. */
  public record Issue(
      @Field("how bad") @Nullable Severity severity, @Field("what is wrong") String description) {
    String inWords() {
      return severity == null
          ? description
          : severity.name().toLowerCase(Locale.ROOT) + ": " + description;
    }
  }
}
