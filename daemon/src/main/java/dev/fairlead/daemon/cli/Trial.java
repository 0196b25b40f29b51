package dev.fairlead.daemon.cli;

import dev.fairlead.providers.Capability;
import dev.fairlead.providers.ChatRequest;
import dev.fairlead.providers.Effort;
import dev.fairlead.providers.Message;
import dev.fairlead.providers.Model;
import dev.fairlead.providers.Part;
import dev.fairlead.providers.Thinking;
import dev.fairlead.providers.ToolSpec;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One tiny call that shows whether a model does what the catalog says of it. */
enum Trial {
  PLAIN(null, 50),
  STREAMING(Capability.STREAMING, 50),
  THINKING(Capability.THINKING, 50),
  NO_THINKING(Capability.THINKING, 50),
  VISION(Capability.VISION, 1_500),
  FILE_UPLOAD(Capability.FILE_UPLOAD, 1_500),
  TOOL_CALLING(Capability.TOOL_CALLING, 250),
  JSON_OUTPUT(Capability.JSON_OUTPUT, 100),
  WEB_SEARCH(Capability.WEB_SEARCH, 15_000);

  /** What vendors ask for one search, in USD, the dearer of the two. */
  private static final double SEARCH = 0.01;

  /** Enough for a model to think and still say a word. */
  private static final long OUTPUT = 1_024;

  private static final ToolSpec NOTE =
      new ToolSpec(
          "note",
          "Keeps a text.",
          Map.of(
              "type",
              "object",
              "properties",
              Map.of("text", Map.of("type", "string")),
              "required",
              List.of("text")));

  private final @Nullable Capability shown;
  private final long input;

  Trial(@Nullable Capability shown, long input) {
    this.shown = shown;
    this.input = input;
  }

  /** What came of it. */
  record Heard(String text, boolean reasoned, int calls) {}

  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether the catalog says that the model can do this. */
  boolean suits(Model model) {
    boolean claimed = shown == null || model.capabilities().contains(shown);
    return claimed && (this != NO_THINKING || model.thinking().mode() == Thinking.Mode.TOGGLE);
  }

  /** The most it may cost on a metered key, in USD, by what is known of prices. */
  double cost(Model model) {
    double tokens = (input * model.price().input() + OUTPUT * model.price().output()) / 1e6;
    return this == WEB_SEARCH ? tokens + SEARCH : tokens;
  }

  ChatRequest request(Model model) {
    boolean always = model.thinking().mode() == Thinking.Mode.ALWAYS;
    Effort effort = this == THINKING ? Effort.HIGH : always ? Effort.MINIMAL : null;
    return new ChatRequest(
        model,
        List.of(new Message.User(parts())),
        effort,
        this == STREAMING,
        Math.min(OUTPUT, model.output()),
        null,
        this == TOOL_CALLING ? List.of(NOTE) : List.of(),
        this == WEB_SEARCH,
        this == JSON_OUTPUT,
        null);
  }

  private List<Part> parts() {
    return switch (this) {
      case PLAIN, STREAMING, NO_THINKING -> List.of(new Part.Text("Answer with the word ok."));
      case THINKING -> List.of(new Part.Text("What is 17 times 23? Think first."));
      case VISION ->
          List.of(
              new Part.Image("red.png", "image/png", Samples.png()),
              new Part.Text("Which colour is this? Answer with one word."));
      case FILE_UPLOAD ->
          List.of(
              new Part.Document("word.pdf", "application/pdf", Samples.pdf()),
              new Part.Text("Which word does the document name? Answer with that word."));
      case TOOL_CALLING ->
          List.of(new Part.Text("Call the function note now: call:note {\"text\":\"ok\"}"));
      case JSON_OUTPUT -> List.of(new Part.Text("Answer with the JSON object {\"word\":\"ok\"}."));
      case WEB_SEARCH ->
          List.of(new Part.Text("Search the web for today's date; answer in one word."));
    };
  }

  /** In what the answer differs from what the catalog says. */
  Optional<String> difference(Heard heard) {
    return switch (this) {
      case PLAIN, STREAMING, VISION, FILE_UPLOAD, WEB_SEARCH -> Optional.empty();
      case THINKING ->
          heard.reasoned() ? Optional.empty() : Optional.of("it answered without reasoning");
      case NO_THINKING ->
          heard.reasoned() ? Optional.of("it reasoned although told not to") : Optional.empty();
      case TOOL_CALLING ->
          heard.calls() > 0 ? Optional.empty() : Optional.of("it did not call the function");
      case JSON_OUTPUT -> {
        String text = heard.text().strip();
        yield text.startsWith("{") && text.endsWith("}")
            ? Optional.empty()
            : Optional.of("its answer is not a JSON object");
      }
    };
  }
}
