package dev.fairlead.daemon.cli;

import dev.fairlead.tools.BadArguments;
import dev.fairlead.tools.ToolResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says which model a call would go to, or why one went where it did. */
@Command(
    name = "route",
    description = {
      "Say which model a call would go to, who comes next, and why not the others. Calls nobody.",
      "With a decision's id, or last: the same of a call that was made, and where its time went.",
      "Exit code 0: a model can do it; 1: none can; 2: bad usage, or the store cannot be used."
    })
final class RouteCommand implements Callable<Integer> {
  private static final int NONE = 1;
  private static final int USAGE = 2;

  private final Console console;
  private final LogDesk desk;

  @Parameters(
      arity = "0..1",
      paramLabel = "ID",
      description = "A decision's id, or last for the newest that was about a model.")
  private @Nullable String id;

  @Option(names = "--json", description = "Print JSON instead of tables.")
  private boolean json;

  @Option(names = "--tool", paramLabel = "NAME", description = "Whose call (default: chat).")
  private @Nullable String tool;

  @Option(
      names = "--needs",
      split = ",",
      paramLabel = "WHAT",
      description = "Required beside what the tool needs, such as vision,thinking.")
  private List<String> needs = new ArrayList<>();

  @Option(
      names = "--policy",
      paramLabel = "WORD",
      description = "What to favour: quality, balanced, fast, cheap.")
  private @Nullable String policy;

  @Option(
      names = "--model",
      paramLabel = "ID",
      description = "That model and no other; kimi/* is any of a provider's.")
  private @Nullable String model;

  @Option(
      names = {"--input-tokens", "--prompt-tokens"},
      paramLabel = "N",
      description = "The size of the prompt.")
  private @Nullable String promptTokens;

  @Option(names = "--prompt", paramLabel = "TEXT", description = "The prompt itself.")
  private @Nullable String prompt;

  @Option(
      names = "--files",
      split = ",",
      paramLabel = "PATH",
      description = "Files, directories or globs that go along.")
  private List<String> files = new ArrayList<>();

  @Option(
      names = "--images",
      split = ",",
      paramLabel = "PATH",
      description = "Images that go along.")
  private List<String> images = new ArrayList<>();

  @Option(
      names = "--thinking-mode",
      paramLabel = "WORD",
      description = "How hard to think: minimal, low, medium, high, max.")
  private @Nullable String thinkingMode;

  @Option(names = "--web-search", description = "The web is to be searched.")
  private boolean webSearch;

  @Option(
      names = "--allow-degraded",
      arity = "1",
      paramLabel = "true|false",
      description = "false: rather none than one that does without something.")
  private @Nullable String allowDegraded;

  RouteCommand(Console console, LogDesk desk) {
    this.console = console;
    this.desk = desk;
  }

  @Override
  public Integer call() throws InterruptedException {
    Map<String, Object> arguments = arguments();
    if (id != null) {
      if (!arguments.isEmpty()) {
        console.err().println("a decision's id stands alone: leave out either it or the options");
        return USAGE;
      }
      arguments.put("decision", id);
    }
    try {
      return print(desk.explain().of(arguments));
    } catch (BadArguments e) {
      console.err().println(inOptions(String.valueOf(e.getMessage())));
      return USAGE;
    }
  }

  private int print(ToolResult result) {
    if (result.status().isError()) {
      console.err().println(result.text());
      return USAGE;
    }
    Map<String, Object> data = Objects.requireNonNullElse(result.data(), Map.of());
    if (json) {
      console.json(data);
    } else if (id == null && !"direct".equals(data.get("outcome"))) {
      RouteTable.print(data, result.text(), console);
    } else {
      console.say(result.text());
    }
    return "refused".equals(data.get("outcome")) && id == null ? NONE : 0;
  }

  private Map<String, Object> arguments() {
    Map<String, Object> arguments = new LinkedHashMap<>();
    put(arguments, "tool", tool);
    put(arguments, "needs", needs.isEmpty() ? null : needs);
    put(arguments, "policy", policy);
    put(arguments, "model", model);
    put(arguments, "prompt_tokens", promptTokens);
    put(arguments, "prompt", prompt);
    put(arguments, "files", files.isEmpty() ? null : files);
    put(arguments, "images", images.isEmpty() ? null : images);
    put(arguments, "thinking_mode", thinkingMode);
    put(arguments, "web_search", webSearch ? true : null);
    put(arguments, "allow_degraded", allowDegraded);
    return arguments;
  }

  private static void put(Map<String, Object> arguments, String name, @Nullable Object value) {
    if (value != null) {
      arguments.put(name, value);
    }
  }

  /** The tool speaks of its fields; a person has written options. */
  private static String inOptions(String message) {
    return message
        .replaceFirst("^" + LogDesk.EXPLAIN + ": ", "")
        .replace("prompt_tokens", "--input-tokens")
        .replace("thinking_mode", "--thinking-mode")
        .replace("allow_degraded", "--allow-degraded");
  }
}
