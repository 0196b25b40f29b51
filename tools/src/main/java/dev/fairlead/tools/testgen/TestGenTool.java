package dev.fairlead.tools.testgen;

import dev.fairlead.routing.selection.Requirements;
import dev.fairlead.tools.BadArguments;
import dev.fairlead.tools.Call;
import dev.fairlead.tools.Definition;
import dev.fairlead.tools.Parts;
import dev.fairlead.tools.Schema;
import dev.fairlead.tools.Tool;
import dev.fairlead.tools.ToolResult;
import dev.fairlead.tools.expert.Needs;
import dev.fairlead.tools.expert.Role;
import dev.fairlead.tools.workflow.Evidence;
import dev.fairlead.tools.workflow.Expertise;
import dev.fairlead.tools.workflow.Run;
import dev.fairlead.tools.workflow.Step;
import dev.fairlead.tools.workflow.Workflow;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Has tests written, in one call or after steps of the caller's own. */
public final class TestGenTool implements Tool {
  private static final String NAME = "testgen";
  private static final Requirements NEEDS = Needs.EXPERT;
  private static final Schema<Arguments> SCHEMA = Schema.of(NAME, Arguments.class);

  private final Workflow workflow;

  /** Tests through these parts. */
  public TestGenTool(Parts parts) {
    Role role = Role.of(TestGenTool.class, "testgen.md");
    this.workflow = new Workflow(parts, NAME, role, NEEDS);
  }

  record Arguments(Step step, Evidence evidence, Expertise expertise) {}

  @Override
  public Definition definition() {
    return new Definition(
        NAME,
        "Generate tests",
        "Writes tests, in the framework of a test you send along.",
        SCHEMA,
        null,
        NEEDS,
        true);
  }

  @Override
  public ToolResult call(Call call) throws BadArguments, InterruptedException {
    Arguments arguments = SCHEMA.read(call.arguments());
    Workflow.Said said =
        new Workflow.Said(arguments.step(), arguments.evidence(), arguments.expertise(), "");
    return workflow.take(call, said, TestGenTool::hints);
  }

  private static List<String> hints(Run run) {
    List<String> hints = new ArrayList<>();
    if (run.size() == 1) {
      hints.add("what callers rely on: results, errors, effects, order");
      hints.add("the borders: empty, one, many, largest, malformed, twice, at the same time");
    } else {
      hints.add("paths that no test takes, the riskiest first");
      hints.add("what has to be stood in for: clock, network, files, chance");
    }
    if (run.all(Evidence::relevantFiles).stream().noneMatch(TestGenTool::isTest)) {
      hints.add("a test that exists, as one of relevant_files: it shows framework and manner");
    }
    if (run.all(Evidence::relevantContext).isEmpty()) {
      hints.add("the functions or types to test, named in findings");
    }
    return hints;
  }

  private static boolean isTest(String path) {
    String name = path.toLowerCase(Locale.ROOT);
    return name.contains("test") || name.contains("spec");
  }
}
