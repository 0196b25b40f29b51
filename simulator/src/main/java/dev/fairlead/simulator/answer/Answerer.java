package dev.fairlead.simulator.answer;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * Makes the answer to a conversation, the same one each time.
 *
 * @param model the name it answers under
 * @param effort how hard it thinks; empty for not at all
 * @param notes lines that the vendor's side adds, such as what a search found
 */
public record Answerer(String model, String effort, List<String> notes) {
  /** Keeps its own list. */
  public Answerer {
    notes = List.copyOf(notes);
  }

  /** The whole answer, before any limit. */
  public Answer answer(Conversation conversation) {
    List<ToolCall> calls = calls(conversation);
    String reasoning = effort.isEmpty() ? "" : Reasoning.about(conversation, effort);
    Directive directive = conversation.directive();
    if (directive.reasoning() > 0 && !effort.isEmpty()) {
      reasoning = sized(reasoning, directive.reasoning());
    }
    if (!calls.isEmpty()) {
      return new Answer(reasoning, "", calls, false);
    }
    String text = text(conversation);
    if (directive.tokens() > 0) {
      text = sized(text, directive.tokens());
    }
    String prefill = conversation.prefill();
    if (!prefill.isEmpty() && text.startsWith(prefill)) {
      text = text.substring(prefill.length());
    }
    return new Answer(reasoning, text, List.of(), false);
  }

  private String text(Conversation conversation) {
    JsonNode format = conversation.request().path("response_format");
    return switch (format.path("type").asString("text")) {
      case "json_object" -> JsonAnswer.facts(model, conversation, notes);
      case "json_schema" ->
          JsonAnswer.sample(format.path("json_schema").path("schema"), conversation.question());
      default ->
          conversation.wantsReview() && !conversation.files().isEmpty()
              ? Review.of(model, conversation, notes)
              : Facts.of(model, conversation, notes);
    };
  }

  private static List<ToolCall> calls(Conversation conversation) {
    Set<String> offered = new LinkedHashSet<>();
    offer(conversation.request(), offered);
    conversation.turns().forEach(turn -> offer(turn.message(), offered));
    JsonNode choice = conversation.request().path("tool_choice");
    if (offered.isEmpty() || !conversation.usersTurn() || choice.asString("").equals("none")) {
      return List.of();
    }
    List<ToolCall> wanted = ToolMarkers.in(conversation.lastUserText(), offered);
    String named = choice.path("function").path("name").asString("");
    if (offered.contains(named)) {
      List<ToolCall> ofThatName = wanted.stream().filter(c -> c.name().equals(named)).toList();
      return ofThatName.isEmpty() ? List.of(new ToolCall(named, "{}")) : ofThatName;
    }
    boolean required = choice.asString("").equals("required");
    return wanted.isEmpty() && required
        ? List.of(new ToolCall(offered.iterator().next(), "{}"))
        : wanted;
  }

  /** Tools come with the request, and with Kimi K3 in messages, too. */
  private static void offer(JsonNode holder, Set<String> offered) {
    for (JsonNode tool : holder.path("tools")) {
      if (tool.path("type").asString("").equals("function")) {
        offered.add(tool.path("function").path("name").asString(""));
      }
    }
  }

  /** A text of exactly so many tokens: cut, or gone on with. */
  private static String sized(String text, int tokens) {
    StringBuilder longer = new StringBuilder(text);
    int missing = tokens - Tokens.of(text);
    if (missing > 0) {
      longer.append("\n");
      for (int i = 1; longer.length() < (tokens + 2) * 4; i++) {
        longer.append("Sentence ").append(i).append(" goes on about it. ");
      }
    }
    return Tokens.first(longer.toString(), tokens);
  }
}
