package dev.fairlead.providers.glm;

import dev.fairlead.providers.Access;
import dev.fairlead.providers.ChatRequest;
import dev.fairlead.providers.Message;
import dev.fairlead.providers.Part;
import dev.fairlead.providers.ProviderException;
import dev.fairlead.providers.openai.Calls;
import dev.fairlead.providers.openai.Json;
import dev.fairlead.providers.openai.Refused;
import dev.fairlead.providers.openai.Stopwatch;
import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * GLM's search as a call of its own, for models whose chat has no tool for it (document of
 * 2026-09): what it finds goes into a system message before the last user's message.
 */
final class Search {
  /** The vendor's limit on a query, in characters (documented for China; none elsewhere). */
  private static final int LONGEST_QUERY = 70;

  private static final int RESULTS = 10;

  private final Calls calls;

  Search(Calls calls) {
    this.calls = calls;
  }

  /** The request with what was found, and no search left to be done. */
  ChatRequest before(ChatRequest request, Access access, Stopwatch stopwatch)
      throws ProviderException, InterruptedException {
    String query = query(request.messages());
    if (query.isEmpty()) {
      throw Refused.of(
          "search_without_query", "there is no text to search the web for: ask in words");
    }
    Map<String, Object> body = new LinkedHashMap<>();
    body.put(
        "search_engine", access.region() == Access.Region.CHINA ? "search_pro" : "search-prime");
    body.put("search_query", query);
    body.put("count", RESULTS);
    byte[] reply =
        calls.post(
            access,
            "/web_search",
            "application/json",
            HttpRequest.BodyPublishers.ofByteArray(Json.bytes(body)),
            stopwatch);
    List<Message> messages = new ArrayList<>(request.messages());
    int last = messages.size() - 1;
    while (!(messages.get(last) instanceof Message.User)) {
      last--;
    }
    messages.add(last, new Message.Instructions(found(query, reply)));
    return request.withMessages(messages).withWebSearch(false);
  }

  /**
   * A conversation as the single line that a search takes: the last user's text with its white
   * space folded; where that is too long, its last paragraph, since the question comes after what
   * it is about; where that is too long, as many of its first words as fit. Empty without a text.
   */
  static String query(List<Message> messages) {
    String text = "";
    for (Message message : messages) {
      if (message instanceof Message.User(List<Part> parts)) {
        List<String> texts = new ArrayList<>();
        for (Part part : parts) {
          if (part instanceof Part.Text(String more) && !more.isBlank()) {
            texts.add(more.strip());
          }
        }
        text = String.join("\n\n", texts);
      }
    }
    String whole = folded(text);
    if (fits(whole)) {
      return whole;
    }
    String[] paragraphs = text.split("\\R[ \\t]*\\R", -1);
    String question = folded(paragraphs[paragraphs.length - 1]);
    if (fits(question)) {
      return question;
    }
    String cut = question.substring(0, question.offsetByCodePoints(0, LONGEST_QUERY));
    int space = question.charAt(cut.length()) == ' ' ? cut.length() : cut.lastIndexOf(' ');
    return space > 0 ? cut.substring(0, space) : cut;
  }

  private static boolean fits(String text) {
    return text.codePointCount(0, text.length()) <= LONGEST_QUERY;
  }

  private static String folded(String text) {
    return text.replaceAll("\\s+", " ").strip();
  }

  private static String found(String query, byte[] reply) {
    StringBuilder found =
        new StringBuilder("Found on the web for \"").append(query).append("\":\n");
    int number = 0;
    for (Map<String, String> result : Json.objects(reply, "search_result")) {
      number++;
      found.append('\n').append(number).append(". ").append(result.getOrDefault("title", ""));
      String date = result.getOrDefault("publish_date", "");
      if (!date.isBlank()) {
        found.append(" (").append(date).append(')');
      }
      found.append('\n').append(result.getOrDefault("link", ""));
      found.append('\n').append(result.getOrDefault("content", "").strip()).append('\n');
    }
    if (number == 0) {
      found.append("\nnothing\n");
    }
    return found.append("\nCite the links that you use.").toString();
  }
}
