package dev.fairlead.simulator.answer;

import java.util.List;

/** The thoughts before an answer, the longer the harder it thinks. */
final class Reasoning {
  private Reasoning() {}

  static String about(Conversation conversation, String effort) {
    StringBuilder thought = new StringBuilder();
    thought.append("The user asks “").append(conversation.question()).append("”.");
    if (effort.equals("low") || effort.equals("minimal")) {
      return thought.append(" That is quickly answered.").toString();
    }
    List<GivenFile> files = conversation.files();
    thought
        .append(" Before I answer I look at what came with the question: ")
        .append(conversation.asked().size())
        .append(" messages and ")
        .append(files.size())
        .append(" files.");
    files.forEach(file -> thought.append(" I read ").append(file.path()).append(" line by line."));
    thought.append(" I keep to what is there, name it, and say nothing that I cannot point at.");
    if (effort.equals("max")) {
      thought.append(" Once more from the start, to be sure that nothing was left out.");
    }
    return thought.toString();
  }
}
