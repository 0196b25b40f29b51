package dev.fairlead.tools.workflow;

import dev.fairlead.tools.Field;
import dev.fairlead.tools.Profile;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a caller found in a step. */
public record Evidence(
    @Field("what you found") @Nullable String findings,
    @Field(value = "files looked at", from = Profile.FULL) List<String> filesChecked,
    @Field(
            value = "files, directories, globs to send",
            aka = {"files", "absolute_file_paths"})
        List<String> relevantFiles,
    @Field(value = "functions, types involved", hidden = true) List<String> relevantContext,
    @Field(value = "severity: what is wrong", plain = true, from = Profile.FULL)
        List<Issue> issuesFound,
    @Field(value = "how sure you are", from = Profile.FULL) @Nullable Confidence confidence,
    @Field("your theory") @Nullable String hypothesis,
    @Field(value = "forget from this step on", min = 1, bounded = true, from = Profile.FULL)
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
