package dev.fairlead.daemon.protocol;

import io.modelcontextprotocol.server.McpServerFeatures.SyncCompletionSpecification;
import io.modelcontextprotocol.spec.McpSchema.CompleteReference;
import io.modelcontextprotocol.spec.McpSchema.CompleteRequest;
import io.modelcontextprotocol.spec.McpSchema.CompleteResult;
import io.modelcontextprotocol.spec.McpSchema.CompleteResult.CompleteCompletion;
import io.modelcontextprotocol.spec.McpSchema.PromptReference;
import io.modelcontextprotocol.spec.McpSchema.ResourceReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/** What an argument can be, for those who type it. */
final class Completions {
  private static final int MOST = 100;

  private final Prompts prompts;
  private final Supplier<List<String>> models;
  private final Supplier<List<String>> jobs;
  private final Supplier<List<String>> threads;

  Completions(
      Prompts prompts,
      Supplier<List<String>> models,
      Supplier<List<String>> jobs,
      Supplier<List<String>> threads) {
    this.threads = threads;
    this.prompts = prompts;
    this.models = models;
    this.jobs = jobs;
  }

  List<SyncCompletionSpecification> specifications() {
    List<SyncCompletionSpecification> all = new ArrayList<>();
    prompts.names().forEach(name -> all.add(of(new PromptReference(name), name)));
    for (String uri :
        List.of(
            Resources.JOBS + "{job}",
            Resources.THREADS + "{thread}",
            Resources.DECISIONS + "{decision}")) {
      all.add(of(new ResourceReference(uri), uri));
    }
    return all;
  }

  private SyncCompletionSpecification of(CompleteReference reference, String name) {
    return new SyncCompletionSpecification(
        reference, (_, request) -> completed(request, words(name, request)));
  }

  private List<String> words(String name, CompleteRequest request) {
    return switch (request.argument().name()) {
      case "model" -> models.get();
      case "job" -> jobs.get();
      case "thread", "continuation_id" -> threads.get();
      case "decision" -> List.of("last");
      default -> prompts.words(name, request.argument().name());
    };
  }

  private static CompleteResult completed(CompleteRequest request, List<String> words) {
    String typed = request.argument().value().toLowerCase(Locale.ROOT);
    List<String> fitting =
        words.stream().filter(word -> word.toLowerCase(Locale.ROOT).startsWith(typed)).toList();
    boolean more = fitting.size() > MOST;
    return new CompleteResult(
        new CompleteCompletion(more ? fitting.subList(0, MOST) : fitting, fitting.size(), more));
  }
}
