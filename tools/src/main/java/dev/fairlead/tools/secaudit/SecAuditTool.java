package dev.fairlead.tools.secaudit;

import dev.fairlead.providers.Capability;
import dev.fairlead.routing.selection.Policy;
import dev.fairlead.routing.selection.Requirements;
import dev.fairlead.tools.BadArguments;
import dev.fairlead.tools.Call;
import dev.fairlead.tools.Definition;
import dev.fairlead.tools.Field;
import dev.fairlead.tools.Parts;
import dev.fairlead.tools.Schema;
import dev.fairlead.tools.Tool;
import dev.fairlead.tools.ToolResult;
import dev.fairlead.tools.expert.Needs;
import dev.fairlead.tools.expert.Role;
import dev.fairlead.tools.workflow.Evidence;
import dev.fairlead.tools.workflow.Expertise;
import dev.fairlead.tools.workflow.Run;
import dev.fairlead.tools.workflow.SeverityFilter;
import dev.fairlead.tools.workflow.Step;
import dev.fairlead.tools.workflow.Task;
import dev.fairlead.tools.workflow.Workflow;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Has code audited for security, in one call or after steps of the caller's own. */
public final class SecAuditTool implements Tool {
  private static final String NAME = "secaudit";
  private static final Requirements NEEDS = Needs.EXPERT.requiring(Capability.THINKING);
  private static final Policy FAVOURS = Policy.QUALITY;
  private static final Schema<Arguments> SCHEMA = Schema.of(NAME, Arguments.class);

  private final Workflow workflow;

  /** A security audit through these parts. */
  public SecAuditTool(Parts parts) {
    Role role = Role.of(SecAuditTool.class, "secaudit.md");
    this.workflow = new Workflow(parts, NAME, role, NEEDS, FAVOURS);
  }

  enum ThreatLevel {
    LOW,
    MEDIUM,
    HIGH,
    CRITICAL
  }

  enum AuditFocus {
    OWASP,
    COMPLIANCE,
    INFRASTRUCTURE,
    DEPENDENCIES,
    COMPREHENSIVE
  }

  record Arguments(
      Step step,
      Evidence evidence,
      @Field("system, users, data") @Nullable String securityScope,
      @Field(value = "of attackers", fallback = "medium") ThreatLevel threatLevel,
      @Field("rules, such as GDPR") List<String> complianceRequirements,
      @Field(value = "what to check", fallback = "comprehensive") AuditFocus auditFocus,
      @Field(value = "least to report", fallback = "all") SeverityFilter severityFilter,
      Expertise expertise) {

    String task() {
      return Task.NONE
          .with("Scope", securityScope)
          .with("Threat level", threatLevel)
          .with("Compliance requirements", complianceRequirements)
          .with("Audit focus", auditFocus)
          .with(severityFilter)
          .inWords();
    }
  }

  @Override
  public Definition definition() {
    return new Definition(
        NAME,
        "Security audit",
        "Security audit: attack paths, severity, fixes.",
        SCHEMA,
        null,
        NEEDS,
        true,
        FAVOURS);
  }

  @Override
  public ToolResult call(Call call) throws BadArguments, InterruptedException {
    Arguments arguments = SCHEMA.read(call.arguments());
    Workflow.Said said =
        new Workflow.Said(
            arguments.step(), arguments.evidence(), arguments.expertise(), arguments.task());
    return workflow.take(call, said, run -> hints(run, arguments));
  }

  private static List<String> hints(Run run, Arguments arguments) {
    List<String> hints = new ArrayList<>();
    if (run.size() == 1) {
      hints.add("every way in: requests, files, messages, arguments, environment");
      hints.add("who is let in how, and what each may do");
    } else {
      hints.add("the whole path of each issue, from the attacker's input to the harm");
      hints.add("what stands in its way already: checks, escaping, limits, rights");
    }
    hints.add(
        switch (arguments.auditFocus()) {
          case OWASP -> "access control, injection, cryptography, settings, logging";
          case COMPLIANCE -> "which data the rules protect, where it is kept, sent and logged";
          case INFRASTRUCTURE ->
              "deployment files, open ports, rights, defaults, where secrets live";
          case DEPENDENCIES -> "build and lock files: versions, sources, what is no longer kept up";
          case COMPREHENSIVE -> "secrets in code, unsafe defaults, what error messages give away";
        });
    if (arguments.auditFocus() == AuditFocus.COMPLIANCE
        && arguments.complianceRequirements().isEmpty()) {
      hints.add("which rules apply (compliance_requirements)");
    }
    if (arguments.threatLevel().compareTo(ThreatLevel.HIGH) >= 0) {
      hints.add("what a patient attacker or an insider could chain together");
    }
    return hints;
  }
}
