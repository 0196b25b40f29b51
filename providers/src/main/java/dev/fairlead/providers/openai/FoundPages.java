package dev.fairlead.providers.openai;

import dev.fairlead.providers.ChatEvent;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** What GLM's search found, on the first chunk or the last (document of 2026-09). */
final class FoundPages {
  private FoundPages() {}

  /** The pages of the list that the parser stands at; none if it is no list. */
  static List<ChatEvent.Page> read(JsonParser json) {
    if (json.currentToken() != JsonToken.START_ARRAY) {
      json.skipChildren();
      return List.of();
    }
    List<ChatEvent.Page> pages = new ArrayList<>();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      if (json.currentToken() == JsonToken.START_OBJECT) {
        pages.add(page(json));
      } else {
        json.skipChildren();
      }
    }
    return pages;
  }

  private static ChatEvent.Page page(JsonParser json) {
    String mark = "";
    String title = "";
    String link = "";
    String date = "";
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String name = json.currentName();
      json.nextToken();
      switch (name) {
        case "refer" -> mark = ReplyReader.word(json);
        case "title" -> title = ReplyReader.word(json);
        case "link" -> link = ReplyReader.word(json);
        case "publish_date" -> date = ReplyReader.word(json);
        default -> json.skipChildren();
      }
    }
    return new ChatEvent.Page(mark, title, link, date);
  }
}
