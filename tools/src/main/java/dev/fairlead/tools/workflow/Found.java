package dev.fairlead.tools.workflow;

import dev.fairlead.tools.Field;
import dev.fairlead.tools.Profile;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a caller found in a step: evidence, of which less is shown. */
public record Found(
    @Field("what you found") @Nullable String findings,
    @Field(value = "files looked at", from = Profile.FULL) List<String> filesChecked,
    @Field(
            value = "files, directories, globs to send",
            aka = {"files", "absolute_file_paths"})
        List<String> relevantFiles,
    @Field(value = "functions, types involved", from = Profile.FULL) List<String> relevantContext,
    @Field(value = "severity: what is wrong", plain = true, hidden = true)
        List<Evidence.Issue> issuesFound,
    @Field(value = "how sure you are", hidden = true) Evidence.@Nullable Confidence confidence,
    @Field(value = "your theory", hidden = true) @Nullable String hypothesis,
    @Field(value = "forget from this step on", min = 1, hidden = true)
        @Nullable Integer backtrackFromStep) {
  /** The same as a workflow takes it. */
  public Evidence evidence() {
    return new Evidence(
        findings,
        filesChecked,
        relevantFiles,
        relevantContext,
        issuesFound,
        confidence,
        hypothesis,
        backtrackFromStep);
  }
}
