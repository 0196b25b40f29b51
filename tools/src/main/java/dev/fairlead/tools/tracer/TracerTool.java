package dev.fairlead.tools.tracer;

import dev.fairlead.providers.Capability;
import dev.fairlead.routing.selection.Ask;
import dev.fairlead.routing.selection.Requirements;
import dev.fairlead.tools.BadArguments;
import dev.fairlead.tools.Call;
import dev.fairlead.tools.Definition;
import dev.fairlead.tools.Field;
import dev.fairlead.tools.Parts;
import dev.fairlead.tools.Schema;
import dev.fairlead.tools.Tool;
import dev.fairlead.tools.ToolResult;
import dev.fairlead.tools.expert.Gathering;
import dev.fairlead.tools.expert.Permission;
import dev.fairlead.tools.expert.Role;
import dev.fairlead.tools.workflow.Found;
import dev.fairlead.tools.workflow.NextCall;
import dev.fairlead.tools.workflow.OnRequest;
import dev.fairlead.tools.workflow.Step;
import dev.fairlead.tools.workflow.Workflow;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Leads a caller through tracing what calls what, or what depends on what; asks an expert to
 * complete the trace only if told to.
 */
public final class TracerTool implements Tool {
  private static final String NAME = "tracer";
  private static final Requirements NEEDS =
      Requirements.NONE.preferring(Capability.THINKING).output(16_384);
  private static final Schema<Arguments> SCHEMA = Schema.of(NAME, Arguments.class);

  private final Parts parts;
  private final Workflow workflow;

  /** Traces in the threads of these parts. */
  public TracerTool(Parts parts) {
    Role role = Role.of(TracerTool.class, "tracer.md");
    this.parts = parts;
    this.workflow = new Workflow(parts, NAME, role, NEEDS);
  }

  enum TraceMode {
    PRECISION,
    DEPENDENCIES,
    ASK
  }

  record Arguments(
      Step step,
      @Field(value = "default: says which to take", fallback = "ask") TraceMode traceMode,
      @Field("what to trace, and why") @Nullable String targetDescription,
      Found found,
      OnRequest onRequest) {}

  @Override
  public Definition definition() {
    return new Definition(
        NAME, "Tracer", "Guides tracing of calls or dependencies.", SCHEMA, null, NEEDS, true);
  }

  @Override
  public ToolResult call(Call call) throws BadArguments, InterruptedException {
    Arguments arguments = SCHEMA.read(call.arguments());
    TraceMode mode = mode(arguments);
    if (mode == TraceMode.ASK) {
      return which(call, arguments);
    }
    Step step = arguments.step();
    boolean opens =
        step.begins()
            && arguments.found().findings() == null
            && !arguments.onRequest().useAssistantModel();
    Trace trace = new Trace(mode, target(arguments));
    Workflow.Said said =
        new Workflow.Said(
            opens ? step.goingOn() : step,
            arguments.found().evidence(),
            arguments.onRequest().expertise(),
            trace.task());
    return workflow.take(call, said, trace);
  }

  /** What was said now, or earlier in this run. */
  private TraceMode mode(Arguments arguments) throws BadArguments {
    if (arguments.traceMode() != TraceMode.ASK) {
      return arguments.traceMode();
    }
    return workflow
        .kept(arguments.step().continuationId(), Trace.MODE)
        .map(TraceMode::valueOf)
        .orElse(TraceMode.ASK);
  }

  private String target(Arguments arguments) throws BadArguments {
    Optional<String> target = Optional.ofNullable(arguments.targetDescription());
    return target.isPresent()
        ? target.get()
        : workflow
            .kept(arguments.step().continuationId(), Trace.TARGET)
            .orElse(arguments.step().step());
  }

  private ToolResult which(Call call, Arguments arguments)
      throws BadArguments, InterruptedException {
    new Gathering(parts.gate(), call.workspace(), Permission.LATER)
        .files(arguments.found().relevantFiles())
        .images(arguments.onRequest().images())
        .finish(NAME); // so that slips show early
    String about = arguments.step().step() + " " + arguments.targetDescription();
    TraceMode likely = likely(about.toLowerCase(Locale.ROOT));
    Map<String, Object> next = new TreeMap<>(call.arguments());
    next.values().removeIf(value -> value == null);
    next.put("trace_mode", likely.name().toLowerCase(Locale.ROOT));
    next.putIfAbsent(
        "target_description", "the function, type or module, and what you want to know");
    next.remove("images"); // may be megabytes, and can be sent with a later step
    String text =
        """
        Which trace is wanted? Ask the user if the conversation does not tell.
        - precision: what happens when something runs: calls in order, conditions, effects. For a function or an endpoint.
        - dependencies: what is tied to what: who uses it, what it uses, how. For a type, a module, a change to come.

        Then call again, here with %s, which the words suggest:
        %s\
        """
            .formatted(next.get("trace_mode"), NextCall.of(NAME, next));
    return new ToolResult(
        ToolResult.Status.INVESTIGATE,
        text,
        null,
        parts.router().answeredDirectly(Ask.of(NAME, Requirements.NONE)),
        arguments.step().continuationId());
  }

  private static TraceMode likely(String about) {
    return about.matches("(?s).*(depend|module|package|import|structure|inherit|coupl|who uses).*")
        ? TraceMode.DEPENDENCIES
        : TraceMode.PRECISION;
  }
}
