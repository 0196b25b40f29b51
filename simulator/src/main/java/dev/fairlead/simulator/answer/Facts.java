package dev.fairlead.simulator.answer;

import java.util.List;

/** The plain answer: what was asked and all that came with it. */
final class Facts {
  private Facts() {}

  static String of(String model, Conversation conversation, List<String> notes) {
    StringBuilder text = new StringBuilder();
    text.append(model).append(" was asked “").append(conversation.question()).append("”.\n");
    appendMaterial(text, conversation, notes);
    return text.toString();
  }

  static void appendMaterial(StringBuilder text, Conversation conversation, List<String> notes) {
    list(
        text,
        "Files",
        conversation.files().stream()
            .map(f -> "%s: %d lines, sha256 %s".formatted(f.path(), f.lines().size(), f.hash()))
            .toList());
    list(text, "Images", labels(conversation, Attachment.Kind.IMAGE));
    list(text, "Videos", labels(conversation, Attachment.Kind.VIDEO));
    list(text, "Documents", conversation.documents());
    list(
        text,
        "Tool results",
        conversation.toolResults().stream()
            .map(t -> t.message().path("tool_call_id").asString("?") + ": " + brief(t.text()))
            .toList());
    list(text, "Notes", notes);
    int messages = conversation.asked().size();
    int earlier = conversation.earlierTurns();
    text.append("Conversation: ")
        .append(messages)
        .append(messages == 1 ? " message, " : " messages, ")
        .append(earlier)
        .append(earlier == 1 ? " earlier turn." : " earlier turns.");
  }

  private static List<String> labels(Conversation conversation, Attachment.Kind kind) {
    return conversation.attachments(kind).stream().map(Attachment::label).toList();
  }

  private static String brief(String text) {
    String line = text.strip().replace('\n', ' ');
    return line.length() <= 200 ? line : Tokens.first(line, 50) + "…";
  }

  private static void list(StringBuilder text, String title, List<String> items) {
    if (!items.isEmpty()) {
      text.append(title).append(" (").append(items.size()).append("):\n");
      items.forEach(item -> text.append("- ").append(item).append('\n'));
    }
  }
}
