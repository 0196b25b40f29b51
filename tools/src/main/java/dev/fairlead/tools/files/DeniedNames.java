package dev.fairlead.tools.files;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Tells by its path alone that a file holds secrets; the rules are data. */
final class DeniedNames {
  private DeniedNames() {}

  private static final Rules<Rule> RULES = new Rules<>("denied-names.txt", Rule::of);

  private record Rule(String verb, String name, Pattern pattern) {
    static Rule of(String line) {
      String[] words = line.split("\\s+", 2);
      String glob = words[1].strip();
      String expression = Pattern.quote(glob.toLowerCase(Locale.ROOT)).replace("*", "\\E.*\\Q");
      return new Rule(words[0], glob, Pattern.compile(expression));
    }

    boolean matches(Path path, String file) {
      return switch (verb) {
        case "allow", "file" -> pattern.matcher(file).matches();
        case "dir" -> directories(path).contains("/" + name + "/");
        case "path" -> (whole(path) + "/").contains("/" + name + "/");
        case "root" -> path.startsWith(name);
        default -> throw new IllegalStateException("no such rule: " + verb);
      };
    }
  }

  /** The rules that come with the program. */
  static DeniedNames standard() {
    return new DeniedNames();
  }

  /** The rule that refuses this absolute path, if one does. */
  Optional<String> refusing(Path path) {
    Path name = path.getFileName();
    String file = name == null ? "" : name.toString().toLowerCase(Locale.ROOT);
    for (Rule rule : RULES.all()) {
      boolean nameOnly = rule.verb.equals("allow") || rule.verb.equals("file");
      if (rule.matches(path, file) && !(nameOnly && allowed(file))) {
        return Optional.of(rule.name);
      }
    }
    return Optional.empty();
  }

  private static boolean allowed(String file) {
    return RULES.all().stream()
        .anyMatch(rule -> rule.verb.equals("allow") && rule.pattern.matcher(file).matches());
  }

  private static String directories(Path path) {
    Path parent = path.getParent();
    return parent == null ? "/" : whole(parent) + "/";
  }

  private static String whole(Path path) {
    return "/" + path.toString().replace('\\', '/').toLowerCase(Locale.ROOT);
  }
}
