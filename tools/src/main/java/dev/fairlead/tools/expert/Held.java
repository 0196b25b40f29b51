package dev.fairlead.tools.expert;

import dev.fairlead.tools.files.GatedFile;
import dev.fairlead.tools.files.Secret;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A file in which secrets were found, without what is in it.
 *
 * @param path how the user knows it
 * @param secrets in the order of their lines
 */
public record Held(String path, List<Secret> secrets) {
  /** How many secrets of one file are told one by one. */
  private static final int MOST = 10;

  public Held {
    secrets = List.copyOf(secrets);
  }

  /** What is held of that file. */
  public static Held of(GatedFile.Text file) {
    return new Held(file.path(), file.masked());
  }

  /** Its secrets by kind and line, such as {@code github-token (line 2)}. */
  String inWords() {
    int more = secrets.size() - MOST;
    return secrets.stream().limit(MOST).map(Held::described).collect(Collectors.joining(", "))
        + (more > 0 ? " and " + more + " more" : "");
  }

  /** A secret by its kind and line. */
  static String described(Secret secret) {
    return secret.kind() + " (line " + secret.line() + ")";
  }

  /** Its path on one line, whatever is in its name: a name must not speak to the user. */
  String name() {
    return path.codePoints()
        .map(point -> isPlain(point) ? point : '?')
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private static boolean isPlain(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
