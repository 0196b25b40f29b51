package dev.fairlead.tools.tracer;

import dev.fairlead.tools.expert.Material;
import dev.fairlead.tools.tracer.TracerTool.TraceMode;
import dev.fairlead.tools.workflow.Run;
import dev.fairlead.tools.workflow.Workflow;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How a trace of that mode is made and what it looks like at the end.
 *
 * @param mode not to be asked for any more
 * @param target what is traced
 */
record Trace(TraceMode mode, String target) implements Workflow.Guide {
  static final String MODE = "trace_mode";
  static final String TARGET = "target_description";

  private static final String FLOW =
      """
      Write the trace so, one line for each call, in order, indented by depth:
      ```
      entry(arguments)                       path:line
        -> callee(arguments) [if condition]  path:line
             effect: what it writes, sends, locks or throws
        <- result, or the error and who catches it
      ```
      Then: the branches not taken and what takes them; effects in order; what could not be followed.\
      """;

  private static final String MAP =
      """
      Write the map so, each line with the kind of the tie (call, type, inheritance, data, configuration):
      ```
      used by   caller (kind)            path:line
      TARGET    what it is               path:line
      uses      callee (kind)            path:line
        uses      of the second degree   path:line
      ```
      Then: cycles; what would break if the target changed; ties by name or configuration that no compiler sees.\
      """;

  private String label() {
    return mode.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public Map<String, String> keeps() {
    return Map.of(MODE, mode.name(), TARGET, target);
  }

  String task() {
    return "Trace mode: " + label() + ". Target: " + target + "\n" + format();
  }

  private String format() {
    return mode == TraceMode.DEPENDENCIES ? MAP : FLOW;
  }

  @Override
  public List<String> after(Run run) {
    if (mode == TraceMode.DEPENDENCIES) {
      return run.size() == 1
          ? List.of(
              "the target itself: what it imports, extends, holds, is given",
              "who uses it: search the whole code base for its name, also in text and configuration")
          : List.of(
              "the second degree: who uses those that use it, and what comes back in a circle",
              "ties that no search by name finds: reflection, events, generated code, data formats");
    }
    return run.size() == 1
        ? List.of(
            "the entry: who calls it, with which arguments, on which thread",
            "each call in its body in order, down to where something is written, sent or thrown")
        : List.of(
            "calls through interfaces: which implementations can be meant here, and what decides",
            "the other ways out: early returns, errors, what catches them, what is left half done");
  }

  @Override
  public String outcome(Run run, Material material) {
    String findings =
        run.findings().isEmpty() ? "" : "\n\n- " + String.join("\n- ", run.findings());
    return """
    Trace (%s) of %s: %d steps, %s.%s

    %s

    %s\
    """
        .formatted(label(), target, run.size(), run.counts(), findings, run.summary(), format());
  }
}
