package dev.fairlead.tools.secaudit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.tools.Bench;
import dev.fairlead.tools.ToolResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SecAuditToolTest {
  @TempDir private Path temp;
  private Bench bench = Bench.UNUSED;
  private SecAuditTool audit = new SecAuditTool(bench.parts);

  @BeforeEach
  void sit_down() throws IOException {
    bench = new Bench(temp.toRealPath());
    audit = new SecAuditTool(bench.parts);
    bench.file("a.java", "class A {\n  int x = 0;\n}\n");
  }

  @Test
  void scope_threat_rules_and_focus_are_told() throws Exception {
    bench.call(
        audit,
        "step",
        "Is it safe?",
        "security_scope",
        "public API, card data",
        "threat_level",
        "high",
        "compliance_requirements",
        List.of("PCI DSS", "GDPR"),
        "audit_focus",
        "compliance",
        "severity_filter",
        "medium");

    assertThat(bench.router.lastQuestion())
        .startsWith("Your part: a security auditor")
        .endsWith(
            """
            Is it safe?

            Scope: public API, card data
            Threat level: high.
            Compliance requirements: PCI DSS; GDPR
            Audit focus: compliance.
            Report nothing below severity medium.\
            """);
  }

  @Test
  void a_masked_secret_reaches_the_expert_as_a_marker_that_is_a_finding() throws Exception {
    bench.file("conf.py", "import os\nkey = '" + "AKIA" + "FAKEFAKEFAKEFAKE" + "'\n");

    ToolResult result = bench.call(audit, "step", "Is it safe?", "relevant_files", "conf.py");

    assertThat(bench.router.lastQuestion())
        .contains("   2| key = '[masked aws-access-key, line 2]'")
        .contains("`[masked kind, line n]` is itself a finding")
        .doesNotContain("FAKEFAKE");
    assertThat(result.text()).contains("Masked in conf.py: aws-access-key (line 2)");
  }

  @Test
  void each_focus_has_a_hint_of_its_own() throws Exception {
    Set<String> texts = new HashSet<>();
    for (String focus :
        List.of("owasp", "compliance", "infrastructure", "dependencies", "comprehensive")) {
      String text = bench.call(audit, "step", "S", "total_steps", 2, "audit_focus", focus).text();
      texts.add(text.substring(0, text.indexOf("```")));
    }
    assertThat(texts).hasSize(5);
  }

  @Test
  void hints_ask_for_missing_rules_and_think_as_far_as_the_threat() throws Exception {
    assertThat(hints("audit_focus", "compliance")).contains("(compliance_requirements)");
    assertThat(hints("audit_focus", "compliance", "compliance_requirements", "GDPR"))
        .doesNotContain("(compliance_requirements)");
    assertThat(hints("threat_level", "critical")).contains("an insider");
    assertThat(hints("threat_level", "high")).contains("an insider");
    assertThat(hints("threat_level", "medium")).doesNotContain("an insider");
  }

  private String hints(Object... more) throws Exception {
    Map<String, Object> arguments = new HashMap<>(Map.of("step", "S", "total_steps", 2));
    for (int i = 0; i < more.length; i += 2) {
      arguments.put((String) more[i], more[i + 1]);
    }
    return bench.call(audit, arguments).text();
  }
}
