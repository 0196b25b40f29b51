package dev.fairlead.daemon.cli;

import java.io.PrintStream;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Where a command for people writes.
 *
 * @param out what was asked for
 * @param err everything else
 */
public record Console(PrintStream out, PrintStream err) {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  /** Prints a line of what was asked for. */
  void say(String line) {
    out.println(line);
  }

  /** Prints a value as JSON. */
  void json(Object value) {
    out.println(JSON.writeValueAsString(value));
  }
}
