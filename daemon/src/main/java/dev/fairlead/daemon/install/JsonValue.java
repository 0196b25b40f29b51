package dev.fairlead.daemon.install;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A value in a text of JSON with comments, and where it is.
 *
 * @param start of its first character
 * @param end after its last
 * @param opening its first character
 * @param members of an object, or of an array, whose keys are empty
 */
record JsonValue(int start, int end, char opening, List<Member> members) {
  /**
   * A member.
   *
   * @param key its name
   * @param start where its name, or in an array its value, begins
   * @param value its value
   * @param comma where the comma after it is; -1 without one
   */
  record Member(String key, int start, JsonValue value, int comma) {}

  boolean isObject() {
    return opening == '{';
  }

  boolean isArray() {
    return opening == '[';
  }

  Optional<Member> member(String key) {
    return members.stream().filter(member -> member.key().equals(key)).findFirst();
  }

  /** The value of that text, which is known to be well-formed. */
  static JsonValue of(String text) {
    return new Scanner(text).value();
  }

  private static final class Scanner {
    private final String text;
    private int at;

    Scanner(String text) {
      this.text = text;
    }

    JsonValue value() {
      skip();
      int start = at;
      char opening = text.charAt(at);
      List<Member> members = new ArrayList<>();
      switch (opening) {
        case '{', '[' -> members(opening == '{', members);
        case '"' -> string();
        default -> {
          while (at < text.length() && "{}[],:\"/ \t\r\n".indexOf(text.charAt(at)) < 0) {
            at++;
          }
        }
      }
      return new JsonValue(start, at, opening, members);
    }

    private void members(boolean named, List<Member> members) {
      at++;
      skip();
      while (text.charAt(at) != '}' && text.charAt(at) != ']') {
        int start = at;
        String key = "";
        if (named) {
          key = string();
          skip();
          at++;
        }
        JsonValue value = value();
        skip();
        int comma = -1;
        if (text.charAt(at) == ',') {
          comma = at++;
          skip();
        }
        members.add(new Member(key, start, value, comma));
      }
      at++;
    }

    private String string() {
      int start = at++;
      while (text.charAt(at) != '"') {
        at += text.charAt(at) == '\\' ? 2 : 1;
      }
      at++;
      return JsonText.JSON.readValue(text.substring(start, at), String.class);
    }

    private void skip() {
      while (at < text.length()) {
        if (Character.isWhitespace(text.charAt(at)) || text.charAt(at) == '\uFEFF') {
          at++;
        } else if (text.startsWith("//", at)) {
          int end = text.indexOf('\n', at);
          at = end < 0 ? text.length() : end;
        } else if (text.startsWith("/*", at)) {
          at = text.indexOf("*/", at + 2) + 2;
        } else {
          return;
        }
      }
    }
  }
}
