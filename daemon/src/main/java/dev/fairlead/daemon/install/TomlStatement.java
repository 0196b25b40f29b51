package dev.fairlead.daemon.install;

import java.util.ArrayList;
import java.util.List;

/**
 * A line of TOML that says something, with the lines that its value goes on over.
 *
 * @param start of its first line
 * @param end after the end of its last line
 * @param isTable whether it begins a table
 * @param table the table that it belongs to
 * @param path the full name of what it sets
 */
record TomlStatement(int start, int end, boolean isTable, List<String> table, List<String> path) {
  /** Those of a text that is known to be well-formed, in order. */
  static List<TomlStatement> allOf(String text) {
    return new Scanner(text).statements();
  }

  /** A name as TOML wants it. */
  static String key(String name) {
    return name.matches("[A-Za-z0-9_-]+") ? name : JsonText.JSON.writeValueAsString(name);
  }

  private static final class Scanner {
    private final String text;
    private int at;

    Scanner(String text) {
      this.text = text;
    }

    List<TomlStatement> statements() {
      List<TomlStatement> statements = new ArrayList<>();
      List<String> table = List.of();
      while (at < text.length()) {
        int start = at;
        blanks();
        if (at >= text.length() || peek() == '#' || peek() == '\n' || peek() == '\r') {
          line();
          continue;
        }
        boolean opens = peek() == '[';
        List<String> path = new ArrayList<>();
        if (opens) {
          at += text.startsWith("[[", at) ? 2 : 1;
        } else {
          path.addAll(table);
        }
        names(path);
        value();
        if (opens) {
          table = List.copyOf(path);
        }
        statements.add(new TomlStatement(start, at, opens, table, List.copyOf(path)));
      }
      return statements;
    }

    private char peek() {
      return text.charAt(at);
    }

    private void blanks() {
      while (at < text.length() && (peek() == ' ' || peek() == '\t' || peek() == '\uFEFF')) {
        at++;
      }
    }

    private void names(List<String> path) {
      do {
        blanks();
        int start = at;
        if (peek() == '"' || peek() == '\'') {
          boolean escaped = peek() == '"';
          string();
          String quoted = text.substring(start, at);
          path.add(
              escaped
                  ? JsonText.JSON.readValue(quoted, String.class)
                  : quoted.substring(1, quoted.length() - 1));
        } else {
          while (".=] \t\r\n".indexOf(peek()) < 0) {
            at++;
          }
          path.add(text.substring(start, at));
        }
        blanks();
      } while (at < text.length() && text.charAt(at++) == '.');
    }

    /** To the end of the line that the value ends on. */
    private void value() {
      int depth = 0;
      while (at < text.length()) {
        char sign = peek();
        switch (sign) {
          case '"', '\'' -> string();
          case '#' -> comment();
          case '[', '{' -> {
            depth++;
            at++;
          }
          case ']', '}' -> {
            depth--;
            at++;
          }
          default -> {
            at++;
            if (sign == '\n' && depth <= 0) {
              return;
            }
          }
        }
      }
    }

    private void string() {
      String quote = text.substring(at, at + 1);
      boolean escapes = quote.equals("\"");
      String end = text.startsWith(quote.repeat(3), at) ? quote.repeat(3) : quote;
      at += end.length();
      while (!text.startsWith(end, at)) {
        at += escapes && peek() == '\\' ? 2 : 1;
      }
      at += end.length();
      while (end.length() == 3 && text.startsWith(quote, at)) {
        at++;
      }
    }

    private void comment() {
      int end = text.indexOf('\n', at);
      at = end < 0 ? text.length() : end;
    }

    private void line() {
      comment();
      at = Math.min(text.length(), at + 1);
    }
  }
}
