package dev.fairlead.tools.precommit;

import dev.fairlead.tools.BadArguments;
import dev.fairlead.tools.Call;
import dev.fairlead.tools.expert.Gathering;
import dev.fairlead.tools.expert.Material;
import dev.fairlead.tools.files.Gate;
import dev.fairlead.tools.files.GatedFile;
import dev.fairlead.tools.files.Location;
import dev.fairlead.tools.git.Change;
import dev.fairlead.tools.git.Git;
import dev.fairlead.tools.git.GitException;
import dev.fairlead.tools.git.Repository;
import dev.fairlead.tools.git.Scope;
import dev.fairlead.tools.workflow.Run;
import dev.fairlead.tools.workflow.Workflow;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One look at what changed: belongs to one call, on one thread. */
final class Inspection implements Workflow.Guide {
  private final String tool;
  private final Gate gate;
  private final Call call;
  private final PrecommitTool.Wanted wanted;
  private final Map<String, String> environment;
  private String where = "";
  private List<String> listed = List.of();

  Inspection(
      String tool,
      Gate gate,
      Call call,
      PrecommitTool.Wanted wanted,
      Map<String, String> environment) {
    this.tool = tool;
    this.gate = gate;
    this.call = call;
    this.wanted = wanted;
    this.environment = environment;
  }

  @Override
  public List<String> after(Run run) {
    return run.size() == 1
        ? List.of(
            "git status and git diff: what belongs to this commit, and what slipped in",
            "who uses what changed: callers, subclasses, other platforms, stored data",
            "what is missing: tests, documents, the other half of a rename")
        : List.of(
            "whether the tests run, and whether one of them fails without the change",
            "what the change does where input is empty, wrong, large or comes twice",
            "left-overs: debug output, commented-out code, secrets, generated files");
  }

  @Override
  public void gather(Gathering gathering) throws BadArguments, InterruptedException {
    try {
      Location at = gate.locate(call.workspace(), wanted.path() == null ? "." : wanted.path());
      switch (at) {
        case Location.Nowhere(GatedFile.Refused refused) ->
            throw new BadArguments(tool + ": path " + refused.message());
        case Location.Found(Path root, Path real) -> gather(gathering, root, directory(real));
      }
    } catch (GitException e) {
      throw new BadArguments(tool + ": " + e.getMessage());
    }
  }

  private static Path directory(Path real) {
    Path parent = real.getParent();
    return Files.isDirectory(real) || parent == null ? real : parent;
  }

  private void gather(Gathering gathering, Path root, Path directory)
      throws BadArguments, GitException, InterruptedException {
    Git git = Git.installed(environment, call.workspace().roots(), call.deadline());
    Repository repository = Repository.of(git, directory);
    List<Scope> scopes = scopes(repository);
    Map<String, List<Change>> changes = new LinkedHashMap<>();
    for (Scope scope : scopes) {
      keep(changes, repository.changed(scope));
    }
    if (wanted.includeUnstaged()) {
      Path top = repository.top();
      keep(changes, repository.untracked(top.startsWith(root) ? top : root));
    }
    where =
        "%s of %s: %s"
            .formatted(
                repository.branch(),
                repository.top(),
                String.join(", ", scopes.stream().map(Scope::label).toList()));
    if (changes.isEmpty()) {
      throw new BadArguments(
          tool
              + ": nothing changed on "
              + where
              + ". Change something first, or say with compare_to, include_staged or"
              + " include_unstaged what is meant");
    }
    Changed changed = new Changed(gate, call.workspace(), repository);
    changed.read(changes, gathering);
    listed = changed.listed();
    if (changed.shown() == 0) {
      throw new BadArguments(
          tool + ": nothing of what changed may be sent. " + String.join(" ", changed.withheld()));
    }
    changed.withheld().forEach(gathering::note);
  }

  /** What is compared with what; new files come besides. */
  private List<Scope> scopes(Repository repository) throws GitException, InterruptedException {
    String reference = wanted.compareTo();
    if (reference == null) {
      List<Scope> scopes = new ArrayList<>();
      if (wanted.includeStaged()) {
        scopes.add(Scope.STAGED);
      }
      if (wanted.includeUnstaged()) {
        scopes.add(Scope.UNSTAGED);
      }
      return scopes;
    }
    String base = repository.base(reference);
    String since = "since it left " + reference.strip();
    if (wanted.includeUnstaged()) {
      return List.of(new Scope(since, List.of(base)));
    }
    return List.of(
        wanted.includeStaged()
            ? new Scope(since + ", up to the index", List.of("--cached", base))
            : new Scope(since + ", up to the last commit", List.of(base, "HEAD")));
  }

  private static void keep(Map<String, List<Change>> changes, List<Change> more) {
    more.forEach(
        change -> changes.computeIfAbsent(change.path(), _ -> new ArrayList<>()).add(change));
  }

  @Override
  public String outcome(Run run, Material material) {
    List<String> lines = new ArrayList<>();
    lines.add("Finished without a model, as asked. Changed on " + where + ":");
    listed.forEach(line -> lines.add("- " + line));
    lines.addAll(material.notes());
    lines.add(run.summary());
    return String.join("\n", lines);
  }
}
